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
    /// The fields that were changed, by path; `name` for a new name, `online` for a task that was taken off line.
    let fields: [String]

    /// The conflicts of a batch: of every task that the import would change. What is online counts where the import
    /// submits.
    static func all(_ state: FinalState, submits: Bool) throws -> [Conflict] {
        try state.landings.all.flatMap { landing in
            guard let target = landing.target else { return [Conflict]() }
            return try [changed(landing, target, state, submits: submits), unsubmitted(landing, target, state)]
                .compactMap { $0 }
        }
    }

    /// What was changed since the last import, and is not what the package brings.
    private static func changed(
        _ landing: Landing, _ target: TargetTask, _ state: FinalState, submits: Bool
    ) throws -> Conflict? {
        let record = target.record
        guard let mark = record.lastImport else { return nil }
        func changes(_ stage: TargetTask.Stage) throws -> [String] {
            guard let current = try state.content(of: target, stage), !state.content(of: landing).equals(current) else {
                return []
            }
            return current.changes(since: try state.content(of: target, .imported)).map(\.field)
        }
        var fields: [String] = []
        var part = TargetTask.Part.name
        if record.development?.number != mark.version {
            fields = try changes(.development)
            if !fields.isEmpty { part = .development }
        }
        // What is online may be neither what the import left there nor what it left in development.
        let online = record.online?.number
        let isOther = online != nil && online != mark.online && online != mark.version
        if submits, fields.isEmpty, isOther { fields = try changes(.online) }
        if submits, mark.online != nil, online == nil { fields.append("online") }
        if !fields.isEmpty, part == .name { part = .online }
        if record.name != mark.name, record.name != landing.name { fields.append("name") }
        guard !fields.isEmpty else { return nil }
        return Conflict(
            kind: .changedSinceImport, name: landing.name, targetName: record.name,
            author: try state.view.author(target, of: part), fields: fields)
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
            author: try state.view.author(target, of: .development), fields: fields)
    }
}
