import Migration
import PlatformStore
import TaskModel

/// The prompt in words: platform, project and what is running; for the lines after the first, what is still open.
struct PromptText {
    private let session: Session

    init(_ session: Session) { self.session = session }

    func text(_ pending: PendingInput?) -> String {
        let style = session.environment.outputTerminal.style(session.settings.color)
        switch pending {
        case .continuation?: return style.dim("…") + " "
        case .singleQuote?: return style.dim("'…") + " "
        case .doubleQuote?: return style.dim("\"…") + " "
        case .list(let end)?: return style.dim(Sanitizer.sanitized("\(end)…")) + " "
        case nil: return style.code(place) + (job.map { " " + style.warning($0) } ?? "") + "> "
        }
    }

    /// `测试平台/零售数仓`; `taskferry` where there is no platform yet.
    private var place: String {
        guard let workspace = session.workspaceIfAny, let snapshot = try? workspace.platform.snapshot() else {
            return "taskferry"
        }
        let project = session.projectIfAny.map { "/\($0)" } ?? ""
        return Sanitizer.sanitized("\(snapshot.settings.name)\(project)")
    }

    /// The job that is running.
    private var job: String? {
        guard let workspace = session.workspaceIfAny, let project = session.projectIfAny,
            let job = try? workspace.lastJob(project: project), job.isRunning
        else { return nil }
        return "[\(Messages.jobState(job)[session.settings.language].plain)]"
    }
}
