import FileIO
import Glibc
import PlatformStore
public import TaskModel
public import TaskPackage

/// What `generate` came to.
public struct GenerateReport: Sendable {
    /// What became of each name.
    public let match: MatchReport
    /// The package; nil when not every name matched (R5), or when it is made in the background.
    public let package: CachedPackage?
    /// The job, when it runs in the background.
    public let job: JobRecord?
    /// The names left out because the inventory has them as they are.
    public let leftOut: [TaskLabel]
}

extension Workspace {
    /// Matches and, when every name matched, makes the package that `export` takes (R5, R9, R10).
    ///
    /// Without a list the names of the last match count. Throws `no-match` when there was none, `job-running` when the
    /// user's last job has not ended. With an inventory only what differs from it is packed, and the names of the batch
    /// are those from then on; `nothing-differs` when nothing does.
    public func generate(
        project: PathName, list: NameList? = nil, since inventory: Inventory? = nil,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> GenerateReport {
        let begun = try beginGenerate(project: project, list: list, since: inventory)
        guard begun.report.allMatched else {
            return GenerateReport(match: begun.report, package: nil, job: nil, leftOut: [])
        }
        let job = JobRecord(
            process: getpid(), startedAt: surroundings.now(), tasks: begun.report.matched.count, isBackground: false)
        let package = try withExtendedLifetime(begun.lock) {
            try run(
                job, report: begun.report, project: project, snapshot: begun.snapshot, cache: begun.cache,
                progress: progress)
        }
        return GenerateReport(match: begun.report, package: package, job: nil, leftOut: begun.leftOut)
    }

    /// What stands at the beginning of a job, in the background or not.
    struct BegunJob {
        let cache: PackageCache
        let snapshot: Snapshot
        let report: MatchReport
        /// The names that an inventory has as they are.
        let leftOut: [TaskLabel]
        /// Keeps every other job of this user out as long as it is held.
        let lock: OpenFile
    }

    /// Takes the job lock, matches, and remembers the names: only now, so that a job that is refused because another
    /// runs leaves the other's names alone.
    func beginGenerate(project: PathName, list: NameList?, since inventory: Inventory? = nil) throws -> BegunJob {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let cache = PackageCache(platform: platform, project: project, user: user)
        guard let names = try list ?? cache.lastMatch() else { throw TaskferryError(.noMatch) }
        let lock = try lockJob(cache)
        var report = try match(names, project: project, snapshot)
        var leftOut: [TaskLabel] = []
        if let inventory, report.allMatched {
            (report, leftOut) = try differing(report, since: inventory, project: project, snapshot)
        }
        if list != nil || !leftOut.isEmpty { try cache.remember(report.list) }
        return BegunJob(cache: cache, snapshot: snapshot, report: report, leftOut: leftOut, lock: lock)
    }

    /// Takes the job lock; it is held as long as the file is open. Somebody who only looks whether a job runs has it for
    /// a moment, so it is tried a few times.
    func lockJob(_ cache: PackageCache) throws -> OpenFile {
        let lock = try cache.openJobLock()
        if try Self.tryPatiently(lock) { return lock }
        throw TaskferryError(.jobRunning, subject: try cache.lastJob().map { "\($0.process)" } ?? "")
    }

    /// Tries a lock for half a second: a job that has just ended holds it until its process is gone.
    static func tryPatiently(_ lock: OpenFile) throws -> Bool {
        for _ in 0..<25 {
            if try lock.tryLock() { return true }
            SystemCall.pause(milliseconds: 20)
        }
        return false
    }

    /// Makes the package and records how it went; what it throws is in the record too.
    func run(
        _ job: JobRecord, report: MatchReport, project: PathName, snapshot: Snapshot, cache: PackageCache,
        progress: @escaping @Sendable (PackageProgress) -> Void
    ) throws -> CachedPackage {
        var job = job
        try cache.record(job)
        do {
            let (begun, stops) = (job, surroundings.cancelled)
            let package = try makePackage(
                report, project: project, snapshot, cache,
                cancelled: {
                    try stops()
                    if cache.isCancelled(begun) { throw TaskferryError(.interrupted) }
                }, progress: progress)
            job.state = .done
            job.finishedAt = surroundings.now()
            try cache.record(job)
            try audit("generate", project: project, facts: ["package": .string(package.id)])
            return package
        } catch {
            throw end(job, with: error, cache)
        }
    }

    /// Records that a job has ended with an error, and gives that error.
    func end(_ job: JobRecord, with error: any Error, _ cache: PackageCache) -> TaskferryError {
        let error = error as? TaskferryError ?? TaskferryError(.ioError, cause: "\(error)")
        var job = job
        job.state = error.code == .interrupted ? .cancelled : .failed(code: error.code.rawValue, subject: error.subject)
        job.finishedAt = surroundings.now()
        // The error that ended the job matters more than one from recording it; the free lock tells that it is over.
        try? cache.record(job)
        return error
    }

    private func makePackage(
        _ report: MatchReport, project: PathName, _ snapshot: Snapshot, _ cache: PackageCache,
        cancelled: @escaping CancellationCheck, progress: @escaping @Sendable (PackageProgress) -> Void
    ) throws -> CachedPackage {
        var inputs: [TaskUID: PackageInput] = [:]
        var upstreams: [TaskUID: [TaskUID]] = [:]
        var names: [TaskUID: TaskLabel] = [:]
        var linked = Set<LinkedTask>()
        for task in report.matched {
            try cancelled()
            guard let record = try snapshot.task(project, uid: task.uid), let online = record.online else {
                throw TaskferryError(
                    .damagedStore, subject: platform.path, cause: "task \(task.uid) is not in the index")
            }
            inputs[task.uid] = PackageInput(
                document: try snapshot.document(record, online),
                bound: record.boundUIDs.map { BoundIdentity(uid: $0.uid, platform: $0.platform) })
            names[task.uid] = record.name
            for link in online.links {
                guard let uid = link.uid else { continue }
                if link.role.ordersRuns, link.project == project { upstreams[task.uid, default: []].append(uid) }
                if let name = try snapshot.name(of: uid, in: link.project) {
                    linked.insert(LinkedTask(project: link.project, name: name, uid: uid))
                }
            }
        }
        let order = try packageOrder(report.matched.map(\.uid), names: names, upstreams: upstreams)
        let now = surroundings.now()
        let path = try cache.newPackagePath("\(now.secondsSince1970)-\(getpid())")
        let facts = PackageFacts(
            generatedAt: surroundings.packageTime ?? now,
            source: PackageManifest.Source(
                platformID: snapshot.platformID, platformName: snapshot.settings.name, generation: snapshot.generation),
            project: project, user: user, linkedTasks: linked.sorted(),
            resourceGroups: Dictionary(
                snapshot.settings.resourceGroups.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first }))
        let summary = try PackageWriter.write(
            order.compactMap { inputs[$0] }, facts: facts, to: path,
            resource: { try snapshot.openBlob($0) }, progress: progress, cancelled: cancelled)
        let package = CachedPackage(
            path: path, id: summary.id, tasks: order.compactMap { names[$0] }, size: summary.size,
            sha256: summary.sha256, contentDigest: summary.contentDigest, generatedAt: now)
        try cache.keep(package)
        return package
    }

    /// The topological order of a batch (R23), alphabetical by name where there is a choice.
    private func packageOrder(
        _ uids: [TaskUID], names: [TaskUID: TaskLabel], upstreams: [TaskUID: [TaskUID]]
    ) throws -> [TaskUID] {
        var byName: [TaskLabel: TaskUID] = [:]
        var edges: [TaskLabel: [TaskLabel]] = [:]
        for uid in uids {
            guard let name = names[uid] else { continue }
            byName[name] = uid
            edges[name] = (upstreams[uid] ?? []).compactMap { names[$0] }
        }
        let graph = DependencyGraph(edges)
        guard let order = graph.topologicalOrder() else {
            let path = graph.firstCycle()?.map(\.text).joined(separator: " → ") ?? ""
            throw TaskferryError(.dependencyCycle, subject: path)
        }
        return order.compactMap { byName[$0] }
    }
}
