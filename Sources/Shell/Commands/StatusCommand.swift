import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Where somebody stands: platform, project, switches, the last package, a running job (R6, R8).
struct StatusCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "status", group: .carryOut, audience: .everyone,
        summary: Words("平台、项目、开关、最近一次包和正在运行的生成任务", "platform, project, switches, the last package, a running job"),
        examples: ["status", "status --wait"])

    @Flag(help: .words("等待正在运行的生成任务结束", "waits for the running job to end"))
    var wait = false

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let project = try session.project()
        if wait {
            let display = ProgressDisplay(session.presenter, label: Messages.generating)
            defer { display.finish() }
            _ = try workspace.waitForJob(project: project) { job in
                if case .running(let done, let total) = job.state {
                    display.update(done: done, total: total, unit: .count)
                }
            }
        }
        let report = try workspace.status(project: project)
        return CommandResult(
            failure: wait ? Self.failure(of: report) : nil, json: { Self.json(report, workspace) },
            text: { Self.show(report, &$0) })
    }

    private static func failure(of report: StatusReport) -> TaskferryError? {
        switch report.job?.state {
        case .failed(_, let subject)?: TaskferryError(.jobFailed, subject: subject)
        case .died?: TaskferryError(.jobFailed)
        case .running?, .done?, .cancelled?, nil: nil
        }
    }

    private static func json(_ report: StatusReport, _ workspace: Workspace) -> JSONObject {
        [
            "platform": .text(report.platform), "path": .string(workspace.platform.path),
            "project": .text(report.project), "user": .text(report.user),
            "role": report.permissions.role.map { .string($0.rawValue) } ?? .null,
            "switches": .object([
                "export": .bool(report.permissions.exportIsOn), "import": .bool(report.permissions.importIsOn),
            ]),
            "names": report.lastMatch.map { .array($0.names.map(JSONValue.string)) } ?? .null,
            "namesDiffer": .bool(report.namesDiffer),
            "package": report.package.map { .object(CachedPackageView.json($0)) } ?? .null,
            "packageExpired": .bool(report.packageHasExpired),
            "job": report.job.map { .object(JobView.json($0)) } ?? .null,
        ]
    }

    private static func show(_ report: StatusReport, _ screen: inout Screen) {
        let language = screen.language
        let permissions = report.permissions
        var facts: [(Words, Phrase)] = [
            (Words("平台", "platform"), "\(report.platform)"), (Words("项目", "project"), "\(report.project)"),
            (Words("用户", "user"), user(report, language)),
            (Messages.side(.export), Messages.isOn(permissions.exportIsOn)[language]),
            (Messages.side(.import), Messages.isOn(permissions.importIsOn)[language]),
        ]
        if let match = report.lastMatch {
            facts.append((Words("上次匹配", "last match"), "\(match.names.count)  \(match.counter)"))
        }
        if let job = report.job {
            facts.append((Words("生成任务", "job"), Messages.jobState(job)[language]))
        }
        screen.facts(facts)
        if let package = report.package {
            screen.line(Messages.lastPackage(at: screen.time(package.generatedAt)))
            CachedPackageView.show(package, &screen)
        }
        if report.packageHasExpired {
            screen.line(
                .warning, Words("最近一次包已超过 3 天，需重新生成", "The last package is older than 3 days: generate it again."))
        }
        if report.namesDiffer {
            screen.line(.warning, Words("任务名称已修改，需重新生成", "The names were changed: generate it again."))
        }
    }

    private static func user(_ report: StatusReport, _ language: Language) -> Phrase {
        var roles: [Phrase] = []
        if report.permissions.isOperator { roles.append(Messages.role("operator")[language]) }
        if report.permissions.isPlatformAdministrator { roles.append(Messages.role("administrator")[language]) }
        if let role = report.permissions.role { roles.append(Messages.role(role.rawValue)[language]) }
        let list = Phrase.joined(roles, by: language == .zh ? "、" : ", ")
        return roles.isEmpty
            ? "\(report.user)" : language == .zh ? "\(report.user)（\(list)）" : "\(report.user) (\(list))"
    }
}
