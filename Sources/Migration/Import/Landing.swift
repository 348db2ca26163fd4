import PlatformStore
import TaskModel
import TaskPackage

/// A task of a package and the place where it comes down at the target: the outcome of identity (§3, R12–R14).
struct Landing: Sendable {
    /// The name that the task has after the import: its folder's.
    let name: TaskLabel
    /// The document, under that name.
    private(set) var document: TaskDocument
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
        return mark.version != record.development?.number || mark.online != record.online?.number
            || mark.name != record.name
    }
    /// The same with its links to tasks of its own project under other names.
    fileprivate func renamingLinks(_ names: [TaskLabel: TaskLabel], in project: PathName) -> Landing {
        var landing = self
        landing.document.mapLinks { _, link in
            guard link.project ?? project == project, let name = names[link.name] else { return link }
            return TaskLink(project: link.project, name: name)
        }
        return landing
    }

    /// Whether a uid is newly bound.
    var bindsAnew: Bool { target.map { Set($0.record.boundUIDs) != Set(boundAfterwards) } ?? false }
}

/// Where all tasks of a batch come down, settled together.
struct Landings {
    /// The landings in the package's order.
    let all: [Landing]
    /// Package tasks and target tasks that cannot be told apart.
    let conflicts: [Conflict]

    /// One package task and what it cannot be told from.
    struct Conflict {
        let subject: TaskUID
        let task: TaskLabel
        /// The names of the others.
        let others: [String]
        /// Whether they are tasks of the target: the package task has the uids of several. Else they are of the package:
        /// they have a uid in common, or come down on one target task.
        let isAtTarget: Bool
    }

    private let byName: [TaskLabel: Int]
    private let byUID: [TaskUID: Int]

    private init(_ all: [Landing], conflicts: [Conflict]) {
        self.all = all
        self.conflicts = conflicts
        byName = Dictionary(all.enumerated().map { ($1.name, $0) }) { first, _ in first }
        byUID = Dictionary(all.enumerated().map { ($1.landedUID, $0) }) { first, _ in first }
    }

    /// `leftOut` are the other tasks of the package: they do not come, but a target task that is one of them is not
    /// somebody else's for the sake of its name.
    init(
        _ incoming: [IncomingTask], leftOut: [IncomingTask] = [], sourcePlatform: String, project: PathName,
        view: some TargetView
    ) throws {
        var clashes = Clashes()
        var known: [TaskUID: TaskLabel] = [:]
        for task in incoming {
            for uid in task.uids {
                if let other = known[uid] { clashes.add(uid, task.name, other) }
                known[uid] = task.name
            }
        }
        // Rule 1, for the whole batch: the target task that is the uid or is bound to it.
        var targets: [TargetTask?] = []
        var claimed: [TaskUID: TaskLabel] = [:]
        for task in incoming {
            let found = try Self.targets(of: task, project, view)
            if found.count > 1 {
                clashes.conflicts.append(
                    Conflict(
                        subject: task.uid, task: task.name, others: found.map(\.record.name.text), isAtTarget: true))
            }
            targets.append(found.first)
            guard let target = found.first else { continue }
            if let other = claimed[target.record.uid] { clashes.add(target.record.uid, task.name, other) }
            claimed[target.record.uid] = task.name
        }
        for task in leftOut {
            for target in try Self.targets(of: task, project, view) where claimed[target.record.uid] == nil {
                claimed[target.record.uid] = task.name
            }
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
        self.init(landings, conflicts: clashes.conflicts)
    }

    /// What is left when the target keeps some of its tasks: where the others come down stays as it was settled, and what
    /// refers to a task that is kept finds it under the name that the target has for it.
    func keeping(_ kept: [Landing], in project: PathName) -> Landings {
        let names = Set(kept.map(\.name))
        var renamed: [TaskLabel: TaskLabel] = [:]
        for landing in kept { renamed[landing.name] = landing.target?.record.name }
        return Landings(
            all.filter { !names.contains($0.name) }.map { $0.renamingLinks(renamed, in: project) },
            conflicts: conflicts)
    }

    /// The target tasks that a task is or is bound to, each once.
    private static func targets(
        of task: IncomingTask, _ project: PathName, _ view: some TargetView
    ) throws -> [TargetTask] {
        var found: [TargetTask] = []
        for uid in task.uids {
            guard let target = try view.task(project, uid: uid) else { continue }
            if !found.contains(where: { $0.record.uid == target.record.uid }) { found.append(target) }
        }
        return found
    }

    /// Collects conflicts of package tasks, each pair once.
    private struct Clashes {
        var conflicts: [Conflict] = []
        private var pairs = Set<Set<TaskLabel>>()

        mutating func add(_ uid: TaskUID, _ task: TaskLabel, _ other: TaskLabel) {
            guard pairs.insert([task, other]).inserted else { return }
            conflicts.append(Conflict(subject: uid, task: task, others: [other.text], isAtTarget: false))
        }
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

    /// All uids that it is known by, its own first.
    var uids: [TaskUID] { [uid] + bound.map(\.uid) }
}
