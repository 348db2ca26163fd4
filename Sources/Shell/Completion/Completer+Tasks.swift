import Migration
import PlatformStore
import TaskModel
import TaskPackage

extension Completer {
    /// From this many names on they are not described: each description is a look-up of its own.
    private static let describedLimit = 40

    /// Tasks of the project whose names begin with the text of the word, else those that have it in them.
    func tasks(
        _ current: CompletionWord, keep: Int, given: Set<ExactString>, onlineOnly: Bool
    ) -> CompletionSet {
        var found = CompletionSet(keep: keep)
        guard let workspace = session.workspaceIfAny, let project = session.projectIfAny,
            let snapshot = try? workspace.platform.snapshot()
        else { return found }
        // A name that begins with `@` is given with another one before it.
        let text = current.text(from: keep)
        let isEscaped = text.utf8.first == UInt8(ascii: "@")
        let wanted = isEscaped ? String(text.unicodeScalars.dropFirst()) : text
        let limit = CompletionSet.limit + given.count + 1
        func open(_ names: [String]?) -> [String] { (names ?? []).filter { !given.contains(ExactString($0)) } }
        var names = open(try? snapshot.names(project, prefix: wanted, onlineOnly: onlineOnly, limit: limit))
        let isPrefix = !names.isEmpty
        if !isPrefix, !wanted.isEmpty, !isEscaped {
            names = open(
                try? session.completionMemory.names(
                    snapshot, project, containing: wanted, onlineOnly: onlineOnly, limit: limit))
        }
        if names.count > CompletionSet.limit {
            found.hasMore = true
            let last = isPrefix ? try? snapshot.lastName(project, prefix: wanted, onlineOnly: onlineOnly) : nil
            names = names.prefix(CompletionSet.limit - 1) + [last ?? names[names.count - 1]]
        }
        found.names = names.map { name in
            let summary =
                names.count > Self.describedLimit
                ? nil : TaskLabel(name).flatMap { try? snapshot.summary(project, named: $0) }
            return CompletionSet.Name(
                text: name.utf8.first == UInt8(ascii: "@") ? "@" + name : name,
                detail: summary.map { TasksCommand.state(online: $0.online, development: $0.development) }
                    ?? Words(same: ""))
        }
        return found
    }

    /// The tasks in a package on disk.
    func packageTasks(_ path: String?) -> [CompletionSet.Name] {
        guard let path, let tasks = try? PackageListing.tasks(in: session.path(path)) else { return [] }
        return tasks.map { CompletionSet.Name(text: $0.text) }.sorted { $0.text.precedes($1.text) }
    }
}
