import FileIO
import Glibc
public import PlatformStore
public import TaskModel
import TaskPackage

/// The command line of the worker process that runs a job apart from any shell (R6).
public struct WorkerArguments: Sendable {
    /// The first argument of a worker's command line.
    public static let marker = "--worker-generate"

    /// The platform's directory.
    public let platform: String
    /// The project.
    public let project: PathName
    /// Who acts.
    public let actor: Actor
    /// The descriptor of the locked job file that the worker inherited.
    public let lock: Int32

    /// Reads the arguments after the program's name; nil when they are not a worker's.
    public init?(_ arguments: [String]) {
        guard arguments.count == 6, arguments[0] == Self.marker, let project = PathName(arguments[2]),
            let user = PathName(arguments[3]), let lock = Int32(arguments[5]), lock > 2
        else { return nil }
        platform = arguments[1]
        self.project = project
        actor = Actor(user: user, actingFor: PathName(arguments[4]))
        self.lock = lock
    }

    init(platform: String, project: PathName, actor: Actor, lock: Int32) {
        self.platform = platform
        self.project = project
        self.actor = actor
        self.lock = lock
    }

    var words: [String] {
        [Self.marker, platform, project.text, actor.user.text, actor.actingFor?.text ?? "", "\(lock)"]
    }
}

extension Workspace {
    /// Matches and, when every name matched, starts making the package in a process of its own that outlives the
    /// shell (R6). `executable` is this program, started with `WorkerArguments`.
    public func startGenerate(
        project: PathName, list: NameList? = nil, executable: String, environment: [String]
    ) throws -> GenerateReport {
        let cache = try PackageCache(platform: platform, project: project, user: user)
        let (report, _) = try matchForGenerate(project: project, list: list, cache)
        guard report.allMatched else { return GenerateReport(match: report, package: nil, job: nil) }
        if list == nil { try cache.remember(report.list) }
        let lock = try lockJob(cache)
        var job = JobRecord(
            process: JobRecord.starting, startedAt: surroundings.now(), tasks: report.matched.count, isBackground: true)
        try cache.record(job)
        let words = WorkerArguments(platform: platform.path, project: project, actor: actor, lock: lock.descriptor)
            .words
        do {
            job.process = try Worker.start(executable, arguments: words, environment: environment, keeping: lock)
        } catch {
            job.state = .died
            job.finishedAt = surroundings.now()
            try? cache.record(job)
            throw error
        }
        return GenerateReport(match: report, package: nil, job: job)
    }

    /// What the worker process does: makes the package of the last match. Its lock is the inherited one.
    public func runWorker(_ arguments: WorkerArguments) throws {
        let cache = try PackageCache(platform: platform, project: arguments.project, user: user)
        let lock = OpenFile(descriptor: arguments.lock, path: "job.lock")
        guard try lock.tryLock() else { throw TaskferryError(.jobRunning) }
        try withExtendedLifetime(lock) {
            var job = JobRecord(
                process: getpid(), startedAt: surroundings.now(), tasks: 0, isBackground: true)
            let found: (report: MatchReport, snapshot: Snapshot)
            do {
                found = try matchForGenerate(project: arguments.project, list: nil, cache)
                guard found.report.allMatched else { throw TaskferryError(.notMatched) }
            } catch {
                throw end(job, with: error, cache)
            }
            job.tasks = found.report.matched.count
            let recorder = ProgressRecorder(job: job, cache: cache)
            _ = try run(
                job, report: found.report, project: arguments.project, snapshot: found.snapshot, cache: cache,
                progress: { recorder.record($0) })
        }
    }

    /// Stops the running job of this user. Throws `no-job` when there is none.
    public func cancelGenerate(project: PathName) throws -> JobRecord {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let cache = try PackageCache(platform: platform, project: project, user: user)
        var current = try currentJob(cache)
        while let job = current, job.isRunning, job.process == JobRecord.starting {
            try surroundings.cancelled()
            Self.pause()
            current = try currentJob(cache)
        }
        guard let job = current, job.isRunning else { throw TaskferryError(.noJob) }
        // The lock is held, so the process of the record lives and is the job: its number cannot have been used again.
        try SystemCall.check("kill", path: "\(job.process)") { kill(job.process, SIGTERM) }
        return try waitForJob(project: project) ?? job
    }

    /// Waits until the running job has ended, telling how far it is; returns its record, nil when there is no job.
    public func waitForJob(
        project: PathName, progress: (JobRecord) throws -> Void = { _ in }
    ) throws -> JobRecord? {
        let cache = try PackageCache(platform: platform, project: project, user: user)
        while let job = try currentJob(cache), job.isRunning {
            try surroundings.cancelled()
            try progress(job)
            Self.pause()
        }
        return try currentJob(cache)
    }

    /// The jobs that have ended since their user was last told, now counted as told (R6).
    public func takeCompletionNotices(project: PathName) throws -> [JobRecord] {
        let cache = try PackageCache(platform: platform, project: project, user: user)
        guard var job = try currentJob(cache), !job.isRunning, job.isBackground, !job.isAnnounced else { return [] }
        job.isAnnounced = true
        try cache.record(job)
        return [job]
    }

    private static func pause() {
        var time = timespec(tv_sec: 0, tv_nsec: 20_000_000)
        nanosleep(&time, nil)
    }

    /// The last job; one whose process is gone without a word counts as died: its lock is free (§3).
    func currentJob(_ cache: PackageCache) throws -> JobRecord? {
        guard var job = try cache.lastJob(), job.isRunning else { return try cache.lastJob() }
        let lock = try cache.openJobLock()
        guard try lock.tryLock() else { return job }
        // It may have ended between the two looks; what it wrote then counts.
        guard let last = try cache.lastJob(), last.isRunning else { return try cache.lastJob() }
        job = last
        job.state = .died
        job.finishedAt = surroundings.now()
        try cache.record(job)
        return job
    }
}

/// Writes a job's progress to its record, at most five times a second.
private final class ProgressRecorder: @unchecked Sendable {
    private let job: JobRecord
    private let cache: PackageCache
    private var last = ContinuousClock.now - .seconds(1)
    private var mutex = pthread_mutex_t()

    init(job: JobRecord, cache: PackageCache) {
        self.job = job
        self.cache = cache
        pthread_mutex_init(&mutex, nil)
    }

    deinit { pthread_mutex_destroy(&mutex) }

    func record(_ progress: PackageProgress) {
        pthread_mutex_lock(&mutex)
        defer { pthread_mutex_unlock(&mutex) }
        guard progress.entriesDone < progress.entriesTotal, .now - last > .milliseconds(200) else { return }
        last = .now
        var job = job
        job.state = .running(done: progress.entriesDone, total: progress.entriesTotal)
        // A record of progress that cannot be written is not worth stopping the job for; its end is recorded apart.
        try? cache.record(job)
    }
}
