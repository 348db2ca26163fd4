public import PlatformStore
public import TaskModel

/// One task in full (`show`).
public struct TaskDetails: Sendable {
    /// What identifies it and where it stands.
    public let record: TaskRecord
    /// The number of the version shown.
    public let version: Int
    /// The document of that version, links under their current names.
    public let document: TaskDocument
    /// Its schedule, when all of it means something.
    public let schedule: EffectiveSchedule?
}

extension Workspace {
    /// Calls `body` for every task of a project, by name, that fits a pattern; until it answers false.
    public func forEachTask(
        in project: PathName, fitting glob: String? = nil, _ body: (TaskRecord) throws -> Bool
    ) throws {
        let snapshot = try platform.snapshot()
        _ = try projectSettings(project, snapshot)
        let pattern = glob.map(GlobPattern.init)
        try snapshot.forEachTask(project, prefix: pattern?.literalPrefix) { record in
            try surroundings.cancelled()
            if let pattern, !pattern.matches(record.name.text) { return true }
            return try body(record)
        }
    }

    /// A task with one of its versions: the given one, else the development version, else the online one.
    ///
    /// Throws `unknown-task`; `invalid-argument` when there is no such version.
    public func show(_ name: String, version: Int? = nil, project: PathName) throws -> TaskDetails {
        let snapshot = try platform.snapshot()
        _ = try projectSettings(project, snapshot)
        let record = try record(named: name, project: project, snapshot)
        let last = record.last?.number ?? 0
        let number = version ?? (record.development ?? record.online)?.number ?? last
        guard let document = try snapshot.version(record, number: number) else {
            throw TaskferryError(.invalidArgument, subject: "--version \(number)", detail: "1…\(last)")
        }
        return TaskDetails(
            record: record, version: number, document: document,
            schedule: try document.schedule?.effective(surroundings.zones))
    }

    /// The bytes of damage found in the whole store; with `repair`, what can be mended is (§5 `fsck`).
    public func fsck(repair: Bool) throws -> [Damage] {
        if repair { try require(.operate, platform.snapshot()) }
        return try platform.fsck(repair: repair)
    }
}
