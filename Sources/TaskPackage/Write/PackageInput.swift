public import TaskModel

/// A task that goes into a package.
public struct PackageInput: Sendable {
    /// The document: scripts with their text, uid set, links by name, resources with size and digest.
    public let document: TaskDocument
    /// The other uids that the task is known by.
    public let bound: [BoundIdentity]
    /// The folder's name; the document's name unless it is packed from a folder of another name.
    public let folder: TaskLabel

    /// Makes an input.
    public init(document: TaskDocument, bound: [BoundIdentity], folder: TaskLabel? = nil) {
        self.document = document
        self.bound = bound
        self.folder = folder ?? document.name
    }
}

/// What the manifest says beside the tasks.
public struct PackageFacts: Sendable {
    /// When the package is made.
    public var generatedAt: Timestamp
    /// Where its tasks come from.
    public var source: PackageManifest.Source
    /// The project that they belong to.
    public var project: PathName
    /// Who makes it.
    public var user: PathName
    /// The tasks that the links name, with their uids.
    public var linkedTasks: [LinkedTask]
    /// The ids of resource groups; those that no task refers to are left out of the manifest.
    public var resourceGroups: [RegistryName: String]
    /// Whether the package says that it was edited (`edited-package`).
    public var editing: Editing
    /// Further keys of the manifest, as they were in the one that the tasks come from.
    public var extra: JSONObject

    /// Whether content was edited after a platform exported it.
    public enum Editing: Sendable {
        /// It comes from a platform.
        case no
        /// It was.
        case yes
        /// It was when its digest is another than this.
        case unless(contentDigest: SHA256Digest)
    }

    /// Makes facts.
    public init(
        generatedAt: Timestamp, source: PackageManifest.Source, project: PathName, user: PathName,
        linkedTasks: [LinkedTask] = [], resourceGroups: [RegistryName: String] = [:], editing: Editing = .no,
        extra: JSONObject = JSONObject()
    ) {
        self.generatedAt = generatedAt
        self.source = source
        self.project = project
        self.user = user
        self.linkedTasks = linkedTasks
        self.resourceGroups = resourceGroups
        self.editing = editing
        self.extra = extra
    }
}
