import PlatformStore
import TaskModel

/// What of the tasks that a batch links to is lacking at its target, by an inventory: what has to travel along.
///
/// A task is there when the import will find it (§3 «Links», R17): the target has a task of the name that the package
/// writes, an upstream task is online there, and no task of the batch takes that task over under another name. A task
/// that the target has under a former name only travels along, and is renamed there: links in a package are resolved by
/// name, and the check finds it missing otherwise. Less would not pass the check, and more would not be needed: a larger
/// batch takes over more of the target's tasks and never fewer, so what was lacking once is lacking in the end.
struct TargetGaps {
    private let view: InventoryView
    /// The project that the batch comes into.
    private let project: PathName
    /// The target's tasks that tasks of the batch come down on by uid.
    private var claimed = Set<TaskUID>()
    /// The target's tasks that the batch relies on, by the name that it knows them by.
    private var relied: [TaskUID: TaskLabel] = [:]
    /// The names that tasks of the batch have at the target before, and the names that they travel under.
    private(set) var renames: [TaskLabel: TaskLabel] = [:]

    init(_ inventory: Inventory) {
        view = InventoryView(inventory)
        project = inventory.facts.project
    }

    /// The names that were found at the target, sorted; some may have joined the batch since.
    var there: [TaskLabel] { relied.values.sorted() }

    /// Whether the target lacks the task of a link.
    mutating func lacks(_ name: TaskLabel, _ role: TaskDocument.LinkRole) throws -> Bool {
        guard let task = try view.task(project, named: name), !claimed.contains(task.record.uid) else { return true }
        if case .upstream = role, !task.isOnline { return true }
        relied[task.record.uid] = name
        return false
    }

    /// Notes that a task joins the batch. Returns the name that is not at the target any more when it comes down there: of
    /// the task that it renames.
    mutating func join(_ record: TaskRecord) throws -> TaskLabel? {
        for uid in [record.uid] + record.boundUIDs.map(\.uid) {
            guard let target = try view.task(project, uid: uid) else { continue }
            claimed.insert(target.record.uid)
            if target.record.name != record.name { renames[target.record.name] = record.name }
            return relied[target.record.uid]
        }
        return nil
    }
}
