import TaskModel

extension Snapshot {
    /// The commits up to this generation, the newest first: of one kind, or of all (nil).
    public func history(kind: String? = nil, limit: Int = .max) throws -> [HistoryEntry] {
        try ask { database in
            var entries: [HistoryEntry] = []
            let condition = kind == nil ? "? IS NULL" : "kind = ?"
            try database.each(
                "SELECT generation, header FROM history WHERE \(condition) ORDER BY generation DESC LIMIT ?",
                .optional(kind), .integer(limit)
            ) { row in
                let file = layout.generation(row.integer(0))
                let header = try row.bytes(1) { try GenerationHeader($0, file: file) }
                entries.append(HistoryEntry(header))
                return true
            }
            return entries
        }
    }

    /// The commit that made a generation; nil when there is none of that number.
    public func commit(_ generation: Int) throws -> HistoryEntry? {
        try ask { database in
            let file = layout.generation(generation)
            return try database.first("SELECT header FROM history WHERE generation = ?", .integer(generation)) { row in
                HistoryEntry(try row.bytes(0) { try GenerationHeader($0, file: file) })
            }
        }
    }

    /// How many commits of a kind there are up to this generation.
    public func count(kind: String) throws -> Int {
        try ask { database in
            try database.first("SELECT count(*) FROM history WHERE kind = ?", .text(kind)) { $0.integer(0) } ?? 0
        }
    }

    /// The records that a generation changed, before and after; for one of at most this snapshot's generation.
    public func changes(in generation: Int) throws -> [RecordChange] {
        guard (1...self.generation).contains(generation) else { return [] }
        var changes: [RecordChange] = []
        let file = layout.generation(generation)
        _ = try GenerationReader.read(layout, generation) { line in
            if case .record(let bytes) = line {
                changes.append(try RecordChange(bytes, generation: generation, file: file))
            }
        }
        return changes
    }
}
