import PlatformStore
public import TaskModel

extension Workspace {
    /// Matches names against the online tasks of a project (R3, R4) and remembers them for `generate`.
    ///
    /// With `glob` a name may have `*` and `?` and stands for every online task that fits; with `upstream` the
    /// project's own tasks that the batch depends on join it. The limits of R3 hold for the widened list. A pattern that
    /// fits nothing stays in the list as it is, and fails like any name that is not there.
    public func match(
        _ list: NameList, glob: Bool = false, upstream: Bool = false, project: PathName
    ) throws -> MatchReport {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let widened = try widen(list, glob: glob, upstream: upstream, project: project, snapshot)
        let report = try match(widened, project: project, snapshot)
        try PackageCache(platform: platform, project: project, user: user).remember(widened)
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

    private func widen(
        _ list: NameList, glob: Bool, upstream: Bool, project: PathName, _ snapshot: Snapshot
    ) throws -> NameList {
        guard glob || upstream else { return list }
        var names: [String] = []
        var seen = Set<ExactString>()
        func add(_ name: String) {
            if seen.insert(ExactString(name)).inserted { names.append(name) }
        }
        for name in list.names {
            guard glob, GlobPattern.isPattern(name) else {
                add(name)
                continue
            }
            let pattern = GlobPattern(name)
            var fits = false
            try snapshot.forEachSummary(project, prefix: pattern.literalPrefix) { task in
                try surroundings.cancelled()
                if task.online != nil, pattern.matches(task.name.text) {
                    fits = true
                    add(task.name.text)
                }
                return names.count <= NameList.nameLimit
            }
            if !fits { add(name) }
        }
        var position = 0
        while upstream, position < names.count, names.count <= NameList.nameLimit {
            let record = try TaskLabel(names[position]).flatMap { try snapshot.task(project, named: $0) }
            for link in record?.online?.links ?? [] where link.project == project {
                let name = try link.uid.flatMap { try snapshot.name(of: $0, in: project) } ?? link.name
                add(name.text)
            }
            position += 1
        }
        return try NameList(arguments: names)
    }
}
