import CSystem
public import TaskModel

/// The names of a project's tasks as bytes in memory, for whoever looks inside names again and again, as completion
/// does: no index finds a text within names, and reading them all from the database takes longer than a key stroke.
public struct NameTable: Sendable {
    /// The generation that the names are of.
    public let generation: Int
    /// Every name with a zero byte before and after it, sorted by bytes.
    private let bytes: [UInt8]

    init(generation: Int, bytes: [UInt8]) {
        self.generation = generation
        self.bytes = bytes
    }

    /// The first `limit` names that have a text in them, in the order of their bytes.
    public func names(containing part: String, limit: Int) -> [String] {
        let wanted = Array(part.utf8)
        var names: [String] = []
        guard !wanted.isEmpty, !wanted.contains(0) else { return names }
        bytes.withUnsafeBytes { table in
            var place = 0
            while names.count < limit, place < table.count {
                let found = tf_find_bytes(
                    table.baseAddress.map { $0 + place }, table.count - place, wanted, wanted.count)
                guard found >= 0 else { return }
                let start = (table[..<(place + found)].lastIndex(of: 0) ?? 0) + 1
                let end = table[(place + found)...].firstIndex(of: 0) ?? table.count
                if let name = String(validating: table[start..<end], as: UTF8.self) { names.append(name) }
                place = end
            }
        }
        return names
    }
}

extension Snapshot {
    /// The names of a project's tasks, for many searches. It takes as long as reading them all once.
    public func nameTable(_ project: PathName, onlineOnly: Bool = false) throws -> NameTable {
        var bytes: [UInt8] = [0]
        try walk(project, columns: "name", prefix: "", onlineOnly: onlineOnly, read: { try $0.text(0) }) { name in
            bytes += name.utf8
            bytes.append(0)
            return true
        }
        return NameTable(generation: generation, bytes: bytes)
    }
}
