import PlatformStore
import TaskModel

/// An inventory as a target: what checks and plans find in it is what they would find at its platform.
struct InventoryView: TargetView {
    let inventory: Inventory
    private let seen = Seen()
    private let names: [ReferenceKind: Set<RegistryName>]
    private let projects: Set<PathName>
    private let directories: Set<TaskDirectory>

    /// The tasks looked at last: checks come back to the same ones.
    private final class Seen {
        private var tasks: [TaskKey: InventoryTask] = [:]
        private var own: [TaskKey: TaskUID] = [:]

        func task(_ key: TaskKey) -> InventoryTask? {
            own[key].flatMap { tasks[TaskKey(project: key.project, uid: $0)] }
        }

        func keep(_ task: InventoryTask, as key: TaskKey) {
            if own.count > 5_000 {
                tasks.removeAll()
                own.removeAll()
            }
            let record = task.record
            tasks[TaskKey(project: record.project, uid: record.uid)] = task
            own[key] = record.uid
        }
    }

    init(_ inventory: Inventory) {
        self.inventory = inventory
        let facts = inventory.facts
        names = facts.names.mapValues(Set.init)
        projects = Set(facts.projects)
        directories = Set(facts.directories)
    }

    func hasProject(_ project: PathName) -> Bool { projects.contains(project) }

    func hasDirectory(_ directory: TaskDirectory, in project: PathName) -> Bool {
        directory == .root || directories.contains(directory)
    }

    func hasName(_ name: RegistryName, of kind: ReferenceKind, in project: PathName) -> Bool {
        names[kind]?.contains(name) == true
    }

    func supports(_ type: NodeType) -> Bool {
        NodeType.builtIn.contains(type) || inventory.facts.nodeTypes.contains(type)
    }

    func task(_ project: PathName, named name: TaskLabel) throws -> TargetTask? {
        try inventory.reader.tasks(.name, project, name.text).map(\.record)
            .first { $0.project == project && $0.name == name }.map(TargetTask.init)
    }

    func task(_ project: PathName, uid: TaskUID) throws -> TargetTask? {
        try entry(project, uid).map { TargetTask(record: $0.record) }
    }

    func tasks(_ project: PathName, foldedName: String) throws -> [TargetTask] {
        let found =
            try inventory.reader.tasks(.folded, project, foldedName)
            + inventory.reader.tasks(.name, project, foldedName)
        return found.map(\.record)
            .filter { $0.project == project && $0.name.text.caseFolded.isIdentical(to: foldedName) }
            .sorted { $0.name < $1.name }.map(TargetTask.init)
    }

    func content(_ task: TargetTask, _ stage: TargetTask.Stage, naming: LinkNaming) throws -> TaskContent? {
        try content(task, stage)?.content(of: task.record, naming: naming)
    }

    func author(_ task: TargetTask, of part: TargetTask.Part) throws -> ChangeAuthor? {
        try entry(task.record.project, task.record.uid)?.authors?.author(of: part)
    }

    func lastImport(into project: PathName, from platformID: String) -> PastImport? {
        inventory.facts.imports.first { $0.platformID.isIdentical(to: platformID) }?.newest
    }

    var conflictPolicy: ConflictPolicy { inventory.facts.conflictPolicy }

    /// The task with this as its own uid or, where none is, as a bound one.
    private func entry(_ project: PathName, _ uid: TaskUID) throws -> InventoryTask? {
        let key = TaskKey(project: project, uid: uid)
        if let task = seen.task(key) { return task }
        let found = try inventory.reader.tasks(.uid, project, uid.text).filter { $0.record.project == project }
        let task =
            found.first { $0.record.uid == uid }
            ?? found.first { $0.record.boundUIDs.contains { $0.uid == uid } }
        if let task { seen.keep(task, as: key) }
        return task
    }

    private func content(_ task: TargetTask, _ stage: TargetTask.Stage) throws -> InventoryContent? {
        let record = task.record
        let number =
            switch stage {
            case .development: record.development?.number
            case .online: record.online?.number
            case .imported: record.lastImport?.version
            }
        guard let number else { return nil }
        return try entry(record.project, record.uid)?.contents.first { $0.number == number }
    }
}
