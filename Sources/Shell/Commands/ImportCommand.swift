import ArgumentParser
import Migration
import TaskModel

/// 导入批量任务包 (R11 to R20).
struct ImportCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "import", group: .bringIn, audience: .importer,
        summary: Words("检测并导入批量任务包，导入后提交上线", "checks and imports a package, and submits its tasks online"),
        examples: ["import batch.zip --into /生产接收/零售批次", "import batch.zip --into / --no-submit"])

    static let completions = ImportArguments.completions

    @OptionGroup var arguments: ImportArguments

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let report = try session.withProgress(Messages.importing) {
            try workspace.importPackage(
                session.path(arguments.file), staging: session.staging, project: session.project(),
                options: arguments.options(session), progress: $0)
        }
        let language = session.settings.language
        return CommandResult(
            failure: CheckView.failure(of: report.check), json: { Self.json(report, language) },
            text: { Self.show(report, &$0) })
    }

    private static func json(_ report: ImportReport, _ language: Language) -> JSONObject {
        var object = CheckView.json(report.check, language: language)
        object["import"] = report.number.map { .integer($0) } ?? .null
        object["submitted"] = .array(report.submitted.map(JSONValue.text))
        return object
    }

    private static func show(_ report: ImportReport, _ screen: inout Screen) {
        CheckView.showPackage(report.check, &screen)
        CheckView.showFindings(report.check, &screen)
        guard report.check.passed else { return }
        CheckView.showPlan(report.check, &screen)
        if let number = report.number {
            screen.line(.success, Messages.imported(number, submitted: report.submitted.count))
        } else {
            screen.line(.success, Messages.nothingToImport)
        }
    }
}
