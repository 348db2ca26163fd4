import ArgumentParser
import TaskModel

/// Writes its words.
struct EchoCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "echo", group: .shell, audience: .everyone, summary: Words("输出文字", "writes its words"),
        examples: ["echo 开始导出"], options: .nowhere)

    @Argument(parsing: .captureForPassthrough, help: .words("文字", "the words", value: "WORD"))
    var words: [String] = []

    func run(_ session: Session) throws -> CommandResult {
        let text = words.joined(separator: " ")
        return .said(Words(same: "\(text)"), ["text": .string(text)])
    }
}
