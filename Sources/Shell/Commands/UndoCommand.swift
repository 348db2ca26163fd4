import ArgumentParser
import Migration
import TaskModel

/// Takes an import back (R22).
struct UndoCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "undo", group: .bringIn, audience: .importer,
        summary: Words("撤销导入", "takes an import back"), examples: ["undo", "undo 12", "undo 12 --force"])

    static let completions: [String: ArgumentKind] = ["NUMBER": .free]

    @Flag(help: .words("导入后被修改过的任务也恢复", "also puts back tasks that were changed since"))
    var force = false

    @Flag(help: .words("不询问（提示符下）", "does not ask (at the prompt)"))
    var yes = false

    @Argument(
        help: .words(
            "导入编号；默认为最近一次未撤销的", "the import's number; by default the last one that is not undone", value: "NUMBER"))
    var number: Int?

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        var approve: ((PastImportEntry) throws -> Bool)?
        if session.settings.asksBeforeImport, !yes, let ask = session.ask {
            approve = { entry in
                let count = entry.counts.filter { $0.key != .unchanged }.values.reduce(0, +)
                return try ask(
                    Words(
                        "撤销导入 \(entry.number)（\(entry.package)，\(count) 个任务）？",
                        "Undo import \(entry.number) (\(entry.package), \(count, of: "task"))?"))
            }
        }
        guard
            let report = try workspace.undo(number, force: force, project: session.project(), approve: approve)
        else { throw TaskferryError(.declined) }
        return CommandResult(json: { Self.json(report) }, text: { Self.show(report, &$0) })
    }

    private static func json(_ report: UndoReport) -> JSONObject {
        [
            "undo": .integer(report.number),
            "tasks": .array(
                report.tasks.map {
                    .object(["task": .text($0.task), "uid": .text($0.uid), "action": .string($0.action.rawValue)])
                }),
            "references": .array(
                report.references.map {
                    .object(["project": .text($0.project), "task": .text($0.task), "target": .text($0.target)])
                }),
        ]
    }

    private static func show(_ report: UndoReport, _ screen: inout Screen) {
        var table = screen.newTable([Words("任务", "task"), Words("操作", "action")])
        for task in report.tasks { table.add(texts: [task.task.text, words(task.action)[screen.language].plain]) }
        screen.table(table)
        if !report.references.isEmpty {
            screen.heading(Words("以下任务引用的任务已不存在", "These refer to tasks that are not there any more"))
            var table = screen.newTable([Words("项目", "project"), Words("任务", "task"), Words("引用", "refers to")])
            for link in report.references { table.add(texts: [link.project.text, link.task.text, link.target.text]) }
            screen.table(table)
        }
        screen.line(
            .success,
            Words(
                "已撤销导入 \(report.number)，涉及 \(report.tasks.count) 个任务",
                "Import \(report.number) is undone; \(report.tasks.count, of: "task")."))
    }

    private static func words(_ action: UndoneTask.Action) -> Words {
        switch action {
        case .removed: Words("移除", "removed")
        case .restored: Words("恢复", "restored")
        case .renamed: Words("恢复名称", "renamed back")
        }
    }
}
