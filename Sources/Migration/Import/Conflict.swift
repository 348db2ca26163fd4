import PlatformStore
import TaskModel

/// A change that the target made itself and that an import would overwrite (R24).
struct Conflict {
    /// What kind of change it is.
    enum Kind {
        /// Made since the last import of the task.
        case changedSinceImport
        /// Made in development and not online.
        case unsubmitted
    }

    let kind: Kind
    /// The task's name in the package.
    let name: TaskLabel
    /// Its name at the target.
    let targetName: TaskLabel
    /// Who made the change; nil: that is not known any more.
    let author: ChangeAuthor?
    /// The fields that were changed, by path; `name` for a new name.
    let fields: [String]

    /// The conflicts of a batch: of every task that the import would change.
    static func all(_ state: FinalState) throws -> [Conflict] {
        try state.landings.all.flatMap { landing in
            guard let target = landing.target else { return [Conflict]() }
            return try [changed(landing, target, state), unsubmitted(landing, target, state)].compactMap { $0 }
        }
    }

    /// What was changed since the last import, and is not what the package brings.
    private static func changed(_ landing: Landing, _ target: TargetTask, _ state: FinalState) throws -> Conflict? {
        let record = target.record
        guard let mark = record.lastImport else { return nil }
        let isRenamed = record.name != mark.name && record.name != landing.name
        let isEdited = record.development?.number != mark.version
        guard isRenamed || isEdited else { return nil }
        let current = try state.content(of: target, .development)
        var fields: [String] = []
        if isEdited, let current, !state.content(of: landing).equals(current) {
            fields = current.changes(since: try state.content(of: target, .imported)).map(\.field)
        }
        let author = try state.view.author(target, fields.isEmpty ? .record : .development)
        if isRenamed { fields.append("name") }
        guard !fields.isEmpty else { return nil }
        return Conflict(
            kind: .changedSinceImport, name: landing.name, targetName: record.name, author: author, fields: fields)
    }

    /// What is in development and not online, was not left so by an import, and is not what the package brings.
    private static func unsubmitted(
        _ landing: Landing, _ target: TargetTask, _ state: FinalState
    ) throws -> Conflict? {
        let record = target.record
        guard let development = record.development, development.number != record.online?.number,
            development.number != record.lastImport?.version, let current = try state.content(of: target, .development),
            !state.content(of: landing).equals(current)
        else { return nil }
        let fields = current.changes(since: try state.content(of: target, .online)).map(\.field)
        guard !fields.isEmpty else { return nil }
        return Conflict(
            kind: .unsubmitted, name: landing.name, targetName: record.name,
            author: try state.view.author(target, .development), fields: fields)
    }
}
