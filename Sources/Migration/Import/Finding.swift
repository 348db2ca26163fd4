public import TaskModel

/// The stable codes of findings (§8).
public enum FindingCode: String, CaseIterable, Sendable {
    case missingQualityMonitor = "missing-quality-monitor"
    case missingResourceGroup = "missing-resource-group"
    case missingReferencedTask = "missing-referenced-task"
    case missingSyncTask = "missing-sync-task"
    case missingQueue = "missing-queue"
    case missingUpstreamTask = "missing-upstream-task"
    case missingUpstreamProject = "missing-upstream-project"
    case upstreamNotOnline = "upstream-not-online"
    case invalidTaskName = "invalid-task-name"
    case nameTaken = "name-taken"
    case missingDirectory = "missing-directory"
    case duplicateIdentity = "duplicate-identity"
    case dependencyCycle = "dependency-cycle"
    case unsupportedNodeType = "unsupported-node-type"
    case invalidSchedule = "invalid-schedule"
    case targetChanged = "target-changed"
    case unsubmittedChanges = "unsubmitted-changes"
    case olderPackage = "older-package"
    case scheduleExpired = "schedule-expired"
    case identityReplaced = "identity-replaced"
    case projectDiffers = "project-differs"
    case unknownKey = "unknown-key"
    case editedPackage = "edited-package"

    /// How grave it is as a rule; `upstream-not-online` is a warning when nothing is submitted.
    public var severity: Severity {
        switch self {
        case .targetChanged, .unsubmittedChanges, .olderPackage, .scheduleExpired, .identityReplaced, .projectDiffers,
            .unknownKey, .editedPackage:
            .warning
        default: .error
        }
    }
}

/// How grave a finding is.
public enum Severity: String, Sendable {
    /// It stops the import (R16).
    case error
    /// It is said, and the import goes on.
    case warning
}

/// Something that a check found (未通过项). The words, and what to do about it, are the shell's.
public struct Finding: Sendable {
    /// What kind of finding it is.
    public let code: FindingCode
    /// How grave it is.
    public let severity: Severity
    /// What is missing or wrong: a name, a directory, a key.
    public let subject: String
    /// The tasks and nodes that need it, in the package's order.
    public let uses: [Use]
    /// Further facts for the wording, by code: see the check.
    public let detail: [String]

    /// Who needs what a finding is about.
    public struct Use: Hashable, Sendable {
        /// The task.
        public let task: TaskLabel
        /// The node; nil: the task as a whole.
        public let node: NodeName?

        init(_ task: TaskLabel, _ node: NodeName? = nil) {
            self.task = task
            self.node = node
        }
    }

    /// The first task that needs it.
    public var task: TaskLabel? { uses.first?.task }
    /// The first task's node that needs it.
    public var node: NodeName? { uses.first?.node }

    init(
        _ code: FindingCode, _ subject: String, uses: [Use] = [], detail: [String] = [], severity: Severity? = nil
    ) {
        self.code = code
        self.severity = severity ?? code.severity
        self.subject = subject
        self.uses = uses
        self.detail = detail
    }
}

/// Gathers the uses of each subject, so that a name that many nodes need is one finding.
struct FindingGroups {
    private var order: [ExactString] = []
    private var uses: [ExactString: [Finding.Use]] = [:]
    private var details: [ExactString: [String]] = [:]

    mutating func add(_ subject: String, _ use: Finding.Use, detail: [String] = []) {
        let key = ExactString(subject)
        if uses[key] == nil {
            order.append(key)
            details[key] = detail
        }
        if uses[key]?.contains(use) != true { uses[key, default: []].append(use) }
    }

    /// One finding for each subject, sorted by it.
    func findings(_ code: FindingCode, severity: Severity? = nil) -> [Finding] {
        order.sorted().map {
            Finding(code, $0.text, uses: uses[$0] ?? [], detail: details[$0] ?? [], severity: severity)
        }
    }
}
