public import TaskModel

/// What one commit changes: all of it or nothing (R20).
public struct CommitRequest: Sendable {
    /// What is done: `create`, `switch`, `settings`, `members`, `load`, `submit`, `offline`, `import`, `undo`,
    /// `restore`.
    public var kind: String
    /// Who does it.
    public var actor: Actor
    /// When.
    public var time: Timestamp
    /// Further facts, such as an import's number, package id and source.
    public var summary: JSONObject
    /// New settings of the platform; nil: as they are.
    public var platformSettings: PlatformSettings?
    /// New settings of projects; a project not yet known is made.
    public var projectSettings: [(PathName, ProjectSettings)]
    /// The tasks written.
    public var tasks: [TaskWrite]
    /// The tasks taken away, by project and own uid: only the undoing of their creation does so.
    public var removals: [TaskKey]

    /// A request that changes nothing yet.
    public init(
        kind: String, actor: Actor, time: Timestamp, summary: JSONObject = JSONObject(),
        platformSettings: PlatformSettings? = nil, projectSettings: [(PathName, ProjectSettings)] = [],
        tasks: [TaskWrite] = [], removals: [TaskKey] = []
    ) {
        self.kind = kind
        self.actor = actor
        self.time = time
        self.summary = summary
        self.platformSettings = platformSettings
        self.projectSettings = projectSettings
        self.tasks = tasks
        self.removals = removals
    }
}

/// A task of the platform: its project and its own uid.
public struct TaskKey: Hashable, Comparable, Sendable {
    /// The project.
    public let project: PathName
    /// The task's own uid.
    public let uid: TaskUID

    /// Makes a key.
    public init(project: PathName, uid: TaskUID) {
        self.project = project
        self.uid = uid
    }

    /// Order by project, then uid.
    public static func < (left: TaskKey, right: TaskKey) -> Bool {
        left.project == right.project ? left.uid < right.uid : left.project < right.project
    }
}

/// Which version the development or the online side of a task has after a commit.
public enum VersionChoice: Sendable {
    /// The one it has.
    case keep
    /// The one written by this commit.
    case new
    /// For the online side: the development version as it is after this commit.
    case development
    /// One written earlier; one that the task has still on a side keeps the links that it has there.
    case version(VersionPointer)
    /// One written earlier, with the links as they are given, as far as their tasks are there: an undoing opens links that
    /// were open before.
    case exactly(VersionPointer)
    /// None.
    case none
}

/// One task as it is to be after a commit: created when its project has no task of that own uid.
public struct TaskWrite: Sendable {
    /// The project.
    public var project: PathName
    /// The task's own uid.
    public var uid: TaskUID
    /// The uids that it is bound to.
    public var boundUIDs: [BoundUID]
    /// Its name.
    public var name: TaskLabel
    /// Its directory.
    public var directory: TaskDirectory
    /// Its owner.
    public var owner: String
    /// Its alarm settings.
    public var alarms: JSONValue?
    /// What the last import of it left.
    public var lastImport: ImportMark?
    /// The number of the import that this is: then the mark is what the commit leaves.
    public var importNumber: Int?
    /// The document of a new version; its uid and name do not count.
    public var newVersion: TaskDocument?
    /// The development version after the commit.
    public var development: VersionChoice
    /// The online version after the commit.
    public var online: VersionChoice

    /// A task written in full.
    public init(
        project: PathName, uid: TaskUID, boundUIDs: [BoundUID] = [], name: TaskLabel,
        directory: TaskDirectory = .root, owner: String, alarms: JSONValue? = nil, lastImport: ImportMark? = nil,
        newVersion: TaskDocument? = nil,
        development: VersionChoice = .keep, online: VersionChoice = .keep
    ) {
        self.project = project
        self.uid = uid
        self.boundUIDs = boundUIDs
        self.name = name
        self.directory = directory
        self.owner = owner
        self.alarms = alarms
        self.lastImport = lastImport
        self.newVersion = newVersion
        self.development = development
        self.online = online
    }

    /// A task as it is, to be changed from there.
    public init(_ record: TaskRecord) {
        self.init(
            project: record.project, uid: record.uid, boundUIDs: record.boundUIDs, name: record.name,
            directory: record.directory, owner: record.owner, alarms: record.alarms, lastImport: record.lastImport)
    }
}
