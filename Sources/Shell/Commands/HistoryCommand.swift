import ArgumentParser
import TaskModel

/// The commands that were typed.
struct HistoryCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "history", group: .shell, audience: .everyone,
        summary: Words("列出输入过的命令", "lists the commands that were typed"), examples: ["history", "history 50"])

    @Argument(help: .words("最近多少条；默认 20", "how many of the last ones; 20 by default", value: "N"))
    var count = 20

    func run(_ session: Session) throws -> CommandResult {
        guard count > 0 else { throw TaskferryError(.invalidArgument, subject: "\(count)", detail: "1…") }
        let entries = try HistoryFile.standard(session.environment.variables)?.entries() ?? []
        let first = max(entries.count - count, 0)
        let shown = Array(entries[first...])
        return CommandResult(
            json: { ["history": .array(shown.map(JSONValue.string))] },
            text: { screen in
                let width = "\(entries.count)".utf8.count
                for (index, entry) in shown.enumerated() {
                    let number = DisplayWidth.padded("\(first + index + 1)", toColumns: width)
                    let lines = entry.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
                    for (place, line) in lines.enumerated() {
                        let margin = place == 0 ? number : String(repeating: " ", count: width)
                        screen.line("\(Phrase(.dim, Phrase(stringLiteral: margin)))  \(String(line))")
                    }
                }
            })
    }
}
