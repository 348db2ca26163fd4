import PlatformStore
public import TaskModel

extension Workspace {
    /// Matches names against the online tasks of a project (R3, R4) and remembers them for `generate`.
    ///
    /// A widened list that goes beyond the limits of R3 comes out as numbered batches, each of which is matched,
    /// generated and imported before the next; the one that is asked for is matched. A pattern that fits nothing stays in
    /// the list as it is, and fails like any name that is not there. Throws `invalid-argument` for a batch that is not.
    public func match(_ list: NameList, _ widening: Widening = Widening(), project: PathName) throws -> MatchReport {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let widened = try widen(list, widening, project: project, snapshot)
        let batches = widened.batches.lists
        guard batches.indices.contains(widening.batch - 1) else {
            throw TaskferryError(
                .invalidArgument, subject: "--batch \(widening.batch)", detail: "1…\(batches.count)")
        }
        let chosen = widening.addsAnything ? batches[widening.batch - 1] : list
        var report = try match(chosen, project: project, snapshot)
        report.batch = widening.batch
        report.batches = batches.count
        report.widening = widened.report
        try PackageCache(platform: platform, project: project, user: user).remember(chosen)
        return report
    }

    func match(_ list: NameList, project: PathName, _ snapshot: Snapshot) throws -> MatchReport {
        var matched: [MatchedTask] = []
        var failed: [MatchFailure] = []
        for name in list.names {
            try surroundings.cancelled()
            let task = try TaskLabel(name).flatMap { try snapshot.summary(project, named: $0) }
            if let task, let online = task.online {
                matched.append(MatchedTask(name: task.name, uid: task.uid, version: online))
                continue
            }
            let reason: MatchFailure.Reason =
                task != nil ? .notOnline : TaskLabel(name) == nil ? .invalidName : .notFound
            let suggestions =
                reason == .notFound
                ? try snapshot.similarNames(project, to: name, limit: 3, onlineOnly: true).map(\.text) : []
            failed.append(MatchFailure(name: name, reason: reason, suggestions: suggestions))
        }
        return MatchReport(list: list, matched: matched, failed: failed)
    }
}
