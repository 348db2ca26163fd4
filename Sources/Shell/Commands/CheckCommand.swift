import ArgumentParser
import Migration
import TaskModel

/// 检测 (R16, R21): findings and plan; writes nothing to the platform.
struct CheckCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "check", group: .bringIn, audience: .carrier,
        summary: Words("检测批量任务包，列出未通过项和计划，不写入", "findings and plan of a package; writes nothing"),
        examples: [
            "check batch.zip --into /生产接收/零售批次", "check batch.zip --into / --only 月度结算_v2 --no-submit",
            "check batch.zip --into /生产接收/零售批次 --diff --out plan.json",
            "check batch.zip --into /生产接收/零售批次 --against production.inventory",
        ])

    static let completions = ImportArguments.completions

    @OptionGroup var arguments: ImportArguments

    @Flag(help: .words("以统一差异格式显示脚本的变化", "shows the changes of scripts as a unified diff"))
    var diff = false

    @Option(
        help: .words(
            "按目标端的平台清单检测，不需要平台；清单见 inventory",
            "checks against an inventory of the target and needs no platform; see inventory", value: "INVENTORY"))
    var against: String?

    @Option(help: .words("把计划写入文件，供 import --plan 使用", "writes the plan to a file, for import --plan", value: "PLAN"))
    var out: String?

    @Option(help: .words("把报告写入文件", "writes the report to a file", value: "FILE"))
    var report: String?

    func validate() throws {
        if against != nil, out != nil {
            throw TaskferryError(.usage, subject: "--against, --out", detail: "exclusive")
        }
    }

    var reads: [String] { arguments.reads + [against].compactMap { $0 } }
    var writes: [String] { [out, report].compactMap { $0 } }

    func run(_ session: Session) throws -> CommandResult {
        let inventory = try against.map {
            try Inventory(file: session.path($0), cancelled: session.environment.cancelled)
        }
        let report = try session.withProgress(Messages.reading) { progress in
            let (file, options) = (session.path(arguments.file), try arguments.options(session))
            if let inventory {
                return try Workspace.check(
                    file, against: inventory, staging: session.staging, options: options,
                    surroundings: session.surroundings(), progress: progress)
            }
            return try session.workspace().check(
                file, staging: session.staging, project: session.project(), options: options,
                planFile: out.map(session.path), progress: progress)
        }
        let result = CommandResult(
            failure: CheckView.failure(of: report),
            json: {
                var object = CheckView.json(report, language: session.settings.language)
                object["inventory"] = inventory.map { .object(InventoryCommand.json($0.facts)) }
                return object
            },
            text: { screen in
                if let inventory { screen.facts(InventoryCommand.facts(inventory.facts, screen)) }
                CheckView.showPackage(report, &screen)
                CheckView.showFindings(report, &screen)
                CheckView.showPlan(report, showsDiff: diff, &screen)
                if let out {
                    let command = ShellQuoting.quoted(["import", arguments.file, "--plan", out])
                    screen.line(
                        report.passed
                            ? Words("计划已写入 \(out)；按计划导入：\(command)", "The plan is in \(out); to do it: \(command)")
                            : Words(
                                "计划已写入 \(out)；检测未通过，补齐后要重新检测",
                                "The plan is in \(out); the check did not pass: check again when all is there"))
                }
            })
        if let file = self.report { try session.presenter.write(result, to: session.path(file)) }
        return result
    }
}
