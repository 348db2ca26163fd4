import PlatformStore
public import TaskModel

/// A task that an import wrote and that is not any more what it left.
public struct LaterChange: Sendable, Equatable {
    /// The name it has now; of a task that is gone, the name that the import left.
    public let name: TaskLabel
    /// Who changed it; nil: that is not known any more.
    public let author: ChangeAuthor?
}

/// What happened to tasks after a generation. Generations are read only where a record says that they changed it.
struct LaterChanges {
    /// The tasks that were taken away since, with the commit that did it last. Only an undoing takes tasks away.
    let removals: [TaskKey: HistoryEntry]

    private let snapshot: Snapshot
    private let generation: Int

    init(_ snapshot: Snapshot, since generation: Int) throws {
        self.snapshot = snapshot
        self.generation = generation
        var removals: [TaskKey: HistoryEntry] = [:]
        for entry in try snapshot.history(kind: "undo").reversed() where entry.generation > generation {
            for change in try snapshot.changes(in: entry.generation) where change.after == nil {
                if let before = change.before { removals[before.key] = entry }
            }
        }
        self.removals = removals
    }

    /// The tasks with who changed them last, sorted by name.
    func authors(of reversals: [TaskReversal]) throws -> [LaterChange] {
        var last: [TaskKey: Int] = [:]
        for reversal in reversals { last[reversal.left.key] = reversal.present?.generation }
        let found = try commits(last) { change in
            guard let before = change.before, let after = change.after else { return true }
            return !after.differences(from: before).isEmpty || after.directory != before.directory
        }
        return try reversals.map { reversal in
            let entry = try found[reversal.left.key].flatMap { try snapshot.commit($0) } ?? removals[reversal.left.key]
            return LaterChange(
                name: reversal.present?.name ?? reversal.left.name,
                author: entry.map { ChangeAuthor(user: $0.actor.user, time: $0.time) })
        }.sorted { $0.name < $1.name }
    }

    /// Whether a task has got its name since, by creation or by a new name.
    func gaveName(to record: TaskRecord) throws -> Bool {
        let found = try commits([record.key: record.generation]) { $0.before?.name != $0.after?.name }
        return !found.isEmpty
    }

    /// The newest generation that changed each task as asked. `last` is where a record was changed last: its links may
    /// merely resolve to another task since, so the generations before that one are looked at too.
    private func commits(
        _ last: [TaskKey: Int], where isWanted: (RecordChange) -> Bool
    ) throws -> [TaskKey: Int] {
        var next = last
        var found: [TaskKey: Int] = [:]
        while let number = next.values.max(), number > generation {
            let wanted = next.filter { $0.value == number }.keys
            for key in wanted { next[key] = number - 1 }
            for change in try snapshot.changes(in: number) {
                guard let key = (change.after ?? change.before)?.key, wanted.contains(key), isWanted(change) else {
                    continue
                }
                found[key] = number
                next[key] = nil
            }
        }
        return found
    }
}
