import PlatformStore
public import TaskModel

extension Workspace {
    /// Makes an old version of a task the development one; false when it is that already. Nothing that was overwritten is
    /// out of reach: every version of the past can be shown and restored.
    ///
    /// Throws `unknown-task`; `invalid-argument` when there is no such version.
    public func restore(_ name: String, version number: Int, project: PathName) throws -> Bool {
        try write { writer in
            let snapshot = writer.snapshot
            try require(.develop, in: project, snapshot)
            let record = try record(named: name, project: project, snapshot)
            guard let pointer = try snapshot.pointer(record, number: number) else {
                throw TaskferryError(
                    .invalidArgument, subject: "--version \(number)", detail: "1…\(record.lastVersion)")
            }
            guard record.development?.number != number else { return false }
            var task = TaskWrite(record)
            task.development = .version(pointer)
            _ = try writer.commit(
                CommitRequest(
                    kind: "restore", actor: actor, time: surroundings.now(),
                    summary: ["project": .text(project), "task": .text(record.name), "version": .integer(number)],
                    tasks: [task]))
            return true
        }
    }
}
