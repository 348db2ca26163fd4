import PlatformStore
public import TaskModel

/// What taking an import back came to (R22).
public struct UndoReport: Sendable {
    /// The import's number.
    public let number: Int
    /// What became of each of its tasks, by name.
    public let tasks: [UndoneTask]
    /// The links, of whatever project, that are open again: to tasks that went, and to names that came and went.
    public let references: [OpenedReference]
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
    public enum Action: String, CaseIterable, Sendable {
        /// The import had created it: it is gone.
        case removed
        /// It has its former versions back.
        case restored
        /// It has its former name back, and its versions.
        case renamed
    }
}

extension Workspace {
    /// Takes an import back as one new generation: created tasks go, overwritten ones get their former versions back,
    /// renamed ones their names, bound uids too. Directory, owner and alarm settings stay as they are now.
    ///
    /// Without a number the project's last import that is not undone. Throws `no-import`, `unknown-import`,
    /// `already-undone`; `changed-since` with every task that was changed since, unless `force`; `name-taken` and
    /// `identity-taken`, with `force` too, when a name or a bound uid that has to come back is another task's now. A task
    /// that is gone, because the import that had created it was undone, stays away.
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
            let plan = try UndoPlan(entry, snapshot, cancelled: surroundings.cancelled)
            if !force, !plan.later.isEmpty {
                throw TaskferryError(
                    .changedSince, subject: plan.later.map { Self.text(of: $0) }.joined(separator: "\n"),
                    detail: "\(entry.number)")
            }
            _ = try writer.commit(
                CommitRequest(
                    kind: "undo", actor: actor, time: surroundings.now(),
                    summary: [
                        "number": .integer(entry.number), "generation": .integer(entry.generation),
                        "project": .text(project), "force": .bool(force), "tasks": .object(plan.counts),
                    ], tasks: plan.writes, removals: plan.removals))
            return UndoReport(number: entry.number, tasks: plan.tasks, references: plan.references)
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
