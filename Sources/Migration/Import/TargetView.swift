public import PlatformStore
public import TaskModel

/// What checks and plans are computed from: a target, as a platform's snapshot or an inventory shows it (§5
/// «Inventory»).
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
    /// Who last changed a part of a task, and when; nil: that is not known any more.
    func author(_ task: TargetTask, of part: TargetTask.Part) throws -> ChangeAuthor?
    /// The newest of the imports into a project that came from a platform and were not undone; nil without one.
    func lastImport(into project: PathName, from platformID: String) throws -> PastImport?
    /// What an import does with conflicts unless the command says otherwise.
    var conflictPolicy: ConflictPolicy { get }
}

/// Who changed something, and when (R24).
public struct ChangeAuthor: Sendable, Equatable {
    /// The user.
    public let user: PathName
    /// The moment.
    public let time: Timestamp
}

/// An import of the past, as far as later ones are compared with it.
public struct PastImport: Sendable, Equatable {
    /// Its number.
    public let number: Int
    /// The package's id.
    public let package: String
    /// The generation of the source that the package was made of.
    public let sourceGeneration: Int
    /// When the package was made.
    public let generatedAt: Timestamp
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
        /// The version that the last import left in development.
        case imported
    }

    /// What somebody can change of it.
    public enum Part: Sendable {
        /// Its name.
        case name
        /// Which version is in development.
        case development
        /// Which version is online, and whether one is.
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
        guard let version = try pointer(record, stage) else { return nil }
        var document = try snapshot.document(record, version)
        var names: [TaskLabel?] = []
        for link in version.links { names.append(try link.uid.flatMap { try naming(link.project, $0) }) }
        document.mapLinks { place, link in
            guard place < names.count, let name = names[place] else { return link }
            return TaskLink(project: link.project, name: name)
        }
        return TaskContent(document)
    }

    private func pointer(_ record: TaskRecord, _ stage: TargetTask.Stage) throws -> VersionPointer? {
        switch stage {
        case .development: record.development
        case .online: record.online
        case .imported: try record.lastImport.flatMap { try snapshot.pointer(record, number: $0.version) }
        }
    }

    /// Told by the commit that did it.
    public func author(_ task: TargetTask, of part: TargetTask.Part) throws -> ChangeAuthor? {
        try snapshot.commit(task.record.since.generation(of: part)).map {
            ChangeAuthor(user: $0.actor.user, time: $0.time)
        }
    }

    /// Looked for from the newest on.
    public func lastImport(into project: PathName, from platformID: String) throws -> PastImport? {
        let undone = Set(try snapshot.history(kind: "undo").compactMap { $0.summary["number"]?.integer })
        for entry in try snapshot.history(kind: "import") {
            let summary = entry.summary
            guard let number = summary["number"]?.integer, !undone.contains(number),
                summary["project"]?.string?.isIdentical(to: project.text) == true,
                summary["sourcePlatform"]?.string?.isIdentical(to: platformID) == true,
                let generation = summary["sourceGeneration"]?.integer,
                let time = summary["generatedAt"]?.string.flatMap({ try? Timestamp($0) })
            else { continue }
            return PastImport(
                number: number, package: summary["package"]?.string ?? "", sourceGeneration: generation,
                generatedAt: time)
        }
        return nil
    }

    /// The platform's policy.
    public var conflictPolicy: ConflictPolicy { snapshot.settings.onConflict }
}

extension ChangeGenerations {
    /// The generation that last changed a part.
    func generation(of part: TargetTask.Part) -> Int {
        switch part {
        case .name: name
        case .development: development
        case .online: online
        }
    }
}
