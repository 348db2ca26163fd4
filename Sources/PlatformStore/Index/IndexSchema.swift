import TaskModel

/// The tables of the index (§5). A change here needs a new number: an index of another number is made anew.
enum IndexSchema {
    static let number = 3

    static let tables = """
        CREATE TABLE meta(schema INTEGER NOT NULL, platform TEXT NOT NULL, generation INTEGER NOT NULL, digest TEXT NOT NULL);
        CREATE TABLE project(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE task(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, uid TEXT NOT NULL, name TEXT NOT NULL,
            folded TEXT, isOnline INTEGER NOT NULL, generation INTEGER NOT NULL, development INTEGER, online INTEGER,
            record BLOB NOT NULL);
        CREATE TABLE bound(project INTEGER NOT NULL, uid TEXT NOT NULL, task INTEGER NOT NULL,
            PRIMARY KEY(project, uid, task)) WITHOUT ROWID;
        CREATE TABLE link(source INTEGER NOT NULL, project INTEGER NOT NULL, resolved INTEGER NOT NULL,
            target TEXT NOT NULL, PRIMARY KEY(source, project, resolved, target)) WITHOUT ROWID;
        CREATE TABLE history(generation INTEGER PRIMARY KEY, kind TEXT NOT NULL, header BLOB NOT NULL);
        """

    /// Needed as soon as records change; a first bulk load is faster without it.
    static let uidIndex = "CREATE INDEX IF NOT EXISTS task_uid ON task(project, uid)"

    /// Made after a bulk load, by sorting.
    static let indexes = """
        \(uidIndex);
        CREATE INDEX IF NOT EXISTS task_name ON task(project, name, isOnline);
        CREATE INDEX IF NOT EXISTS task_folded ON task(project, folded) WHERE folded IS NOT NULL;
        CREATE INDEX IF NOT EXISTS link_target ON link(project, target, resolved, source);
        CREATE INDEX IF NOT EXISTS history_kind ON history(kind, generation);
        """
}

/// What an index says of itself.
struct IndexState: Equatable {
    let schema: Int
    let platformID: String
    let generation: Int
    let digest: String

    init?(_ database: Database) throws {
        let found = try database.first("SELECT schema, platform, generation, digest FROM meta") { row in
            (row.integer(0), try row.text(1), row.integer(2), try row.text(3))
        }
        guard let found else { return nil }
        (schema, platformID, generation, digest) = found
    }

    static func == (left: IndexState, right: IndexState) -> Bool {
        left.schema == right.schema && left.generation == right.generation
            && left.platformID.isIdentical(to: right.platformID) && left.digest.isIdentical(to: right.digest)
    }

    /// Whether the index stands exactly at a head.
    func stands(at head: Head) -> Bool {
        isOf(head) && generation == head.generation && digest.isIdentical(to: head.digest.hex)
    }

    /// Whether it is an index of the head's platform in the form that this program makes.
    func isOf(_ head: Head) -> Bool {
        schema == IndexSchema.number && platformID.isIdentical(to: head.platformID)
    }
}
