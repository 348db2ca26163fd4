import CSQLite
import FileIO
import TaskModel

/// Brings an index from one generation to a later one, within the caller's transaction.
struct IndexUpdate {
    private let layout: StoreLayout
    private let database: Database
    private let firstNumber: Int
    private let statements: Statements
    private var projects: [PathName: Int] = [:]
    /// Whether tasks can be found by uid quickly; not so at the start of a bulk load.
    private var hasUIDIndex: Bool

    /// Brings an index with tables up to `head`. `state` is nil for an empty one.
    static func run(_ layout: StoreLayout, _ database: Database, from state: IndexState?, to head: Head) throws {
        let first = (state?.generation ?? 0) + 1
        var update = try IndexUpdate(layout: layout, database: database, firstNumber: first, hasUIDIndex: state != nil)
        var digest = state?.digest
        if first <= head.generation {
            for number in first...head.generation {
                digest = try update.apply(number, parent: digest, platformID: head.platformID).hex
            }
        }
        guard let digest, digest.isIdentical(to: head.digest.hex) else {
            throw damaged(layout.generation(head.generation), "is not the generation that the head names")
        }
        if state == nil { try database.run(IndexSchema.indexes) }
        try database.run("DELETE FROM meta")
        try database.run(
            "INSERT INTO meta VALUES(?, ?, ?, ?)", .integer(IndexSchema.number), .text(head.platformID),
            .integer(head.generation), .text(digest))
    }

    init(layout: StoreLayout, database: Database, firstNumber: Int, hasUIDIndex: Bool) throws {
        self.layout = layout
        self.database = database
        self.firstNumber = firstNumber
        statements = try Statements(database)
        self.hasUIDIndex = hasUIDIndex
    }

    mutating func apply(_ number: Int, parent: String?, platformID: String) throws -> SHA256Digest {
        let file = layout.generation(number)
        return try GenerationReader.read(layout, number) { line in
            switch line {
            case .header(let bytes):
                let header = try GenerationHeader(bytes, file: file)
                let follows = (header.parent?.hex ?? "").isIdentical(to: parent ?? "")
                if !follows, number == firstNumber, parent != nil {
                    throw SQLiteError(code: SQLITE_CORRUPT, message: "the index is of another history")
                }
                guard follows, header.number == number, header.platformID.isIdentical(to: platformID) else {
                    throw damaged(file, "does not follow from the generation before it")
                }
                try database.run(
                    "INSERT INTO history VALUES(?, ?, ?)", .integer(number), .text(header.kind), .blob(Array(bytes)))
            case .version: break
            case .record(let bytes):
                try apply(RecordChange(bytes, generation: number, file: file), file: file)
            }
        }
    }

    private mutating func apply(_ change: RecordChange, file: String) throws {
        var id: Int?
        if let before = change.before {
            if !hasUIDIndex {
                try database.run(IndexSchema.uidIndex)
                hasUIDIndex = true
            }
            id = try database.first(
                "SELECT id FROM task WHERE project = ? AND uid = ?", .integer(project(before.project)),
                .text(before.uid.text)
            ) { $0.integer(0) }
            guard id != nil else { throw SQLiteError(code: SQLITE_CORRUPT, message: "task \(before.uid) is missing") }
        }
        switch (id, change.before, change.after) {
        case (let id?, let before?, let after?): try update(id, from: before, to: after)
        case (let id?, let before?, nil):
            try database.run("DELETE FROM task WHERE id = ?", .integer(id))
            try replaceBindings(of: id, from: before, to: nil)
            try replaceLinks(of: id, from: before, to: nil)
        case (_, _, let after?): try insert(after)
        default: throw damaged(file, "a record line has no record")
        }
    }

    private mutating func insert(_ record: TaskRecord) throws {
        try statements.insertTask.run(
            .integer(project(record.project)), .text(record.uid.text), .text(record.name.text),
            .optional(Self.folded(record.name)), .integer(record.online == nil ? 0 : 1), .integer(record.generation),
            .optional(record.development?.number), .optional(record.online?.number),
            .blob(RecordBlob.encode(record)))
        let id = Int(sqlite3_last_insert_rowid(database.handle))
        try replaceBindings(of: id, from: nil, to: record)
        try replaceLinks(of: id, from: nil, to: record)
    }

    private mutating func update(_ id: Int, from before: TaskRecord, to record: TaskRecord) throws {
        // The indexed columns are left alone where they do not change: on a large platform every index touched costs.
        if before.name != record.name || (before.online == nil) != (record.online == nil) {
            try database.run(
                "UPDATE task SET name = ?, folded = ?, isOnline = ? WHERE id = ?", .text(record.name.text),
                .optional(Self.folded(record.name)), .integer(record.online == nil ? 0 : 1), .integer(id))
        }
        try database.run(
            "UPDATE task SET generation = ?, development = ?, online = ?, record = ? WHERE id = ?",
            .integer(record.generation), .optional(record.development?.number), .optional(record.online?.number),
            .blob(RecordBlob.encode(record)), .integer(id))
        try replaceBindings(of: id, from: before, to: record)
        try replaceLinks(of: id, from: before, to: record)
    }

    private mutating func replaceBindings(of id: Int, from before: TaskRecord?, to after: TaskRecord?) throws {
        if before?.boundUIDs ?? [] == after?.boundUIDs ?? [] { return }
        let old = Set(before?.boundUIDs.map(\.uid) ?? [])
        let new = Set(after?.boundUIDs.map(\.uid) ?? [])
        guard old != new, let either = before ?? after else { return }
        let project = try project(either.project)
        for uid in old.subtracting(new) {
            try database.run(
                "DELETE FROM bound WHERE project = ? AND uid = ? AND task = ?", .integer(project), .text(uid.text),
                .integer(id))
        }
        for uid in new.subtracting(old) {
            try statements.insertBinding.run(.integer(project), .text(uid.text), .integer(id))
        }
    }

    private mutating func replaceLinks(of id: Int, from before: TaskRecord?, to after: TaskRecord?) throws {
        let old = before?.targets ?? []
        let new = after?.targets ?? []
        if old == new { return }
        for target in old where !new.contains(target) {
            try database.run(
                "DELETE FROM link WHERE source = ? AND project = ? AND resolved = ? AND target = ?", .integer(id),
                .integer(project(target.project)), .integer(target.isResolved ? 1 : 0), .text(target.text.text))
        }
        for target in new where !old.contains(target) {
            try statements.insertLink.run(
                .integer(id), .integer(project(target.project)), .integer(target.isResolved ? 1 : 0),
                .text(target.text.text))
        }
    }

    /// What a bulk load runs for every task.
    private struct Statements {
        let insertTask: Statement
        let insertLink: Statement
        let insertBinding: Statement

        init(_ database: Database) throws {
            insertTask = try Statement(
                """
                INSERT INTO task(project, uid, name, folded, isOnline, generation, development, online, record)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, database)
            insertLink = try Statement("INSERT INTO link VALUES(?, ?, ?, ?)", database)
            insertBinding = try Statement("INSERT INTO bound VALUES(?, ?, ?)", database)
        }
    }

    private mutating func project(_ name: PathName) throws -> Int {
        if let id = projects[name] { return id }
        try database.run("INSERT OR IGNORE INTO project(name) VALUES(?)", .text(name.text))
        let id = try database.first("SELECT id FROM project WHERE name = ?", .text(name.text)) { $0.integer(0) }
        guard let id else { throw SQLiteError(code: SQLITE_CORRUPT, message: "a project is missing") }
        projects[name] = id
        return id
    }

    /// The name without case, where that is another text than the name.
    static func folded(_ name: TaskLabel) -> String? {
        let folded = name.text.caseFolded
        return folded.isIdentical(to: name.text) ? nil : folded
    }
}

/// What a link points at, as the index has it: a uid when it is resolved, a name when not.
struct LinkTarget: Hashable {
    let project: PathName
    let isResolved: Bool
    let text: ExactString

    init(_ link: ResolvedLink) {
        project = link.project
        isResolved = link.uid != nil
        text = ExactString(link.uid?.text ?? link.name.text)
    }
}

extension TaskRecord {
    /// What the development and the online version link to, each target once.
    var targets: [LinkTarget] {
        var targets: [LinkTarget] = []
        var seen = Set<LinkTarget>()
        let links = (development?.links ?? []) + (development?.number == online?.number ? [] : online?.links ?? [])
        for link in links {
            let target = LinkTarget(link)
            if links.count == 1 || seen.insert(target).inserted { targets.append(target) }
        }
        return targets
    }
}
