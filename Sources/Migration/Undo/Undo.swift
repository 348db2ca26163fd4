import PlatformStore
public import TaskModel

/// What taking an import back does, before, or did, afterwards (R22).
public struct UndoReport: Sendable, Equatable {
    /// The import.
    public let entry: PastImportEntry
    /// What becomes of each of its tasks, by name.
    public let tasks: [UndoneTask]
    /// The links, of whatever project, that are open again: to tasks that went, and to names that came and went.
    public let references: [OpenedReference]
    /// Those of its tasks that were changed since, by name: only `force` takes that back too.
    public let changedSince: [LaterChange]

    /// The import's number.
    public var number: Int { entry.number }

    init(_ entry: PastImportEntry, _ plan: UndoPlan) {
        self.entry = entry
        tasks = plan.tasks
        references = plan.references
        changedSince = plan.later
    }
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
    ///
    /// With `approve` what would be done is put before somebody first, and what was approved is what is done: when the
    /// platform has moved on meanwhile and it is something else, it is asked again. Nil when the answer is no.
    public func undo(
        _ number: Int? = nil, force: Bool = false, project: PathName,
        approve: ((UndoReport) throws -> Bool)? = nil
    ) throws -> UndoReport? {
        var number = number
        while true {
            let snapshot = try platform.snapshot()
            let first = try prepareUndo(number, force: force, project: project, snapshot)
            number = first.report.number
            if let approve, try !approve(first.report) { return nil }
            let done: UndoReport? = try write { writer in
                var prepared = first
                // Somebody may have written meanwhile: then it is worked out anew, under the lock.
                if writer.snapshot.generation != snapshot.generation {
                    prepared = try prepareUndo(number, force: force, project: project, writer.snapshot)
                    if approve != nil, prepared.report != first.report { return nil }
                }
                let (plan, report) = prepared
                _ = try writer.commit(
                    CommitRequest(
                        kind: "undo", actor: actor, time: surroundings.now(),
                        summary: [
                            "number": .integer(report.number), "generation": .integer(report.entry.generation),
                            "project": .text(project), "force": .bool(force), "tasks": .object(plan.counts),
                        ], tasks: plan.writes, removals: plan.removals))
                return report
            }
            if let done { return done }
        }
    }

    /// Works out what is to be written. What is refused is noted, as a refused import is (§5).
    private func prepareUndo(
        _ number: Int?, force: Bool, project: PathName, _ snapshot: Snapshot
    ) throws -> (plan: UndoPlan, report: UndoReport) {
        try require(.import, in: project, snapshot)
        var number = number
        do {
            let entry = try importToUndo(number, project: project, snapshot)
            number = entry.number
            let plan = try UndoPlan(entry, snapshot, cancelled: surroundings.cancelled)
            if !force, !plan.later.isEmpty {
                throw TaskferryError(
                    .changedSince, subject: plan.later.map(Self.text).joined(separator: "\n"),
                    detail: "\(entry.number)")
            }
            return (plan, UndoReport(entry, plan))
        } catch let error as TaskferryError {
            guard [.alreadyUndone, .changedSince, .nameTaken, .identityTaken].contains(error.code) else { throw error }
            try audit(
                "undo", project: project,
                facts: ["number": number.map { .integer($0) } ?? .null, "refused": .string(error.code.rawValue)])
            throw error
        }
    }

    /// Name, user and time, with tabs between them.
    private static func text(of change: LaterChange) -> String {
        change.author.map { "\(change.name)\t\(text(of: $0))" } ?? change.name.text
    }

    private static func text(of author: ChangeAuthor) -> String { "\(author.user)\t\(author.time.text)" }

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
            throw TaskferryError(.alreadyUndone, subject: "\(number)", detail: Self.text(of: undone))
        }
        return entry
    }
}
