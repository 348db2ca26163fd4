public import PlatformStore
public import TaskModel
public import TaskPackage

/// What an import of a package would find and do (R16, R21).
public struct CheckReport: Sendable {
    /// The package looked at.
    public let package: PackageReader
    /// The project it would come into.
    public let project: PathName
    /// What changes the outcome.
    public let options: ImportOptions
    /// What becomes of tasks that the target has changed itself (R24).
    public let policy: ConflictPolicy
    /// Every finding of the batch, errors and warnings.
    public let findings: [Finding]
    /// What would become of each task, in the package's order.
    public let plan: [PlannedTask]
    /// The tasks that the batch leaves alone and that its tasks wait for or refer to, by project and uid.
    let relied: [ReliedTask]

    /// Whether the import may go on.
    public var passed: Bool { findings.allSatisfy { $0.severity != .error } }
    /// Whether there is anything to write.
    public var changesAnything: Bool { plan.contains { $0.action != .unchanged || $0.bindsAnew } }
}

/// What an import does with one task.
public struct PlannedTask: Sendable, Equatable {
    /// The name it will have.
    public let task: TaskLabel
    /// The name of its folder in the package.
    let packageName: TaskLabel
    /// The uid it has at the target afterwards.
    public let uid: TaskUID
    /// What is done.
    public let action: Action
    /// The name it has at the target before, when that is another.
    public let from: TaskLabel?
    /// The directory it will be in.
    public let directory: TaskDirectory
    /// The versions that the target has of it; nil for a task that is created.
    public let versions: TargetVersions?
    /// The fields that change; none for a task that is created.
    public let changes: [FieldChange]
    /// When it runs next, now and afterwards; nil when that stays as it is.
    public var fireTimes: FireTimesChange?
    /// Whether the target keeps it because of its own changes (R24); its action is `unchanged`.
    public var isKept = false
    /// Whether its development version gets new content; otherwise the one there is kept.
    let writesVersion: Bool
    /// Whether it is submitted online (R18).
    public let submits: Bool
    /// Whether a uid is newly bound to it.
    public let bindsAnew: Bool

    /// Whether it is there, and is online at other times afterwards.
    var changesRuns: Bool {
        guard submits, let versions else { return false }
        return versions.online == nil || changes.contains { $0.field.utf8.starts(with: "schedule".utf8) }
    }

    /// What an import can do with a task (§3 «Actions»).
    public enum Action: String, CaseIterable, Sendable {
        /// It does not exist and is made in the given directory (R12).
        case create
        /// Its content is replaced; it stays in its directory (R13).
        case overwrite
        /// Its name changes, and its content may too (R14).
        case rename
        /// Nothing changes.
        case unchanged
    }
}

/// A task of the target that a batch leaves alone and that one of its tasks waits for or refers to.
struct ReliedTask: Sendable, Equatable {
    let project: PathName
    let task: TaskLabel
    let uid: TaskUID
    let versions: TargetVersions
}

/// When a task runs next, before and after an import.
public struct FireTimesChange: Sendable, Equatable {
    /// As it is now; nil when it has no schedule, or one that means nothing.
    public let before: FireTimes?
    /// As it will be.
    public let after: FireTimes?

    /// How many are told.
    static let count = 3
}

/// The versions that a target has of a task: with a newer one, a plan that was made before is stale.
public struct TargetVersions: Sendable, Equatable {
    /// The number of the development version; nil without one.
    public let development: Int?
    /// The number of the online version; nil when it is not online.
    public let online: Int?

    init(_ record: TaskRecord) {
        development = record.development?.number
        online = record.online?.number
    }
}
