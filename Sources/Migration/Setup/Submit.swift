import PlatformStore
public import TaskModel

/// What `submit` or `offline` did.
public struct StageReport: Sendable {
    /// The tasks that changed.
    public let changed: [TaskLabel]
    /// The tasks that were so already.
    public let unchanged: [TaskLabel]
}

extension Workspace {
    /// Brings the development versions of tasks online, as one generation (§7). Throws `unknown-task`, and
    /// `no-development-version` for a task that has none.
    public func submit(_ names: [String], project: PathName) throws -> StageReport {
        try changeStage("submit", names, project: project) { record in
            guard let development = record.development else {
                throw TaskferryError(.noDevelopmentVersion, subject: record.name.text)
            }
            return record.online?.number == development.number ? nil : .development
        }
    }

    /// Takes tasks offline, as one generation (§7); their development versions stay.
    public func offline(_ names: [String], project: PathName) throws -> StageReport {
        try changeStage("offline", names, project: project) { $0.online == nil ? nil : VersionChoice.none }
    }

    private func changeStage(
        _ kind: String, _ names: [String], project: PathName, _ choice: (TaskRecord) throws -> VersionChoice?
    ) throws -> StageReport {
        try write { writer in
            try require(.develop, in: project, writer.snapshot)
            var changed: [TaskLabel] = []
            var unchanged: [TaskLabel] = []
            var writes: [TaskWrite] = []
            var seen = Set<ExactString>()
            for name in names where seen.insert(ExactString(name)).inserted {
                let record = try record(named: name, project: project, writer.snapshot)
                guard let online = try choice(record) else {
                    unchanged.append(record.name)
                    continue
                }
                changed.append(record.name)
                var write = TaskWrite(record)
                write.online = online
                writes.append(write)
            }
            if !writes.isEmpty {
                _ = try writer.commit(
                    CommitRequest(
                        kind: kind, actor: actor, time: surroundings.now(),
                        summary: ["project": .text(project), "tasks": .integer(writes.count)], tasks: writes))
            }
            return StageReport(changed: changed, unchanged: unchanged)
        }
    }

    /// The task of a name; throws `unknown-task` with a suggestion.
    func record(named name: String, project: PathName, _ snapshot: Snapshot) throws -> TaskRecord {
        if let label = TaskLabel(name), let record = try snapshot.task(project, named: label) { return record }
        let similar = try snapshot.similarNames(project, to: name, limit: 3, onlineOnly: false)
        throw TaskferryError(
            .unknownTask, subject: name, detail: similar.map(\.text).joined(separator: ", "))
    }
}
