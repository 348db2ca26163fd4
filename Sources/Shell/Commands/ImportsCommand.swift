import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Lists the imports into the project.
struct ImportsCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "imports", group: .bringIn, audience: .everyone,
        summary: Words("导入记录", "lists the imports"), examples: ["imports"])

    func run(_ session: Session) throws -> CommandResult {
        let entries = try session.workspace().imports(project: session.project())
        return CommandResult(
            json: { ["imports": .array(entries.map { .object(Self.json($0)) })] },
            text: { screen in
                guard !entries.isEmpty else {
                    return screen.line(Words("还没有导入过", "Nothing was imported yet."))
                }
                var table = screen.newTable(
                    [
                        Words("编号", "number"), Words("时间", "time"), Words("用户", "user"), Words("任务包", "package"),
                        Words("任务", "tasks"), Words("状态", "state"),
                    ], right: [0])
                for entry in entries {
                    table.add(texts: [
                        "\(entry.number)", screen.time(entry.time).plain, entry.actor.user.text, entry.package,
                        Messages.planned(entry.counts, isDone: true)[screen.language].plain, state(entry, screen).plain,
                    ])
                }
                screen.table(table)
            })
    }

    private func state(_ entry: PastImportEntry, _ screen: Screen) -> Phrase {
        if let undone = entry.undone {
            let time = screen.time(undone.time)
            return screen.language == .zh ? "已由 \(undone.user) 于 \(time) 撤销" : "undone by \(undone.user) at \(time)"
        }
        return entry.submitted
            ? Words("已提交上线", "submitted online")[screen.language] : Words("未提交上线", "not submitted")[screen.language]
    }

    private static func json(_ entry: PastImportEntry) -> JSONObject {
        [
            "number": .integer(entry.number), "generation": .integer(entry.generation),
            "package": .string(entry.package), "contentDigest": .string(entry.contentDigest),
            "sourcePlatform": .string(entry.sourcePlatform), "user": .text(entry.actor.user),
            "actingFor": entry.actor.actingFor.map(JSONValue.text) ?? .null, "time": .string(entry.time.text),
            "tasks": .object(entry.counts.tree), "submitted": .bool(entry.submitted),
            "undone": entry.undone.map { .object(["user": .text($0.user), "time": .string($0.time.text)]) } ?? .null,
        ]
    }
}
