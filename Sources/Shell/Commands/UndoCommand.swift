import ArgumentParser
import Migration
import PlatformStore
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
        let asks = session.isTyped && session.settings.asksBeforeImport && !yes
        let approve: ((UndoReport) throws -> Bool) = { try Self.approve($0, session) }
        guard
            let report = try workspace.undo(
                number, force: force, project: session.project(), approve: asks ? approve : nil)
        else { throw TaskferryError(.declined, detail: "undo") }
        return CommandResult(
            json: { Self.json(report) },
            text: { screen in
                if !asks { Self.show(report, isPlan: false, &screen) }
                screen.line(
                    .success,
                    Words(
                        "已撤销导入 \(report.number)，涉及 \(report.tasks.count) 个任务",
                        "Import \(report.number) is undone; \(report.tasks.count, of: "task")."))
            })
    }

    /// Shows what would be done to somebody at a prompt and asks whether to go on.
    private static func approve(_ report: UndoReport, _ session: Session) throws -> Bool {
        guard let ask = session.ask else { return true }
        try session.presenter.preview { showPlan(report, &$0) }
        let count = report.tasks.count
        return try ask(
            Words(
                "撤销导入 \(report.number)，涉及 \(count) 个任务？",
                "Undo import \(report.number), \(count, of: "task")?"))
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

    private static func showPlan(_ report: UndoReport, _ screen: inout Screen) {
        let entry = report.entry
        screen.facts([
            (Words("导入", "import"), "\(entry.number)"), (Words("任务包", "package"), "\(entry.package)"),
            (Words("导入人", "imported by"), "\(entry.actor.user)"), (Words("时间", "time"), screen.time(entry.time)),
        ])
        screen.heading(Messages.plan)
        show(report, isPlan: true, &screen)
        guard !report.changedSince.isEmpty else { return }
        screen.heading(Words("导入后有变化的任务", "Changed since the import"))
        var table = screen.newTable([Words("任务", "task"), Words("修改人", "by"), Words("时间", "time")])
        for change in report.changedSince {
            table.add(texts: [
                change.name.text, change.author?.user.text ?? "",
                change.author.map { screen.time($0.time).plain } ?? "",
            ])
        }
        screen.table(table)
    }

    private static func show(_ report: UndoReport, isPlan: Bool, _ screen: inout Screen) {
        var table = screen.newTable([Words("任务", "task"), Words("操作", "action")])
        for task in report.tasks { table.add(texts: [task.task.text, words(task.action)[screen.language].plain]) }
        screen.table(table)
        guard !report.references.isEmpty else { return }
        screen.heading(
            isPlan
                ? Words("以下任务引用的任务将不存在", "These refer to tasks that will not be there any more")
                : Words("以下任务引用的任务已不存在", "These refer to tasks that are not there any more"))
        var links = screen.newTable([Words("项目", "project"), Words("任务", "task"), Words("引用", "refers to")])
        for link in report.references { links.add(texts: [link.project.text, link.task.text, link.target.text]) }
        screen.table(links)
    }

    private static func words(_ action: UndoneTask.Action) -> Words {
        switch action {
        case .removed: Words("移除", "removed")
        case .restored: Words("恢复", "restored")
        case .renamed: Words("恢复名称", "renamed back")
        }
    }
}
