import ArgumentParser
import Migration
import TaskModel

/// Makes an old version of a task the development one.
struct RestoreCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "restore", group: .develop, audience: .developer,
        summary: Words("把旧版本恢复为开发版本", "makes an old version the development one"),
        examples: ["restore dwd_order_detail_di --version 1"])

    @Option(help: .words("第几版", "which version", value: "N"))
    var version: Int

    @Argument(help: .words("任务", "the task", value: "TASK"))
    var task: String

    func run(_ session: Session) throws -> CommandResult {
        let changed = try session.workspace().restore(task, version: version, project: session.project())
        return .said(
            changed
                ? Words(
                    "\(task) 的开发版本现在是第 \(version) 版", "Version \(version) is the development version of \(task) now.")
                : Words(
                    "\(task) 的开发版本已经是第 \(version) 版",
                    "Version \(version) is the development version of \(task) already."),
            ["task": .string(task), "version": .integer(version), "changed": .bool(changed)])
    }
}
