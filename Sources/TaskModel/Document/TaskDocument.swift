/// The content of one task version: the task document (§4).
public struct TaskDocument: Sendable, Equatable {
    /// The newest format that this program knows.
    public static let format = 1

    /// The task's unique id; a document to be loaded may lack it.
    public var uid: TaskUID?
    /// The task's name.
    public var name: TaskLabel
    /// What the task is for.
    public var description: String
    /// The nodes, in the order written; their `dependsOn` has no circle.
    public var nodes: [Node]
    /// When it runs; nil: by hand.
    public var schedule: Schedule?
    /// The upstream tasks that it waits for.
    public var dependencies: [UpstreamDependency]
    /// How it runs.
    public var execution: ExecutionSettings
    /// Names that the task as a whole refers to (its queue).
    public var references: References
    /// The files that its nodes use.
    public var resources: [Resource]
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// A task without content.
    public init(uid: TaskUID? = nil, name: TaskLabel) {
        self.uid = uid
        self.name = name
        description = ""
        nodes = []
        schedule = nil
        dependencies = []
        execution = ExecutionSettings()
        references = References()
        resources = []
        extra = JSONObject()
    }

    /// Every use of a registered name, in the order of the document: the task's, the execution settings', the nodes'.
    public var referenceUses: [ReferenceUse] {
        var uses: [ReferenceUse] = []
        func add(_ references: References, node: NodeName?) {
            for kind in ReferenceKind.allCases {
                uses += references[kind].map { ReferenceUse(kind: kind, name: $0, node: node) }
            }
        }
        add(references, node: nil)
        add(execution.references, node: nil)
        for node in nodes { add(node.references, node: node.name) }
        return uses
    }

    /// Paths of the keys that are not known (`unknown-key`).
    public var unknownKeys: [String] { unknownFields.map(\.path) }

    /// The same with their values, as they were.
    public var unknownFields: [(path: String, value: JSONValue)] {
        var fields: [(path: String, value: JSONValue)] = []
        func add(_ extra: JSONObject?, _ path: String) {
            fields += (extra?.members ?? []).map { (path + $0.key, $0.value) }
        }
        add(extra, "")
        for (index, node) in nodes.enumerated() {
            add(node.extra, "nodes[\(index)].")
            add(node.task?.extra, "nodes[\(index)].task.")
        }
        add(schedule?.extra, "schedule.")
        for (index, dependency) in dependencies.enumerated() { add(dependency.extra, "dependencies[\(index)].") }
        add(execution.extra, "execution.")
        for (index, resource) in resources.enumerated() { add(resource.extra, "resources[\(index)].") }
        return fields
    }
}

/// One node of a task: a piece of work.
public struct Node: Sendable, Equatable {
    /// The name, unique in the task.
    public var name: NodeName
    /// The node type, known or not (§4).
    public var type: NodeType
    /// The nodes of the same task that run before it.
    public var dependsOn: [NodeName]
    /// The script, for the types that have one.
    public var script: Script?
    /// Parameters, verbatim.
    public var parameters: JSONObject
    /// The task's resources that it uses.
    public var resources: [PathName]
    /// Names that the node refers to.
    public var references: References
    /// The task that a nested flow or an AI 2.0 node refers to.
    public var task: TaskReference?
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// A node that does nothing yet.
    public init(name: NodeName, type: NodeType) {
        self.name = name
        self.type = type
        dependsOn = []
        script = nil
        parameters = JSONObject()
        resources = []
        references = References()
        task = nil
        extra = JSONObject()
    }
}

/// A node's script: the file beside the document, and its text once it is read.
public struct Script: Sendable, Equatable {
    /// The file's name within `nodes/`: one component.
    public var file: PathName
    /// The text, byte for byte; variables in it are content (§4).
    public var text: String

    /// Makes a script.
    public init(file: PathName, text: String = "") {
        self.file = file
        self.text = text
    }

    /// Exact equality.
    public static func == (left: Script, right: Script) -> Bool {
        left.file == right.file && left.text.isIdentical(to: right.text)
    }

    /// The path in a task folder: `nodes/<file>`.
    public var path: String { "nodes/\(file.text)" }
}

/// The type of a node, compared by its bytes.
public struct NodeType: ExactText {
    /// The text.
    public let text: String

    /// Fails for an empty text, one of over 64 bytes, or one with other than ASCII letters, digits, `_`, `-`, `.`.
    public init?(_ text: String) {
        let isLegal: (UInt8) -> Bool = { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: true
            default: false
            }
        }
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isLegal) else { return nil }
        self.text = text
    }

    /// The types that every platform supports (§4).
    public static let builtIn: Set<NodeType> = Set(
        [
            "sql", "sparkSQL", "hive", "spark", "mapReduce", "python", "shell", "dataSync", "dataQuality",
            "nestedFlow", "ai2", "virtual", "polling", "branch", "trigger",
        ].compactMap(NodeType.init))
}

/// When a task runs. The texts are kept as they are; whether they mean something is a check (`invalid-schedule`).
public struct Schedule: Sendable, Equatable {
    /// Quartz cron, 6 or 7 fields.
    public var cron: String
    /// IANA name of the time zone.
    public var timeZone: String
    /// First local day on which it runs, `YYYY-MM-DD`; empty: no bound.
    public var effectiveFrom: String
    /// Last local day on which it runs; empty: no bound.
    public var effectiveUntil: String
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// Makes a schedule.
    public init(
        cron: String = "", timeZone: String = "", effectiveFrom: String = "", effectiveUntil: String = "",
        extra: JSONObject = JSONObject()
    ) {
        self.cron = cron
        self.timeZone = timeZone
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.extra = extra
    }
}

/// Which run of the upstream task is waited for.
public enum Cycle: String, Sendable {
    /// The run of the same cycle.
    case current
    /// The run of the cycle before: closes no circle (§3).
    case previous
}

/// An upstream task that a task waits for (R17).
public struct UpstreamDependency: Sendable, Equatable {
    /// The upstream task.
    public var link: TaskLink
    /// Which of its runs.
    public var cycle: Cycle
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// Makes a dependency.
    public init(link: TaskLink, cycle: Cycle = .current, extra: JSONObject = JSONObject()) {
        self.link = link
        self.cycle = cycle
        self.extra = extra
    }
}

/// The task that a node refers to (nested flow, AI 2.0).
public struct TaskReference: Sendable, Equatable {
    /// The task.
    public var link: TaskLink
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// Makes a reference.
    public init(link: TaskLink, extra: JSONObject = JSONObject()) {
        self.link = link
        self.extra = extra
    }
}

/// A task named from another: by name, and by project where that is another one (§3).
public struct TaskLink: Hashable, Sendable {
    /// The project; nil: the project of the task that has the link.
    public var project: PathName?
    /// The task's name.
    public var name: TaskLabel

    /// Makes a link.
    public init(project: PathName? = nil, name: TaskLabel) {
        self.project = project
        self.name = name
    }
}

/// How a task runs.
public struct ExecutionSettings: Sendable, Equatable {
    /// How often a failed run is tried again.
    public var retries = 0
    /// Seconds between tries.
    public var retryIntervalSeconds = 0
    /// Seconds after which a run counts as too long; 0: never.
    public var timeoutSeconds = 0
    /// What happens then.
    public var onTimeout = "warn"
    /// The priority.
    public var priority = "medium"
    /// What happens to the rest when a node fails.
    public var onFailure = "end"
    /// What happens when a run is still going at the next fire time.
    public var concurrency = "wait"
    /// Whether it waits for its own previous run.
    public var selfDependency = SelfDependency.none
    /// Names that the settings refer to (a resource group).
    public var references = References()
    /// Keys not known, as they were.
    public var extra = JSONObject()

    /// The default settings.
    public init() {}

    /// Whether a task waits for its own previous run.
    public enum SelfDependency: String, Sendable {
        /// It does not.
        case none
        /// It waits for its success.
        case previousSuccess
        /// It waits for its end.
        case previousEnd
    }
}

/// A file that belongs to a task: its bytes travel in the package and are stored once by digest.
public struct Resource: Sendable, Equatable {
    /// The file's name, unique in the task.
    public var name: PathName
    /// What it is.
    public var kind: Kind
    /// Its size in bytes; nil only in a document to be loaded.
    public var size: Int?
    /// The digest of its bytes; nil only in a document to be loaded.
    public var sha256: SHA256Digest?
    /// Keys not known, as they were.
    public var extra: JSONObject

    /// Makes a resource.
    public init(name: PathName, kind: Kind, size: Int?, sha256: SHA256Digest?, extra: JSONObject = JSONObject()) {
        self.name = name
        self.kind = kind
        self.size = size
        self.sha256 = sha256
        self.extra = extra
    }

    /// The kinds of resource (§4).
    public enum Kind: String, Sendable {
        /// A Java archive.
        case jar
        /// A Python file.
        case py
        /// A zip archive.
        case zip
        /// A Python egg.
        case egg
        /// Anything else.
        case other
    }
}
