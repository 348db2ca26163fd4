import PlatformStore
import TaskModel

/// What completion keeps from one Tab to the next: how commands look does not
/// change while the program runs, and names change with the platform's generation only.
final class CompletionMemory {
    private var shapes: [String: CommandShape] = [:]
    private var tables: [TableKey: NameTable] = [:]
    private var searched = Set<TableKey>()

    private struct TableKey: Hashable {
        let platform: String
        let project: PathName
        let onlineOnly: Bool
    }

    /// The names that have a text in them. One search asks the platform; whoever searches again is at a prompt, and gets
    /// a table of the names that answers at once until the platform changes.
    func names(
        _ snapshot: Snapshot, _ project: PathName, containing part: String, onlineOnly: Bool, limit: Int
    ) throws -> [String] {
        let key = TableKey(platform: snapshot.platformID, project: project, onlineOnly: onlineOnly)
        guard !searched.insert(key).inserted else {
            return try snapshot.names(project, containing: part, onlineOnly: onlineOnly, limit: limit)
        }
        if let table = tables[key], table.generation == snapshot.generation {
            return table.names(containing: part, limit: limit)
        }
        let table = try snapshot.nameTable(project, onlineOnly: onlineOnly)
        tables[key] = table
        return table.names(containing: part, limit: limit)
    }

    /// The arguments of a command.
    func shape(of type: any ShellCommand.Type) -> CommandShape {
        let name = type.entry.name
        if let known = shapes[name] { return known }
        let shape = CommandShape(type)
        shapes[name] = shape
        return shape
    }
}
