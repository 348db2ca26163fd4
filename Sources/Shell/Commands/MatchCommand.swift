import ArgumentParser
import Migration
import TaskModel

/// 匹配检验 (R3, R4).
struct MatchCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "match", group: .carryOut, audience: .exporter,
        summary: Words("匹配线上任务名称", "matches names against online tasks"),
        examples: [
            "match ods_订单同步_日 dwd_order_detail_di", "match @names.txt", "match <<END", "match --glob 'ods_*'",
            "match --with-upstream --against production.inventory dwd_order_detail_di",
        ],
        takesList: true)

    static let completions: [String: ArgumentKind] = ["NAME|@FILE": .onlineTask]

    @Flag(help: .words("名称可含 * 和 ?", "names may have * and ? in them"))
    var glob = false

    @Flag(help: .words("加入项目内的上游任务", "adds the tasks of the project that these wait for"))
    var withUpstream = false

    @Flag(
        help: .words(
            "加入嵌套流和 AI 2.0 节点引用的项目内任务", "adds the tasks of the project that nested flows and AI 2.0 nodes refer to"))
    var withReferences = false

    @Option(
        help: .words(
            "只加入目标端没有的任务，按目标端的平台清单判断；清单见 inventory",
            "adds only what the target lacks, by its inventory; see inventory", value: "INVENTORY"))
    var against: String?

    @Option(
        help: .words(
            "扩充后超过上限时取第几批；默认第 1 批", "which batch, when the widened list is too long for one; 1 by default", value: "N"))
    var batch = 1

    @Flag(help: .words("查看详情：列出匹配到的任务", "lists the tasks that matched, too"))
    var details = false

    @Argument(
        help: .words("任务名称；@FILE 为一行一个名称的文件", "task names; @FILE is a file with one a line", value: "NAME|@FILE"))
    var names: [String] = []

    func validate() throws {
        if against != nil, !withUpstream, !withReferences {
            throw TaskferryError(.usage, subject: "--against", detail: "widens-nothing")
        }
    }

    var reads: [String] { NameText.files(in: names) + [against].compactMap { $0 } }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        var widening = Widening()
        widening.glob = glob
        widening.upstream = withUpstream
        widening.references = withReferences
        widening.batch = batch
        widening.against = try against.map {
            try Inventory(file: session.path($0), cancelled: session.environment.cancelled)
        }
        let project = try session.project()
        let report = try workspace.match(session.nameList(names), widening, project: project)
        if let other = widening.against?.facts.project, other != project {
            session.presenter.notice(Messages.inventoryOfAnother(other.text))
        }
        return MatchView.result(report, against: widening.against?.facts, showsMatched: details)
    }
}

/// How a match report is shown, by `match` and `generate`.
enum MatchView {
    static func result(
        _ report: MatchReport, against target: InventoryFacts? = nil, showsMatched: Bool = false
    ) -> CommandResult {
        CommandResult(
            failure: failure(of: report), json: { json(report, against: target) },
            text: { screen in
                if let target {
                    screen.facts(InventoryCommand.facts(target, screen))
                    screen.line(Messages.widened(report.widening))
                }
                screen.line(
                    "\(Messages.matched(report.matched.count, failed: report.failed.count)[screen.language])  \(report.list.counter)"
                )
                if report.batches > 1 {
                    screen.line(
                        Words(
                            "第 \(report.batch) 批，共 \(report.batches) 批；按顺序逐批导出和导入，用 --batch N 选择",
                            "batch \(report.batch) of \(report.batches): export and import them in order; --batch N chooses"
                        ))
                }
                if showsMatched { showMatched(report, &screen) }
                showFailed(report, &screen)
            })
    }

    static func failure(of report: MatchReport) -> TaskferryError? {
        report.allMatched
            ? nil : TaskferryError(.notMatched, subject: "\(report.failed.count)/\(report.list.names.count)")
    }

    private static func json(_ report: MatchReport, against target: InventoryFacts?) -> JSONObject {
        var object: JSONObject = [
            "matched": .array(
                report.matched.map {
                    .object(["name": .text($0.name), "uid": .text($0.uid), "version": .integer($0.version)])
                }),
            "failed": .array(
                report.failed.map {
                    .object([
                        "name": .string($0.name), "reason": .string($0.reason.rawValue),
                        "suggestions": .array($0.suggestions.map(JSONValue.string)),
                    ])
                }),
            "repeated": .array(report.list.repeated.map(JSONValue.string)),
            "characters": .integer(report.list.characters), "limit": .integer(NameList.characterLimit),
            "batch": .integer(report.batch), "batches": .integer(report.batches),
        ]
        if let target {
            object["inventory"] = .object(InventoryCommand.json(target))
            object["added"] = .array(report.widening.added.map(JSONValue.string))
            object["there"] = .array(report.widening.there.map(JSONValue.text))
        }
        return object
    }

    static func showMatched(_ report: MatchReport, _ screen: inout Screen) {
        guard !report.matched.isEmpty else { return }
        var table = screen.newTable(
            [Words("任务", "task"), Words("任务唯一标识", "uid"), Words("线上版本", "version")], right: [2])
        for task in report.matched { table.add(texts: [task.name.text, task.uid.text, "\(task.version)"]) }
        screen.table(table)
    }

    static func showFailed(_ report: MatchReport, _ screen: inout Screen) {
        guard !report.failed.isEmpty else { return }
        var table = screen.newTable([
            Words("失败的名称", "name"), Words("原因", "reason"), Words("相近的线上任务", "did you mean"),
        ])
        for failure in report.failed {
            table.add([
                TextTable.Cell(failure.name),
                TextTable.Cell(Messages.reason(failure.reason)[screen.language].plain, role: .failure),
                TextTable.Cell(failure.suggestions.joined(separator: ", ")),
            ])
        }
        screen.table(table)
    }
}
