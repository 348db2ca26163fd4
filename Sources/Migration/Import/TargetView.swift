public import PlatformStore
public import TaskModel

/// What checks and plans are computed from: the view of a target (§5 «Inventory»).
///
/// Today a platform's snapshot implements it.
public protocol TargetView {
    /// The projects there.
    func hasProject(_ project: PathName) throws -> Bool
    /// Whether a task directory exists in a project.
    func hasDirectory(_ directory: TaskDirectory, in project: PathName) throws -> Bool
    /// Whether a name is registered, in the platform's or the project's registry as its kind demands.
    func hasName(_ name: RegistryName, of kind: ReferenceKind, in project: PathName) throws -> Bool
    /// Whether nodes of a type can run there.
    func supports(_ type: NodeType) -> Bool
    /// The task of a name.
    func task(_ project: PathName, named name: TaskLabel) throws -> TargetTask?
    /// The task with this as its own or a bound uid.
    func task(_ project: PathName, uid: TaskUID) throws -> TargetTask?
    /// The tasks whose names are the same but for case.
    func tasks(_ project: PathName, foldedName: String) throws -> [TargetTask]
    /// The content of a task's development or online version; nil when it has none.
    func content(_ task: TargetTask, _ stage: TargetTask.Stage, naming: LinkNaming) throws -> TaskContent?
}

/// A task as a target has it.
public struct TargetTask: Sendable {
    /// What identifies it and where it stands.
    public let record: TaskRecord

    /// Which version.
    public enum Stage: Sendable {
        /// The development version.
        case development
        /// The online version.
        case online
    }

    /// Whether it is online.
    public var isOnline: Bool { record.online != nil }

    /// The links that count when it runs: the online version's, else the development version's.
    public var links: [ResolvedLink] { (record.online ?? record.development)?.links ?? [] }
}

/// Names a linked task for comparisons: by the name that its uid will have after the import.
public typealias LinkNaming = (PathName, TaskUID) throws -> TaskLabel?

/// A platform's snapshot as a target.
public struct PlatformView: TargetView {
    let snapshot: Snapshot
    private let registries: [ReferenceKind: Set<RegistryName>]

    /// The view of a snapshot, with the registry of one project at hand.
    public init(_ snapshot: Snapshot, project: PathName) throws {
        self.snapshot = snapshot
        let settings = try snapshot.project(project)
        registries = Dictionary(
            uniqueKeysWithValues: ReferenceKind.allCases.map { kind in
                switch kind.row.scope {
                case .platform: (kind, Set(snapshot.settings.names(of: kind)))
                case .project: (kind, Set(settings?.names(of: kind) ?? []))
                }
            })
    }

    /// Whether the platform has the project.
    public func hasProject(_ project: PathName) throws -> Bool { try snapshot.project(project) != nil }

    /// Whether the project has the directory; the root always exists.
    public func hasDirectory(_ directory: TaskDirectory, in project: PathName) throws -> Bool {
        try snapshot.project(project)?.hasDirectory(directory) == true
    }

    /// Whether the name is registered for the project that the view was made for.
    public func hasName(_ name: RegistryName, of kind: ReferenceKind, in project: PathName) throws -> Bool {
        registries[kind]?.contains(name) == true
    }

    /// Whether the type is built in or was added to the platform.
    public func supports(_ type: NodeType) -> Bool { snapshot.settings.supports(type) }

    /// The task of a name.
    public func task(_ project: PathName, named name: TaskLabel) throws -> TargetTask? {
        try snapshot.task(project, named: name).map(TargetTask.init)
    }

    /// The task with this uid.
    public func task(_ project: PathName, uid: TaskUID) throws -> TargetTask? {
        try snapshot.task(project, uid: uid).map(TargetTask.init)
    }

    /// The tasks whose names are the same but for case.
    public func tasks(_ project: PathName, foldedName: String) throws -> [TargetTask] {
        try snapshot.tasks(project, foldedName: foldedName).map(TargetTask.init)
    }

    /// The content of a version, with the links named as asked.
    public func content(
        _ task: TargetTask, _ stage: TargetTask.Stage, naming: LinkNaming
    ) throws -> TaskContent? {
        let record = task.record
        guard let version = stage == .online ? record.online : record.development else { return nil }
        var document = try snapshot.document(record, version)
        var names: [TaskLabel?] = []
        for link in version.links { names.append(try link.uid.flatMap { try naming(link.project, $0) }) }
        document.mapLinks { place, link in
            guard place < names.count, let name = names[place] else { return link }
            return TaskLink(project: link.project, name: name)
        }
        return TaskContent(document)
    }
}
