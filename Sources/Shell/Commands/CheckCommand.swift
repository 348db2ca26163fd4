import ArgumentParser
import Migration
import TaskModel

/// 检测 (R16, R21): findings and plan; writes nothing to the platform.
struct CheckCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "check", group: .bringIn, audience: .importer,
        summary: Words("检测批量任务包，列出未通过项和计划，不写入", "findings and plan of a package; writes nothing"),
        examples: ["check batch.zip --into /生产接收/零售批次", "check batch.zip --into / --only 月度结算_v2 --no-submit"])

    static let completions = ImportArguments.completions

    @OptionGroup var arguments: ImportArguments

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let report = try session.withProgress(Messages.reading) {
            try workspace.check(
                session.path(arguments.file), staging: session.staging, project: session.project(),
                options: arguments.options(session), progress: $0)
        }
        return CommandResult(
            failure: CheckView.failure(of: report),
            json: { CheckView.json(report, language: session.settings.language) },
            text: { screen in
                CheckView.showPackage(report, &screen)
                CheckView.showFindings(report, &screen)
                CheckView.showPlan(report, &screen)
            })
    }
}
