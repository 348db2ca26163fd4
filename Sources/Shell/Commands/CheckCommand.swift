import ArgumentParser
import Migration
import TaskModel

/// 检测 (R16, R21): findings and plan; writes nothing to the platform.
struct CheckCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "check", group: .bringIn, audience: .importer,
        summary: Words("检测批量任务包，列出未通过项和计划，不写入", "findings and plan of a package; writes nothing"),
        examples: [
            "check batch.zip --into /生产接收/零售批次", "check batch.zip --into / --only 月度结算_v2 --no-submit",
            "check batch.zip --into /生产接收/零售批次 --diff --out plan.json",
        ])

    static let completions = ImportArguments.completions

    @OptionGroup var arguments: ImportArguments

    @Flag(help: .words("以统一差异格式显示脚本的变化", "shows the changes of scripts as a unified diff"))
    var diff = false

    @Option(help: .words("把计划写入文件，供 import --plan 使用", "writes the plan to a file, for import --plan", value: "PLAN"))
    var out: String?

    @Option(help: .words("把报告写入文件", "writes the report to a file", value: "FILE"))
    var report: String?

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let report = try session.withProgress(Messages.reading) {
            try workspace.check(
                session.path(arguments.file), staging: session.staging, project: session.project(),
                options: arguments.options(session), planFile: out.map(session.path), progress: $0)
        }
        let result = CommandResult(
            failure: CheckView.failure(of: report),
            json: { CheckView.json(report, language: session.settings.language) },
            text: { screen in
                CheckView.showPackage(report, &screen)
                CheckView.showFindings(report, &screen)
                CheckView.showPlan(report, showsDiff: diff, &screen)
            })
        if let file = self.report { try session.presenter.write(result, to: session.path(file)) }
        return result
    }
}
