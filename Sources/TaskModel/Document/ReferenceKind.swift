/// What a task can refer to by name and a package does not carry (R9, R10, R15): one row a kind.
///
/// Store, package, check, completion and `add` all read this table; a new kind is a new case with its row.
public enum ReferenceKind: String, CaseIterable, Hashable, Comparable, Sendable {
    /// 质量监控, registered in a project.
    case qualityMonitor
    /// 离线同步任务, registered in a project.
    case syncTask
    /// 资源组, registered at the platform, with an id.
    case resourceGroup
    /// 队列, registered at the platform.
    case queue

    /// Where a kind's names are registered.
    public enum Scope: Sendable {
        /// Names of the whole platform, kept by its operators.
        case platform
        /// Names of one project, kept by its owner and administrators.
        case project
    }

    /// Which part of a document a key stands in.
    public enum Part: Hashable, Sendable {
        /// The document's top level.
        case task
        /// The `execution` object.
        case execution
        /// A node.
        case node
    }

    /// A key of the document that holds names of a kind.
    public struct Field: Sendable {
        /// The part that it stands in.
        public let part: Part
        /// The key.
        public let key: String
        /// Whether the value is a list of names rather than one name.
        public let isList: Bool
    }

    /// The properties of a kind.
    public struct Row: Sendable {
        /// The word for it in `add`, `remove` and `list`.
        public let noun: String
        /// The key of its list in settings files, manifests and `add --from` files.
        public let settingsKey: String
        /// Where it is registered.
        public let scope: Scope
        /// The keys of the document that name it.
        public let fields: [Field]
        /// The code of the finding when it is missing (§8).
        public let missingCode: String
    }

    /// This kind's row.
    public var row: Row {
        switch self {
        case .qualityMonitor:
            Row(
                noun: "monitor", settingsKey: "qualityMonitors", scope: .project,
                fields: [Field(part: .node, key: "qualityMonitors", isList: true)],
                missingCode: "missing-quality-monitor")
        case .syncTask:
            Row(
                noun: "sync-task", settingsKey: "syncTasks", scope: .project,
                fields: [Field(part: .node, key: "syncTask", isList: false)],
                missingCode: "missing-sync-task")
        case .resourceGroup:
            Row(
                noun: "resource-group", settingsKey: "resourceGroups", scope: .platform,
                fields: [
                    Field(part: .node, key: "resourceGroup", isList: false),
                    Field(part: .execution, key: "resourceGroup", isList: false),
                ],
                missingCode: "missing-resource-group")
        case .queue:
            Row(
                noun: "queue", settingsKey: "queues", scope: .platform,
                fields: [
                    Field(part: .node, key: "queue", isList: false), Field(part: .task, key: "queue", isList: false),
                ],
                missingCode: "missing-queue")
        }
    }

    /// The order of the table.
    public static func < (left: ReferenceKind, right: ReferenceKind) -> Bool { left.position < right.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The names of each kind that one part of a document refers to, in the order written.
public struct References: Hashable, Sendable {
    private var names: [ReferenceKind: [RegistryName]] = [:]

    /// No references.
    public init() {}

    /// The names of a kind.
    public subscript(kind: ReferenceKind) -> [RegistryName] {
        get { names[kind] ?? [] }
        set { names[kind] = newValue.isEmpty ? nil : newValue }
    }
}

/// One use of a name: which kind, which name, and the node that needs it (nil: the task as a whole).
public struct ReferenceUse: Hashable, Sendable {
    /// What kind of thing it is.
    public let kind: ReferenceKind
    /// Its name.
    public let name: RegistryName
    /// The node that names it; nil when the task does.
    public let node: NodeName?
}
