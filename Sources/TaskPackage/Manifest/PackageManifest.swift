public import TaskModel

/// What a package says of itself: `.taskferry/manifest.json` (§6).
public struct PackageManifest: Sendable, Equatable {
    /// The newest format that this program knows.
    public static let format = 1

    /// The package's id, made from the content digest and the time.
    public let id: String
    /// When the package was made.
    public let generatedAt: Timestamp
    /// Where its tasks come from.
    public let source: Source
    /// The project that its tasks belong to there.
    public let project: PathName
    /// Who made it.
    public let user: PathName
    /// The digest of what is inside, whatever the compressor (§6).
    public let contentDigest: SHA256Digest
    /// Whether it was packed from a folder that differs from what a platform exported.
    public let edited: Bool
    /// The tasks in topological order (R23).
    public let tasks: [ManifestTask]
    /// The names that its tasks refer to and that it does not carry (R9, R10), sorted, for information.
    public let references: [ReferenceKind: [RegistryName]]
    /// The ids that the resource groups among the references have at the source, for information (R9).
    public let resourceGroupIDs: [RegistryName: String]
    /// The tasks that its tasks' links named at the source, with their uids (§3 «Links»).
    public let linkedTasks: [LinkedTask]
    /// Keys not known, as they were.
    public let extra: JSONObject

    /// A platform at one moment.
    public struct Source: Hashable, Sendable {
        /// The platform's id.
        public let platformID: String
        /// The platform's name.
        public let platformName: PathName
        /// The generation that the tasks are of.
        public let generation: Int

        /// Makes a source.
        public init(platformID: String, platformName: PathName, generation: Int) {
            self.platformID = platformID
            self.platformName = platformName
            self.generation = generation
        }
    }
}

/// A task in a manifest.
public struct ManifestTask: Hashable, Sendable {
    /// The task's name, which is its folder's.
    public let name: TaskLabel
    /// Its unique id at the source.
    public let uid: TaskUID
    /// The other uids that it is known by (§3 «The way back»).
    public let bound: [BoundIdentity]

    /// Makes an entry.
    public init(name: TaskLabel, uid: TaskUID, bound: [BoundIdentity]) {
        self.name = name
        self.uid = uid
        self.bound = bound
    }
}

/// A uid that a task is known by beside its own, and the platform that knows it so.
public struct BoundIdentity: Hashable, Sendable {
    /// The uid.
    public let uid: TaskUID
    /// The id of the platform whose uid it is.
    public let platform: String

    /// Makes a bound identity.
    public init(uid: TaskUID, platform: String) {
        self.uid = uid
        self.platform = platform
    }
}

/// A task that a package's task has a link to, as it was at the source.
public struct LinkedTask: Hashable, Comparable, Sendable {
    /// Its project.
    public let project: PathName
    /// Its name.
    public let name: TaskLabel
    /// Its unique id there.
    public let uid: TaskUID

    /// Makes a linked task.
    public init(project: PathName, name: TaskLabel, uid: TaskUID) {
        self.project = project
        self.name = name
        self.uid = uid
    }

    /// Order by project, name, uid.
    public static func < (left: LinkedTask, right: LinkedTask) -> Bool {
        (left.project.key, left.name.key, left.uid.key) < (right.project.key, right.name.key, right.uid.key)
    }
}
