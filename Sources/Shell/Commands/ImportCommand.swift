import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// 导入批量任务包 (R11 to R20).
struct ImportCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "import", group: .bringIn, audience: .importer,
        summary: Words("检测并导入批量任务包，导入后提交上线", "checks and imports a package, and submits its tasks online"),
        examples: [
            "import batch.zip --into /生产接收/零售批次", "import batch.zip --into / --no-submit",
            "import batch.zip --plan plan.json",
        ])

    static let completions = ImportArguments.completions

    @OptionGroup var arguments: ImportArguments

    @Option(
        help: .words(
            "按 check --out 写出的计划导入；平台有变化则拒绝",
            "does what a plan of check --out says, or nothing if the platform has moved on",
            value: "PLAN"))
    var plan: String?

    @Flag(help: .words("不询问（提示符下）", "does not ask (at the prompt)"))
    var yes = false

    var reads: [String] { arguments.reads + [plan].compactMap { $0 } }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let plan = try self.plan.map { try PlanFile(file: session.path($0)) }
        let project = try plan?.project ?? session.project()
        if let plan, let chosen = session.chosenProject, !chosen.isIdentical(to: plan.project.text) {
            throw TaskferryError(.usage, subject: "--plan (\(plan.project)), -P \(chosen)", detail: "exclusive")
        }
        if plan != nil, let option = arguments.given.first {
            throw TaskferryError(.usage, subject: "--plan, \(option)", detail: "exclusive")
        }
        let asks = session.isTyped && session.settings.asksBeforeImport && !yes
        let display = ProgressDisplay(session.presenter, label: Messages.importing)
        defer { display.finish() }
        var decided: ConflictPolicy?
        let approve: ((CheckReport) throws -> Approval) = { check in
            display.hide()
            return try Self.approve(check, session, &decided)
        }
        let report = try workspace.importPackage(
            session.path(arguments.file), staging: session.staging, project: project,
            options: plan?.options ?? arguments.options(session), plan: plan, approve: asks ? approve : nil,
            progress: { display.update($0) })
        display.finish()
        let language = session.settings.language
        var result = CommandResult(
            failure: report.end == .declined ? TaskferryError(.declined) : CheckView.failure(of: report.check),
            json: { Self.json(report, language) }, text: { Self.show(report, wasShown: asks, &$0) })
        result.decided = decided.map { ["--on-conflict", $0.rawValue] } ?? []
        return result
    }

    /// Shows findings and plan to somebody at a prompt and asks whether to go on; where the target has changes of its own,
    /// what becomes of them.
    private static func approve(
        _ check: CheckReport, _ session: Session, _ decided: inout ConflictPolicy?
    ) throws -> Approval {
        guard let question = session.question, let ask = session.ask else { return .go }
        try session.presenter.preview { show(check, &$0) }
        let conflicts = check.findings.filter { [.targetChanged, .unsubmittedChanges].contains($0.code) }
        if !conflicts.isEmpty, check.options.onConflict == nil {
            let count = Set(conflicts.compactMap(\.task)).count
            let answer = try question(
                Words(
                    "\(count) 个任务在目标端有自己的修改：o 覆盖，k 保留，s 停止 [o/k/S] ",
                    "\(count, of: "task") changed at the target: o overwrites, k keeps, s stops [o/k/S] "))
            var options = check.options
            switch answer?.trimmed.lowercased() {
            case "o", "overwrite": options.onConflict = .overwrite
            case "k", "keep": options.onConflict = .keep
            default: return .decline
            }
            decided = options.onConflict
            if options.onConflict == .keep { return .change(options) }
        }
        let count = check.plan.count { $0.action != .unchanged || $0.bindsAnew }
        return try ask(Words("导入 \(count) 个任务？", "Import \(count, of: "task")?")) ? .go : .decline
    }

    private static func json(_ report: ImportReport, _ language: Language) -> JSONObject {
        var object = CheckView.json(report.check, language: language)
        object["import"] = report.number.map { .integer($0) } ?? .null
        object["submitted"] = .array(report.submitted.map(JSONValue.text))
        return object
    }

    private static func show(_ check: CheckReport, _ screen: inout Screen) {
        CheckView.showPackage(check, &screen)
        CheckView.showFindings(check, &screen)
        if check.passed { CheckView.showPlan(check, &screen) }
    }

    private static func show(_ report: ImportReport, wasShown: Bool, _ screen: inout Screen) {
        switch report.end {
        case .refused: show(report.check, &screen)
        case .declined: break
        case .nothingToDo:
            show(report.check, &screen)
            screen.line(.success, Messages.nothingToImport)
        case .done(let number):
            if !wasShown { show(report.check, &screen) }
            screen.line(.success, Messages.imported(number, submitted: report.submitted.count))
        }
    }
}
