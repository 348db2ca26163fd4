public import TaskModel

/// Where in the generations a version document stands (§5).
public struct VersionPlace: Hashable, Sendable {
    /// The generation whose file has it.
    public let generation: Int
    /// Where its line begins, in bytes.
    public let offset: Int
    /// How long its line is in bytes, without the line break.
    public let length: Int

    /// Makes a place.
    public init(generation: Int, offset: Int, length: Int) {
        self.generation = generation
        self.offset = offset
        self.length = length
    }
}

/// A link of a version, with the task that it stands for (§3 «Links»).
public struct ResolvedLink: Hashable, Sendable {
    /// What the link is for.
    public let role: TaskDocument.LinkRole
    /// The project of the task linked to; always given, also where it is the task's own.
    public let project: PathName
    /// The name that the link was written with; the task's current name comes from its uid.
    public var name: TaskLabel
    /// The task's own uid; nil exactly when the project has no task of that name.
    public var uid: TaskUID?

    /// Makes a link.
    public init(role: TaskDocument.LinkRole, project: PathName, name: TaskLabel, uid: TaskUID?) {
        self.role = role
        self.project = project
        self.name = name
        self.uid = uid
    }
}

/// One version of a task: its number, the digest of its line, where it stands, and what it links to.
public struct VersionPointer: Hashable, Sendable {
    /// The version's number, from 1.
    public let number: Int
    /// The digest of the version's line, without the line break.
    public let sha256: SHA256Digest
    /// Where the line stands.
    public let place: VersionPlace
    /// The links, in the order of `TaskDocument.links`.
    public var links: [ResolvedLink]

    /// Makes a pointer.
    public init(number: Int, sha256: SHA256Digest, place: VersionPlace, links: [ResolvedLink]) {
        self.number = number
        self.sha256 = sha256
        self.place = place
        self.links = links
    }
}
