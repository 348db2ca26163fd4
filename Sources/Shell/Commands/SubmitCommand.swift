import ArgumentParser
import Migration
import TaskModel

/// 提交上线.
struct SubmitCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "submit", group: .develop, audience: .developer,
        summary: Words("把开发版本提交上线", "brings development versions online"),
        examples: ["submit 退货率探索", "submit @names.txt"], takesList: true)

    @Argument(help: .words("任务", "tasks", value: "TASK|@FILE"))
    var tasks: [String] = []

    var reads: [String] { NameText.files(in: tasks) }

    func run(_ session: Session) throws -> CommandResult {
        let report = try session.workspace().submit(
            session.names(tasks, argument: "TASK"), project: session.project())
        return StageView.result(
            report, Words("已提交上线 \(report.changed.count) 个", "\(report.changed.count, of: "task") submitted online."))
    }
}

/// How `submit` and `offline` are shown.
enum StageView {
    static func result(_ report: StageReport, _ words: Words) -> CommandResult {
        CommandResult(
            json: {
                [
                    "changed": .array(report.changed.map(JSONValue.text)),
                    "unchanged": .array(report.unchanged.map(JSONValue.text)),
                ]
            },
            text: { screen in
                screen.line(words)
                guard !report.unchanged.isEmpty else { return }
                let names = Phrase.list(report.unchanged.map(\.text), by: screen.language == .zh ? "、" : ", ")
                screen.line(Words("本来就是这样：\(names)", "These were so already: \(names)"))
            })
    }
}
