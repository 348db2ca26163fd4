import Migration
import TaskModel
import TaskPackage

/// How findings and plan are shown, by `check` and `import`.
enum CheckView {
    static func failure(of report: CheckReport) -> TaskferryError? {
        let errors = report.findings.filter { $0.severity == .error }.count
        return report.passed ? nil : TaskferryError(.checkFailed, subject: "\(errors)")
    }

    // MARK: JSON

    static func json(_ report: CheckReport, language: Language) -> JSONObject {
        [
            "passed": .bool(report.passed), "project": .text(report.project),
            "package": .object(PackageView.json(report.package)),
            "signature": .string(PackageView.signature(report.package)),
            "findings": .array(report.findings.map { .object(json($0, project: report.project, language)) }),
            "plan": .array(report.plan.map { .object(json($0)) }),
        ]
    }

    private static func json(_ finding: Finding, project: PathName, _ language: Language) -> JSONObject {
        [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
            "subject": .string(finding.subject), "task": finding.task.map(JSONValue.text) ?? .null,
            "node": finding.node.map(JSONValue.text) ?? .null,
            "message": .string(FindingMessages.message(finding)[language].plain),
            "fix": .string(FindingMessages.fix(finding, project: project)[language].plain),
            "uses": .array(
                finding.uses.map {
                    .object(["task": .text($0.task), "node": $0.node.map(JSONValue.text) ?? .null])
                }),
        ]
    }

    private static func json(_ task: PlannedTask) -> JSONObject {
        [
            "task": .text(task.task), "uid": .text(task.uid), "action": .string(task.action.rawValue),
            "from": task.from.map(JSONValue.text) ?? .null, "directory": .text(task.directory),
            "changes": .array(
                task.changes.map { change in
                    var object: JSONObject = [
                        "field": .string(change.field), "before": change.before ?? .null,
                        "after": change.after ?? .null,
                    ]
                    if change.isBeforeUnknown { object["changed"] = .bool(true) }
                    return .object(object)
                }),
            "submits": .bool(task.submits), "binds": .bool(task.bindsAnew), "kept": .bool(task.isKept),
            "fireTimes": task.fireTimes.map { times in
                .object([
                    "now": .array(times.before?.moments.map { .string($0.text) } ?? []),
                    "then": .array(times.after?.moments.map { .string($0.text) } ?? []),
                ])
            } ?? .null,
        ]
    }

    // MARK: Text

    static func showPackage(_ report: CheckReport, _ screen: inout Screen) {
        let package = report.package
        screen.facts([
            (Words("任务包", "package"), "\(package.manifest.id)"),
            (Words("来自", "from"), "\(package.manifest.source.platformName) / \(package.manifest.project)"),
            (Words("任务", "tasks"), "\(report.plan.count)"),
            (Words("签名", "signature"), PackageView.signatureWords(package)[screen.language]),
        ])
    }

    static func showFindings(_ report: CheckReport, _ screen: inout Screen) {
        let language = screen.language
        let errors = report.findings.filter { $0.severity == .error }
        let warnings = report.findings.filter { $0.severity == .warning }
        if report.passed {
            screen.line(.success, Messages.checkPassed)
        } else {
            screen.line(.failure, Messages.checkFailed)
        }
        func show(_ findings: [Finding], _ role: Style.Role) {
            var table = screen.newTable([
                role == .failure ? Messages.failureReason : Words("原因", "reason"),
                role == .failure ? Messages.failureSubject : Words("事项", "what"), Words("涉及", "needed by"),
                Words("处理办法", "what to do"),
            ])
            for finding in findings {
                table.add([
                    TextTable.Cell(FindingMessages.reason(finding.code)[language].plain, role: role),
                    TextTable.Cell(finding.subject), TextTable.Cell(users(of: finding, language)),
                    TextTable.Cell(
                        FindingMessages.fix(finding, project: report.project, zone: screen.zone())[language].plain),
                ])
            }
            screen.table(table)
        }
        if !errors.isEmpty { show(errors, .failure) }
        if !warnings.isEmpty {
            screen.heading(Messages.warnings)
            show(warnings, .warning)
        }
    }

    /// The first that needs it, and how many there are.
    private static func users(of finding: Finding, _ language: Language) -> String {
        guard let first = finding.uses.first else { return "" }
        let name = first.node.map { "\(first.task)/\($0)" } ?? first.task.text
        let count = finding.uses.count
        if count == 1 { return name }
        return language == .zh ? "\(name) 等 \(count) 处" : "\(name) and \(count - 1) more"
    }

    static func showPlan(_ report: CheckReport, showsDiff: Bool = false, _ screen: inout Screen) {
        screen.heading(Messages.plan)
        if report.passed {
            var table = screen.newTable([
                Words("任务", "task"), Words("操作", "action"), Words("任务目录", "directory"), Words("变化", "changes"),
            ])
            for task in report.plan {
                table.add(texts: [
                    task.task.text, action(task, screen.language), task.directory.text, changes(task),
                ])
            }
            screen.table(table)
            PlanView(showsDiff: showsDiff).show(report.plan, &screen)
            if report.plan.contains(where: { !$0.changes.isEmpty }) { screen.line() }
        }
        screen.line(Messages.planned(PlanCounts(report.plan)))
    }

    private static func action(_ task: PlannedTask, _ language: Language) -> String {
        if task.isKept { return Words("保留", "kept")[language].plain }
        let action = Messages.action(task.action)[language].plain
        var notes: [String] = []
        if let from = task.from { notes.append(language == .zh ? "原名 \(from)" : "was \(from)") }
        // From then on it is known by the package's uid as well.
        if task.submits, let versions = task.versions, versions.online == nil {
            notes.append(Words("上线", "goes online")[language].plain)
        }
        if task.bindsAnew { notes.append(Words("绑定唯一标识", "uid bound")[language].plain) }
        if notes.isEmpty { return action }
        return language == .zh
            ? "\(action)（\(notes.joined(separator: "，"))）" : "\(action) (\(notes.joined(separator: ", ")))"
    }

    private static func changes(_ task: PlannedTask) -> String {
        guard task.action != .create else { return "" }
        let shown = task.changes.prefix(3).map(\.field).joined(separator: ", ")
        return task.changes.count > 3 ? "\(shown), … (\(task.changes.count))" : shown
    }
}
