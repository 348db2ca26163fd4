import PlatformStore
import TaskModel

/// The target as it will be after the import, as far as names and links go: names are judged on it (§3).
struct FinalState {
    let project: PathName
    let landings: Landings
    let view: any TargetView

    /// What a link comes to.
    enum Resolution {
        /// A task of the batch.
        case landing(Landing)
        /// A task that the target has and the batch leaves alone.
        case target(TargetTask, project: PathName)
        /// No such project.
        case missingProject(PathName)
        /// No task of that name in the project.
        case missingTask(PathName)
    }

    /// Resolves a link by name, first among the package's own tasks (§3, R17, R23).
    func resolve(_ link: TaskLink) throws -> Resolution {
        let linked = link.project ?? project
        if linked == project, let landing = landings.landing(named: link.name) { return .landing(landing) }
        guard try view.hasProject(linked) else { return .missingProject(linked) }
        guard let task = try view.task(linked, named: link.name),
            linked != project || landings.landing(uid: task.record.uid) == nil
        else { return .missingTask(linked) }
        return .target(task, project: linked)
    }

    /// The name that a task will have; nil when there is none of that uid.
    func name(_ project: PathName, _ uid: TaskUID) throws -> TaskLabel? {
        if project == self.project, let landing = landings.landing(uid: uid) { return landing.name }
        return try view.task(project, uid: uid)?.record.name
    }

    /// The content that a landing brings, its links named as the target will name them.
    func content(of landing: Landing) -> TaskContent {
        var document = landing.document
        document.mapLinks { _, link in TaskLink(project: link.project == project ? nil : link.project, name: link.name)
        }
        return TaskContent(document)
    }

    /// The content that the target has where a landing comes down.
    func content(of target: TargetTask, _ stage: TargetTask.Stage) throws -> TaskContent? {
        try view.content(target, stage) { try name($0, $1) }
    }
}
