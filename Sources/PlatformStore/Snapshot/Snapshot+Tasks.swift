import CSQLite
public import TaskModel

extension Snapshot {
    /// The task of a name; nil without one.
    public func task(_ project: PathName, named name: TaskLabel) throws -> TaskRecord? {
        try record(project, "name = ?2", .text(name.text))
    }

    /// The task that has a uid as its own or as a bound one; nil without one.
    public func task(_ project: PathName, uid: TaskUID) throws -> TaskRecord? {
        if let own = try task(ownUID: uid, in: project) { return own }
        return try record(
            project, "id = (SELECT task FROM bound WHERE project = ?1 AND uid = ?2)", .text(uid.text))
    }

    /// The task of a name without its record: what a match needs.
    public func summary(_ project: PathName, named name: TaskLabel) throws -> TaskSummary? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT name, uid, development, online FROM task WHERE project = ? AND name = ?", .integer(number),
                .text(name.text), read: TaskSummary.init)
        }
    }

    /// The tasks whose name is this one but for case, as `String.caseFolded` gives it.
    public func tasks(_ project: PathName, foldedName: String) throws -> [TaskRecord] {
        // One query with OR would walk the whole project for its order.
        var found = try records(project, "folded = ?2", .text(foldedName))
        found += try records(project, "name = ?2 AND folded IS NULL", .text(foldedName))
        return found.sorted { $0.name < $1.name }
    }

    /// The current name of the task that has a uid as its own or as a bound one.
    public func name(of uid: TaskUID, in project: PathName) throws -> TaskLabel? {
        if let name = try name(ownUID: uid, in: project) { return name }
        return try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT name FROM task WHERE id = (SELECT task FROM bound WHERE project = ? AND uid = ?)",
                .integer(number), .text(uid.text)
            ) { try $0.name(0, TaskLabel.init) }
        }
    }

    /// The tasks that link to a task, by its own uid, in their development or online version; of all projects.
    public func referrers(to uid: TaskUID, in project: PathName) throws -> [TaskRecord] {
        try sources(of: uid.text, isResolved: true, in: project)
    }

    // MARK: For commits

    func task(ownUID uid: TaskUID, in project: PathName) throws -> TaskRecord? {
        try record(project, "uid = ?2", .text(uid.text))
    }

    func name(ownUID uid: TaskUID, in project: PathName) throws -> TaskLabel? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT name FROM task WHERE project = ? AND uid = ?", .integer(number), .text(uid.text)
            ) { try $0.name(0, TaskLabel.init) }
        }
    }

    /// The own uid of the task that has a name.
    func holder(of name: TaskLabel, in project: PathName) throws -> TaskUID? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT uid FROM task WHERE project = ? AND name = ?", .integer(number), .text(name.text)
            ) { try $0.name(0, TaskUID.init) }
        }
    }

    /// The own uid of the task that a uid belongs to, as its own or bound.
    func owner(of uid: TaskUID, in project: PathName) throws -> TaskUID? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                """
                SELECT uid FROM task WHERE project = ?1 AND uid = ?2
                UNION ALL SELECT uid FROM task WHERE id = (SELECT task FROM bound WHERE project = ?1 AND uid = ?2)
                """, .integer(number), .text(uid.text)
            ) { try $0.name(0, TaskUID.init) }
        }
    }

    /// The tasks with an unresolved link to a name.
    func records(waitingFor name: TaskLabel, in project: PathName) throws -> [TaskRecord] {
        try sources(of: name.text, isResolved: false, in: project)
    }

    // MARK: Rows

    static let recordColumns = "project.name, task.uid, task.name, task.generation, task.record"

    private func sources(of target: String, isResolved: Bool, in project: PathName) throws -> [TaskRecord] {
        try ask { database in
            guard let number = try number(of: project, database) else { return [] }
            var records: [TaskRecord] = []
            try database.each(
                """
                SELECT \(Self.recordColumns) FROM link JOIN task ON task.id = link.source
                JOIN project ON project.id = task.project
                WHERE link.project = ? AND link.target = ? AND link.resolved = ? ORDER BY project.name, task.name
                """, .integer(number), .text(target), .integer(isResolved ? 1 : 0)
            ) { row in
                records.append(try TaskRecord(row))
                return true
            }
            return records
        }
    }

    private func record(_ project: PathName, _ condition: String, _ value: Database.Value) throws -> TaskRecord? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT uid, name, generation, record FROM task WHERE project = ?1 AND \(condition)", .integer(number),
                value
            ) { try TaskRecord($0, project) }
        }
    }

    private func records(_ project: PathName, _ condition: String, _ value: Database.Value) throws -> [TaskRecord] {
        try ask { database in
            guard let number = try number(of: project, database) else { return [] }
            var records: [TaskRecord] = []
            try database.each(
                "SELECT uid, name, generation, record FROM task WHERE project = ?1 AND \(condition)",
                .integer(number), value
            ) { row in
                records.append(try TaskRecord(row, project))
                return true
            }
            return records
        }
    }
}

extension TaskRecord {
    /// Reads a row of uid, name, generation, record.
    init(_ row: Statement, _ project: PathName, from first: Int32 = 0) throws {
        let uid = try row.name(first, TaskUID.init)
        let name = try row.name(first + 1, TaskLabel.init)
        self = try row.bytes(first + 3) { bytes in
            try RecordBlob.decode(bytes, project: project, uid: uid, name: name, generation: row.integer(first + 2))
        }
    }

    /// Reads a row of `Snapshot.recordColumns`.
    fileprivate init(_ row: Statement) throws { try self.init(row, row.name(0, PathName.init), from: 1) }
}

extension TaskSummary {
    /// Reads a row of name, uid, development, online.
    init(_ row: Statement) throws {
        self.init(
            name: try row.name(0, TaskLabel.init), uid: try row.name(1, TaskUID.init),
            development: row.optionalInteger(2), online: row.optionalInteger(3))
    }
}
