import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Shows one task in full.
struct ShowCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "show", group: .look, audience: .everyone, summary: Words("完整显示一个任务", "shows a task in full"),
        examples: ["show dwd_order_detail_di", "show dwd_order_detail_di --version 1"])

    @Option(help: .words("第几版；默认为开发版本", "which version; the development version by default", value: "N"))
    var version: Int?

    @Argument(help: .words("任务", "the task", value: "TASK"))
    var task: String

    func run(_ session: Session) throws -> CommandResult {
        let details = try session.workspace().show(task, version: version, project: session.project())
        let times = details.schedule?.fireTimes(after: session.environment.now(), count: 3)
        return CommandResult(
            json: {
                var object = TasksCommand.json(details.record)
                object["project"] = .text(details.record.project)
                object["version"] = .integer(details.version)
                object["document"] = .object(DocumentView.json(details.document))
                object["fireTimes"] = .array(times?.moments.map { .string($0.text) } ?? [])
                return object
            },
            text: { screen in
                let record = details.record
                let facts: [(Words, Phrase)] = [
                    (Words("任务", "task"), "\(record.name)"), (Words("任务唯一标识", "uid"), "\(record.uid)"),
                    (Words("任务目录", "directory"), "\(record.directory)"), (Words("负责人", "owner"), "\(record.owner)"),
                    (Words("状态", "state"), TasksCommand.state(record)[screen.language]),
                    (Words("显示版本", "version"), "\(details.version)"),
                ]
                DocumentView.show(details.document, after: facts, &screen, fireTimes: times)
            })
    }
}
