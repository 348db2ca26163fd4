import ArgumentParser
import Migration
import TaskModel

/// Takes tasks offline.
struct OfflineCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "offline", group: .develop, audience: .developer,
        summary: Words("下线任务，保留开发版本", "takes tasks offline; their development versions stay"),
        examples: ["offline 双十一预热"], takesList: true)

    static let completions: [String: ArgumentKind] = ["TASK|@FILE": .onlineTask]

    @Argument(help: .words("任务", "tasks", value: "TASK|@FILE"))
    var tasks: [String] = []

    var reads: [String] { NameText.files(in: tasks) }

    func run(_ session: Session) throws -> CommandResult {
        let report = try session.workspace().offline(
            session.names(tasks, argument: "TASK"), project: session.project())
        return StageView.result(
            report, Words("已下线 \(report.changed.count) 个", "\(report.changed.count, of: "task") taken offline."))
    }
}
