import PlatformStore
public import TaskModel

/// What taking an import back came to (R22).
public struct UndoReport: Sendable {
    /// The import's number.
    public let number: Int
    /// What became of each of its tasks, by name.
    public let tasks: [UndoneTask]
    /// The tasks whose links to a task that went are open again.
    public let references: [TaskLabel]
}

/// What became of one task when an import was taken back.
public struct UndoneTask: Sendable, Equatable {
    /// The name it has now; of a task that went, the name it had.
    public let task: TaskLabel
    /// Its uid.
    public let uid: TaskUID
    /// What was done.
    public let action: Action

    /// What can be done.
    public enum Action: String, Sendable {
        /// The import had created it: it is gone.
        case removed
        /// It has its former versions back.
        case restored
        /// It has its former name back, and its versions.
        case renamed
    }
}

/// A task that an import wrote and that was changed since.
struct LaterChange {
    let name: TaskLabel
    let author: ChangeAuthor?
}

extension Workspace {
    /// Takes an import back as one new generation: created tasks go, overwritten ones get their former versions back,
    /// renamed ones their names, bound uids too. Directory, owner and alarm settings stay as they are now.
    ///
    /// Without a number the project's last import that is not undone. Throws `no-import`, `unknown-import`,
    /// `already-undone`; `changed-since` with every task that was changed since, unless `force`; `name-exists` when a
    /// name that has to come back is taken.
    public func undo(
        _ number: Int? = nil, force: Bool = false, project: PathName,
        approve: ((PastImportEntry) throws -> Bool)? = nil
    ) throws -> UndoReport? {
        let before = try platform.snapshot()
        try require(.import, in: project, before)
        let chosen = try importToUndo(number, project: project, before)
        if let approve, try !approve(chosen) { return nil }
        return try write { writer in
            let snapshot = writer.snapshot
            try require(.import, in: project, snapshot)
            let entry = try importToUndo(chosen.number, project: project, snapshot)
            let changes = try snapshot.changes(in: entry.generation)
            // What the import only linked anew follows from the tasks that it wrote.
            let written = changes.filter { $0.after?.lastImport?.number == entry.number }
            var plan = UndoPlan()
            for change in written {
                try surroundings.cancelled()
                try plan.add(change, entry, snapshot)
            }
            if !force, !plan.later.isEmpty {
                throw TaskferryError(
                    .changedSince, subject: plan.later.map { Self.text(of: $0) }.joined(separator: "\n"),
                    detail: "\(entry.number)")
            }
            let references = try plan.removals.flatMap { try snapshot.referrers(to: $0.uid, in: $0.project) }
                .filter { record in !plan.removals.contains { $0.uid == record.uid && $0.project == record.project } }
            _ = try writer.commit(
                CommitRequest(
                    kind: "undo", actor: actor, time: surroundings.now(),
                    summary: [
                        "number": .integer(entry.number), "generation": .integer(entry.generation),
                        "project": .text(project), "tasks": .integer(plan.tasks.count),
                    ], tasks: plan.writes, removals: plan.removals))
            return UndoReport(
                number: entry.number, tasks: plan.tasks.sorted { $0.task < $1.task },
                references: Set(references.map(\.name)).sorted())
        }
    }

    private static func text(of change: LaterChange) -> String {
        guard let author = change.author else { return change.name.text }
        return "\(change.name) (\(author.user), \(author.time.text))"
    }

    private func importToUndo(_ number: Int?, project: PathName, _ snapshot: Snapshot) throws -> PastImportEntry {
        let all = try imports(of: project, snapshot)
        guard let number else {
            guard let last = all.first(where: { $0.undone == nil }) else { throw TaskferryError(.noImport) }
            return last
        }
        guard let entry = all.first(where: { $0.number == number }) else {
            throw TaskferryError(.unknownImport, subject: "\(number)")
        }
        if let undone = entry.undone {
            throw TaskferryError(.alreadyUndone, subject: "\(number)", detail: "\(undone.user), \(undone.time.text)")
        }
        return entry
    }
}

/// What the undoing of an import writes.
private struct UndoPlan {
    var writes: [TaskWrite] = []
    var removals: [TaskKey] = []
    var tasks: [UndoneTask] = []
    var later: [LaterChange] = []

    mutating func add(_ change: RecordChange, _ entry: PastImportEntry, _ snapshot: Snapshot) throws {
        guard let left = change.after else { return }
        let found = try snapshot.task(left.project, uid: left.uid)
        let present = found?.uid == left.uid ? found : nil
        if present.map({ !$0.isAsLeft(left) }) ?? true {
            let author = try (present?.generation).flatMap { try snapshot.commit($0) }.map {
                ChangeAuthor(user: $0.actor.user, time: $0.time)
            }
            later.append(LaterChange(name: present?.name ?? left.name, author: author))
        }
        guard let before = change.before else {
            guard let present else { return }
            removals.append(TaskKey(project: present.project, uid: present.uid))
            tasks.append(UndoneTask(task: present.name, uid: present.uid, action: .removed))
            return
        }
        var write = TaskWrite(present ?? before)
        write.name = before.name
        write.boundUIDs = before.boundUIDs
        write.lastImport = before.lastImport
        write.development = before.development.map { VersionChoice.version($0) } ?? VersionChoice.none
        write.online = before.online.map { VersionChoice.version($0) } ?? VersionChoice.none
        writes.append(write)
        // Only the mark of the import goes: nothing that anybody sees.
        if left.hasSameShape(as: before), present?.hasSameShape(as: left) == true { return }
        let isRenamed = before.name != (present ?? left).name
        tasks.append(UndoneTask(task: before.name, uid: before.uid, action: isRenamed ? .renamed : .restored))
    }
}

extension TaskRecord {
    /// Whether nothing that an import sets has changed since it left a record so. What a link resolves to may have.
    fileprivate func isAsLeft(_ left: TaskRecord) -> Bool { hasSameShape(as: left) && lastImport == left.lastImport }

    fileprivate func hasSameShape(as other: TaskRecord) -> Bool {
        name == other.name && boundUIDs == other.boundUIDs && development?.number == other.development?.number
            && online?.number == other.online?.number
    }
}
