public import TaskModel

/// A uid that a task is known by at another platform (§3 «Identity»).
public struct BoundUID: Hashable, Sendable {
    /// The uid there.
    public let uid: TaskUID
    /// The other platform's id.
    public let platform: String

    /// Makes a binding.
    public init(uid: TaskUID, platform: String) {
        self.uid = uid
        self.platform = platform
    }

    /// Exact equality.
    public static func == (left: BoundUID, right: BoundUID) -> Bool {
        left.uid == right.uid && left.platform.isIdentical(to: right.platform)
    }
}

/// What the last import left of a task, so that a change that the platform made since is noticed (R24).
public struct ImportMark: Hashable, Sendable {
    /// The import's number.
    public let number: Int
    /// The version that it left in development.
    public let version: Int
    /// The version that it left on line; nil when it left the task off line.
    public let online: Int?
    /// The name that it left.
    public let name: TaskLabel

    /// Makes a mark.
    public init(number: Int, version: Int, online: Int?, name: TaskLabel) {
        self.number = number
        self.version = version
        self.online = online
        self.name = name
    }

    /// The mark that an import leaves on a task as it is now.
    init(number: Int, on record: TaskRecord) {
        self.init(
            number: number, version: record.development?.number ?? 0, online: record.online?.number, name: record.name)
    }
}

/// The generations that last gave a task its name, its development version and its online version: who changed what is
/// told from them. That a link resolves to another task is no change.
public struct ChangeGenerations: Hashable, Sendable {
    /// The one that gave it its name.
    public var name: Int
    /// The one that made its development version that.
    public var development: Int
    /// The one that made its online version that, or took it off line.
    public var online: Int

    /// All by one generation.
    init(_ generation: Int) {
        name = generation
        development = generation
        online = generation
    }

    /// Those of a record as a commit writes it.
    init(of record: TaskRecord, after before: TaskRecord?) {
        self.init(record.generation)
        guard let before else { return }
        if record.name == before.name { name = before.since.name }
        if record.development?.place == before.development?.place { development = before.since.development }
        if record.online?.place == before.online?.place { online = before.since.online }
    }
}

/// What the platform knows of a task beside its versions (§5).
public struct TaskRecord: Sendable, Equatable {
    /// The project that the task belongs to.
    public let project: PathName
    /// Its own uid.
    public let uid: TaskUID
    /// The uids that it is bound to, one a source platform.
    public var boundUIDs: [BoundUID]
    /// Its name.
    public var name: TaskLabel
    /// Its directory.
    public var directory: TaskDirectory
    /// Its owner.
    public var owner: String
    /// Its alarm settings, verbatim; nil without any.
    public var alarms: JSONValue?
    /// What the last import of it left; nil when none did.
    public var lastImport: ImportMark?
    /// The newest version written: where the way back through the history begins. Its links are given only when it is
    /// the development or the online version as well.
    public var last: VersionPointer?
    /// The version in development; nil without one.
    public var development: VersionPointer?
    /// The version that is online; nil when the task is not.
    public var online: VersionPointer?
    /// The generation that last changed the record.
    public var generation: Int
    /// The generations that last changed the parts of it that an import can change.
    public internal(set) var since: ChangeGenerations

    /// The number of the newest version written; 0 without any.
    public var lastVersion: Int { last?.number ?? 0 }

    /// Makes a record.
    public init(
        project: PathName, uid: TaskUID, boundUIDs: [BoundUID] = [], name: TaskLabel,
        directory: TaskDirectory = .root, owner: String = "", alarms: JSONValue? = nil,
        lastImport: ImportMark? = nil, last: VersionPointer? = nil, development: VersionPointer? = nil,
        online: VersionPointer? = nil, generation: Int
    ) {
        self.project = project
        self.uid = uid
        self.boundUIDs = boundUIDs
        self.name = name
        self.directory = directory
        self.owner = owner
        self.alarms = alarms
        self.lastImport = lastImport
        self.last = last
        self.development = development
        self.online = online
        self.generation = generation
        since = ChangeGenerations(generation)
    }

    /// The record without the generations that changed it.
    public var withoutGenerations: TaskRecord {
        var record = self
        record.generation = 0
        record.since = ChangeGenerations(0)
        return record
    }

    /// Exact equality.
    public static func == (left: TaskRecord, right: TaskRecord) -> Bool {
        left.generation == right.generation && left.hasSameContent(as: right)
    }

    /// Equality but for generations.
    func hasSameContent(as other: TaskRecord) -> Bool {
        project == other.project && uid == other.uid && boundUIDs == other.boundUIDs && name == other.name
            && directory == other.directory && owner.isIdentical(to: other.owner) && alarms == other.alarms
            && lastImport == other.lastImport && last == other.last && development == other.development
            && online == other.online
    }
}

/// The little of a task that a match needs: it comes from the index without reading the record.
public struct TaskSummary: Sendable {
    /// Its name.
    public let name: TaskLabel
    /// Its own uid.
    public let uid: TaskUID
    /// The number of its development version; nil without one.
    public let development: Int?
    /// The number of its online version; nil when it is not online.
    public let online: Int?
}
