import CSQLite
import FileIO
import TaskModel

/// Holds the index on disk against one just made from the generations.
enum IndexComparison {
    /// The content row by row, in an order that does not depend on how the index came to be.
    private static let queries = [
        """
        SELECT p.name, t.uid, t.name, ifnull(t.folded, ''), t.isOnline, t.generation, ifnull(t.development, 0),
            ifnull(t.online, 0), hex(t.record)
        FROM task t JOIN project p ON p.id = t.project ORDER BY p.name, t.uid
        """,
        """
        SELECT p.name, b.uid, t.uid FROM bound b JOIN project p ON p.id = b.project JOIN task t ON t.id = b.task
        ORDER BY p.name, b.uid, t.uid
        """,
        """
        SELECT o.name, t.uid, p.name, l.resolved, l.target FROM link l JOIN task t ON t.id = l.source
        JOIN project o ON o.id = t.project JOIN project p ON p.id = l.project
        ORDER BY o.name, t.uid, p.name, l.resolved, l.target
        """,
        "SELECT count(*) FROM bound", "SELECT count(*) FROM link", "SELECT count(*) FROM task",
        "SELECT generation, kind, hex(header) FROM history ORDER BY generation",
    ]

    /// What is wrong with the index on disk; nil when it says the same. One that is missing is wrong, one that is behind
    /// or of another platform too: `fsck` has brought it up to date before, if that was possible.
    static func difference(_ layout: StoreLayout, _ truth: Database) throws -> String? {
        guard try Files.status(layout.index) != nil else { return "is missing" }
        do {
            let database = try Database(layout.index, flags: SQLITE_OPEN_READWRITE)
            database.setPatience(milliseconds: 10_000)
            database.keepLogOnClose()
            let verdict = try database.first("PRAGMA integrity_check(1)") { try $0.text(0) }
            guard let verdict, verdict.isIdentical(to: "ok") else { return verdict ?? "cannot be checked" }
            try database.run("BEGIN")
            for query in queries {
                if try rows(database, query) != rows(truth, query) { return "does not say what the generations say" }
            }
            return nil
        } catch let error as SQLiteError {
            return error.message
        }
    }

    private static func rows(_ database: Database, _ query: String) throws -> SHA256Digest {
        var digest = RunningDigest()
        try database.each(query) { row in
            for column in 0..<row.columnCount {
                row.bytes(column) { digest.update($0) }
                digest.update([0])
            }
            return true
        }
        return digest.finish()
    }
}
