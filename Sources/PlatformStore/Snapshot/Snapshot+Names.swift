public import TaskModel

extension Snapshot {
    /// Every task whose name starts with `prefix` (nil: every task), in the order of the names' bytes, as long as `body`
    /// wants more.
    public func forEachTask(
        _ project: PathName, prefix: String? = nil, _ body: (TaskRecord) throws -> Bool
    ) throws {
        try walk(
            project, columns: "name, uid, name, generation, record", prefix: prefix ?? "",
            read: { try TaskRecord($0, project, from: 1) }, body)
    }

    /// The same without the records.
    public func forEachSummary(
        _ project: PathName, prefix: String? = nil, _ body: (TaskSummary) throws -> Bool
    ) throws {
        try walk(
            project, columns: "name, uid, development, online", prefix: prefix ?? "", read: TaskSummary.init, body)
    }

    /// The first `limit` names that start with a prefix, in the order of their bytes.
    public func names(
        _ project: PathName, prefix: String, onlineOnly: Bool = false, limit: Int
    ) throws -> [String] {
        guard limit > 0 else { return [] }
        var names: [String] = []
        try walk(project, columns: "name", prefix: prefix, onlineOnly: onlineOnly, read: { try $0.text(0) }) { name in
            names.append(name)
            return names.count < limit
        }
        return names
    }

    /// The last of the names that start with a prefix, in the order of their bytes; nil without one.
    public func lastName(_ project: PathName, prefix: String, onlineOnly: Bool = false) throws -> String? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                """
                SELECT name FROM task WHERE project = ? AND name >= ? AND name < ? AND isOnline >= ?
                ORDER BY name DESC LIMIT 1
                """, .integer(number), .text(prefix), Self.end(ofPrefix: prefix), .integer(onlineOnly ? 1 : 0)
            ) { try $0.text(0) }
        }
    }

    /// The first `limit` names that have a text in them, in the order of their bytes.
    public func names(
        _ project: PathName, containing part: String, onlineOnly: Bool = false, limit: Int
    ) throws -> [String] {
        try ask { database in
            guard let number = try number(of: project, database) else { return [] }
            var names: [String] = []
            try database.each(
                """
                SELECT name FROM task WHERE project = ? AND isOnline >= ? AND instr(name, ?) > 0
                ORDER BY name LIMIT ?
                """, .integer(number), .integer(onlineOnly ? 1 : 0), .text(part), .integer(max(limit, 0))
            ) { row in
                names.append(try row.text(0))
                return true
            }
            return names
        }
    }

    /// Walks the names from a prefix on. When the index turns out to be damaged on the way, the walk goes on behind the
    /// last name that `body` has seen.
    func walk<Row>(
        _ project: PathName, columns: String, prefix: String, onlineOnly: Bool = false,
        read: (Statement) throws -> Row, _ body: (Row) throws -> Bool
    ) throws {
        var next = prefix
        var comparison = ">="
        try ask { database in
            guard let number = try number(of: project, database) else { return }
            try database.each(
                """
                SELECT \(columns) FROM task
                WHERE project = ? AND name \(comparison) ? AND name < ? AND isOnline >= ? ORDER BY name
                """, .integer(number), .text(next), Self.end(ofPrefix: prefix), .integer(onlineOnly ? 1 : 0)
            ) { row in
                let name = try row.text(0)
                let value = try read(row)
                next = name
                comparison = ">"
                return try body(value)
            }
        }
    }

    /// What comes directly behind every text that starts with a prefix: without an end, a search for names that are
    /// online would walk the whole rest of the project when none is.
    static func end(ofPrefix prefix: String) -> Database.Value {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            // The surrogates are no scalars.
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) {
                var end = String.UnicodeScalarView(scalars)
                end.append(scalar)
                return .text(String(end))
            }
        }
        // Every text sorts before every blob.
        return .blob([0])
    }
}
