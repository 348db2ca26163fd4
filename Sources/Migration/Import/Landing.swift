import PlatformStore
import TaskModel
import TaskPackage

/// A task of a package and the place where it comes down at the target: the outcome of identity (§3, R12–R14).
struct Landing: Sendable {
    /// The name that the task has after the import: its folder's.
    let name: TaskLabel
    /// The document, under that name.
    let document: TaskDocument
    /// The unique id that the package gives it.
    let uid: TaskUID
    /// The other uids that it is known by, with the platforms that know it so.
    let bound: [BoundUID]
    /// The target task that it overwrites; nil: it is created.
    let target: TargetTask?
    /// Whether the target was found by name alone (rule 2).
    let isByName: Bool
    /// Bound uids of the target that a new one from the same platform replaces.
    let replaced: [TaskUID]
    /// The bound uids that the target task has afterwards.
    let boundAfterwards: [BoundUID]

    /// The uid of the task at the target after the import.
    var landedUID: TaskUID { target?.record.uid ?? uid }
    /// Whether the target has come to the package's content by itself since the last import of the task: what counts as
    /// imported then is what it has now, so that its change is not told of again.
    var isMarkStale: Bool {
        guard let record = target?.record, let mark = record.lastImport else { return false }
        return mark.version != record.development?.number || mark.name != record.name
    }
    /// Whether a uid is newly bound.
    var bindsAnew: Bool { target.map { Set($0.record.boundUIDs) != Set(boundAfterwards) } ?? false }
}

/// Where all tasks of a batch come down, settled together.
struct Landings {
    /// The landings in the package's order.
    let all: [Landing]
    /// Two package tasks on one target task, one uid twice, or uids of two target tasks on one package task.
    let conflicts: [Conflict]

    struct Conflict {
        let subject: TaskUID
        let task: TaskLabel
        let others: [String]
    }

    private let byName: [TaskLabel: Int]
    private let byUID: [TaskUID: Int]

    init(_ incoming: [IncomingTask], sourcePlatform: String, project: PathName, view: some TargetView) throws {
        var conflicts: [Conflict] = []
        var known: [TaskUID: TaskLabel] = [:]
        for task in incoming {
            for uid in [task.uid] + task.bound.map(\.uid) {
                if let other = known[uid] {
                    conflicts.append(Conflict(subject: uid, task: task.name, others: [other.text]))
                }
                known[uid] = task.name
            }
        }
        // Rule 1, for the whole batch: the target task that is the uid or is bound to it.
        var targets: [TargetTask?] = []
        var claimed: [TaskUID: TaskLabel] = [:]
        for task in incoming {
            var found: [TargetTask] = []
            for uid in [task.uid] + task.bound.map(\.uid) {
                guard let target = try view.task(project, uid: uid) else { continue }
                if !found.contains(where: { $0.record.uid == target.record.uid }) { found.append(target) }
            }
            if found.count > 1 {
                conflicts.append(
                    Conflict(subject: task.uid, task: task.name, others: found.map(\.record.name.text)))
            }
            targets.append(found.first)
            guard let target = found.first else { continue }
            if let other = claimed[target.record.uid] {
                conflicts.append(Conflict(subject: target.record.uid, task: task.name, others: [other.text]))
            }
            claimed[target.record.uid] = task.name
        }
        // Rules 2 and 3: the task of the name, unless rule 1 claimed it for another; else a new one.
        var landings: [Landing] = []
        for (task, target) in zip(incoming, targets) {
            var target = target
            var isByName = false
            if target == nil, let named = try view.task(project, named: task.name), claimed[named.record.uid] == nil {
                target = named
                isByName = true
                claimed[named.record.uid] = task.name
            }
            landings.append(
                Self.landing(task, on: target, isByName: isByName, sourcePlatform: sourcePlatform))
        }
        self.conflicts = conflicts
        all = landings
        byName = Dictionary(landings.enumerated().map { ($1.name, $0) }) { first, _ in first }
        byUID = Dictionary(landings.enumerated().map { ($1.landedUID, $0) }) { first, _ in first }
    }

    private static func landing(
        _ task: IncomingTask, on target: TargetTask?, isByName: Bool, sourcePlatform: String
    ) -> Landing {
        var bound = task.bound
        var replaced: [TaskUID] = []
        if let record = target?.record {
            bound = record.boundUIDs
            if record.uid != task.uid, !bound.contains(where: { $0.uid == task.uid }) {
                replaced = bound.filter { $0.platform == sourcePlatform }.map(\.uid)
                bound.removeAll { $0.platform == sourcePlatform }
                bound.append(BoundUID(uid: task.uid, platform: sourcePlatform))
            }
        }
        return Landing(
            name: task.name, document: task.document, uid: task.uid, bound: task.bound, target: target,
            isByName: isByName, replaced: replaced, boundAfterwards: bound)
    }

    /// The landing whose task will have this name.
    func landing(named name: TaskLabel) -> Landing? { byName[name].map { all[$0] } }

    /// The landing on or of this uid at the target.
    func landing(uid: TaskUID) -> Landing? { byUID[uid].map { all[$0] } }
}

/// A task as a package brings it.
struct IncomingTask {
    let name: TaskLabel
    let document: TaskDocument
    let uid: TaskUID
    let bound: [BoundUID]
    let folderDiffers: Bool
    let unknownKeys: [String]
}
