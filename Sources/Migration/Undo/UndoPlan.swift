import PlatformStore
import TaskModel

/// What the undoing of an import writes, on one state of the platform (R22): a function of the import's generation and
/// of what the tasks are now.
struct UndoPlan {
    private(set) var writes: [TaskWrite] = []
    private(set) var removals: [TaskKey] = []
    private(set) var tasks: [UndoneTask] = []
    private(set) var references: [OpenedReference] = []
    /// The tasks that are not any more what the import left.
    private(set) var later: [LaterChange] = []

    /// How many tasks are removed, restored and renamed.
    var counts: JSONObject {
        JSONObject(
            members: UndoneTask.Action.allCases.map { action in
                JSONObject.Member(
                    key: action.rawValue, value: .integer(tasks.count { $0.action == action }))
            })
    }

    /// Throws `name-taken` and `identity-taken` when a name or a uid that has to come back is somebody else's now.
    init(_ entry: PastImportEntry, _ snapshot: Snapshot, cancelled: () throws -> Void) throws {
        let changes = try snapshot.changes(in: entry.generation)
        let history = try LaterChanges(snapshot, since: entry.generation)
        var reversals: [TaskReversal] = []
        for change in changes {
            try cancelled()
            guard let left = change.after else { continue }
            let isGone = history.removals[left.key] != nil
            let found = isGone ? nil : try snapshot.task(left.project, uid: left.uid)
            let present = found?.uid == left.uid ? found : nil
            // What the import only linked anew is no task of its own, but its links were open before.
            let isWritten = left.lastImport?.number == entry.number
            reversals.append(TaskReversal(change: change, left: left, present: present, isWritten: isWritten))
        }
        later = try history.authors(of: reversals.filter { $0.isWritten && !$0.isAsLeft })
        for reversal in reversals {
            if reversal.removes { removals.append(reversal.left.key) }
            if let write = reversal.write { writes.append(write) }
            if let task = reversal.report { tasks.append(task) }
        }
        writes.sort { $0.key < $1.key }
        tasks.sort { $0.task < $1.task }
        try FinalTasks(writes, removals, snapshot).verify(since: history)
        references = try OpenedReference.all(writes, removals, snapshot)
    }
}

/// How one task goes back to what it was before an import.
struct TaskReversal {
    let change: RecordChange
    /// The task as the import left it.
    let left: TaskRecord
    /// The task as it is; nil when it is gone: an earlier import that had created it was undone.
    let present: TaskRecord?
    /// Whether the import wrote the task, and did not only bind links of it to what it brought.
    let isWritten: Bool

    /// Whether the task is what the import left, but for what its links resolve to, its owner and its alarm settings.
    var isAsLeft: Bool {
        guard let present else { return false }
        return present.differences(from: left).isEmpty && (change.before != nil || present.directory == left.directory)
    }

    /// Whether the task goes: the import had created it.
    var removes: Bool { change.before == nil && present != nil }

    /// The task as it is to be; nil when it goes, is gone, or has nothing to be put back.
    ///
    /// What the import did not touch stays as it is now; versions are one thing, so that what an import has left in
    /// development does not stay online because somebody submitted it since.
    var write: TaskWrite? {
        guard let before = change.before, let present else { return nil }
        let touched = left.differences(from: before)
        var write = TaskWrite(present)
        if touched.contains(.name) { write.name = before.name }
        if touched.contains(.identity) { write.boundUIDs = before.boundUIDs }
        if isWritten, present.lastImport == left.lastImport || !touched.isEmpty { write.lastImport = before.lastImport }
        let source = touched.contains(.versions) ? before : present
        write.development = choice(source.development, present, before)
        write.online = choice(source.online, present, before)
        if isWritten { return write }
        let isOpened = present.sides.contains { putBack($0, before) != $0 }
        return isOpened ? write : nil
    }

    /// What is said of it; nil for a task that only was bound anew, or marked as imported.
    var report: UndoneTask? {
        guard let present, isWritten else { return nil }
        guard let before = change.before else {
            return UndoneTask(task: present.name, uid: present.uid, action: .removed)
        }
        let touched = left.differences(from: before)
        if touched.isEmpty { return nil }
        let name = touched.contains(.name) ? before.name : present.name
        return UndoneTask(task: name, uid: present.uid, action: name != present.name ? .renamed : .restored)
    }

    private func choice(
        _ version: VersionPointer?, _ present: TaskRecord, _ before: TaskRecord
    ) -> VersionChoice {
        guard let version else { return .none }
        let side = present.sides.first { $0.place == version.place }
        return .exactly(side.map { putBack($0, before) } ?? version)
    }

    /// A version that the task has now, its links open again where the import had bound them: a task that the import
    /// renamed goes back to its old name, and what waited for the new one did not mean it.
    private func putBack(_ version: VersionPointer, _ before: TaskRecord) -> VersionPointer {
        guard let old = before.sides.first(where: { $0.place == version.place }),
            let new = left.sides.first(where: { $0.place == version.place })
        else { return version }
        var version = version
        for place in version.links.indices where version.links[place] == new.links[place] {
            version.links[place] = old.links[place]
        }
        return version
    }
}

/// What an import can change of a task that is there.
struct TaskDifference: OptionSet {
    let rawValue: Int
    static let name = TaskDifference(rawValue: 1)
    static let identity = TaskDifference(rawValue: 2)
    static let versions = TaskDifference(rawValue: 4)
}

extension TaskRecord {
    /// The versions that count: development and online.
    var sides: [VersionPointer] { [development, online].compactMap { $0 } }

    /// What differs of what an import sets; what links resolve to does not count.
    func differences(from other: TaskRecord) -> TaskDifference {
        var found: TaskDifference = []
        if name != other.name { found.insert(.name) }
        if Set(boundUIDs) != Set(other.boundUIDs) { found.insert(.identity) }
        // By place: a task that went and came again counts its versions anew.
        if development?.place != other.development?.place || online?.place != other.online?.place {
            found.insert(.versions)
        }
        return found
    }
}

extension TaskWrite {
    /// The task that it is of.
    var key: TaskKey { TaskKey(project: project, uid: uid) }
}
