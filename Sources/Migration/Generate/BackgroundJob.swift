import FileIO
import Glibc
import PlatformStore
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
    /// For whom the account acts (`--as`); who acts is the account itself, never an argument.
    public let actingFor: PathName?
    /// The descriptor of the locked job file that the worker inherited.
    public let lock: Int32

    /// Reads the arguments after the program's name; nil when they are not a worker's.
    public init?(_ arguments: [String]) {
        guard arguments.count == 5, arguments[0].isIdentical(to: Self.marker), let project = PathName(arguments[2]),
            let lock = Int32(arguments[4]), lock > 2
        else { return nil }
        platform = arguments[1]
        self.project = project
        actingFor = PathName(arguments[3])
        self.lock = lock
    }

    init(platform: String, project: PathName, actingFor: PathName?, lock: Int32) {
        self.platform = platform
        self.project = project
        self.actingFor = actingFor
        self.lock = lock
    }

    var words: [String] { [Self.marker, platform, project.text, actingFor?.text ?? "", "\(lock)"] }
}

extension Workspace {
    /// Matches and, when every name matched, starts making the package in a process of its own that outlives the
    /// shell (R6). `executable` is this program, started with `WorkerArguments`.
    public func startGenerate(
        project: PathName, list: NameList? = nil, since inventory: Inventory? = nil, executable: String,
        environment: [String]
    ) throws -> GenerateReport {
        let begun = try beginGenerate(project: project, list: list, since: inventory)
        guard begun.report.allMatched else {
            return GenerateReport(match: begun.report, package: nil, job: nil, leftOut: [])
        }
        var job = JobRecord(
            process: JobRecord.starting, startedAt: surroundings.now(), tasks: begun.report.matched.count,
            isBackground: true, names: begun.report.list)
        try begun.cache.record(job)
        let words = WorkerArguments(
            platform: platform.path, project: project, actingFor: actor.actingFor, lock: begun.lock.descriptor
        ).words
        do {
            job.process = try Worker.start(
                executable, arguments: words, environment: environment, keeping: begun.lock)
        } catch {
            job.state = .died
            job.finishedAt = surroundings.now()
            try? begun.cache.record(job)
            throw error
        }
        return GenerateReport(match: begun.report, package: nil, job: job, leftOut: begun.leftOut)
    }

    /// What the worker process does: packs the names that the job's record holds since it was started. Its lock is the
    /// inherited one. Throws `no-job` when there is no such job.
    public func runWorker(_ arguments: WorkerArguments) throws {
        let cache = PackageCache(platform: platform, project: arguments.project, user: user)
        let lock = OpenFile(descriptor: arguments.lock, path: "job.lock")
        guard try cache.isJobLock(lock) else { throw TaskferryError(.noJob) }
        guard try lock.tryLock() else { throw TaskferryError(.jobRunning) }
        try withExtendedLifetime(lock) {
            guard var job = try cache.lastJob(), job.isRunning, job.process == JobRecord.starting, let names = job.names
            else { throw TaskferryError(.noJob) }
            job.process = getpid()
            let (report, snapshot): (MatchReport, Snapshot)
            do {
                snapshot = try platform.snapshot()
                try require(.export, in: arguments.project, snapshot)
                report = try match(names, project: arguments.project, snapshot)
                guard report.allMatched else { throw TaskferryError(.notMatched) }
            } catch {
                throw end(job, with: error, cache)
            }
            let recorder = ProgressRecorder(job: job, cache: cache)
            _ = try run(
                job, report: report, project: arguments.project, snapshot: snapshot, cache: cache,
                progress: { recorder.record($0) })
        }
    }

    /// Stops the running job of this user and waits until it has ended. Throws `no-job` when there is none.
    public func cancelGenerate(project: PathName) throws -> JobRecord {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let cache = PackageCache(platform: platform, project: project, user: user)
        guard let job = try currentJob(cache), job.isRunning else { throw TaskferryError(.noJob) }
        try cache.requestCancellation(of: job)
        return try waitForJob(project: project) ?? job
    }

    /// Waits until the running job has ended, telling how far it is; returns its record, nil when there is no job.
    public func waitForJob(
        project: PathName, progress: (JobRecord) throws -> Void = { _ in }
    ) throws -> JobRecord? {
        let cache = PackageCache(platform: platform, project: project, user: user)
        while let job = try currentJob(cache), job.isRunning {
            try surroundings.cancelled()
            try progress(job)
            SystemCall.pause(milliseconds: 20)
        }
        return try currentJob(cache)
    }

    /// The user's last job in a project, running or not; nil: there was none.
    public func lastJob(project: PathName) throws -> JobRecord? {
        try currentJob(PackageCache(platform: platform, project: project, user: user))
    }

    /// The jobs of all projects that have ended since their user was last told, now counted as told (R6).
    public func takeCompletionNotices() throws -> [(project: PathName, job: JobRecord)] {
        try platform.projectsWithFiles(of: user).compactMap { project in
            try takeCompletionNotice(project: project).map { (project, $0) }
        }
    }

    /// The job that has ended since its user was last told, now counted as told (R6).
    public func takeCompletionNotice(project: PathName) throws -> JobRecord? {
        let cache = PackageCache(platform: platform, project: project, user: user)
        func due() throws -> JobRecord? {
            try currentJob(cache).flatMap { !$0.isRunning && $0.isBackground && !$0.isAnnounced ? $0 : nil }
        }
        // Under the lock, so that of two shells one tells, and the record of a job that just begins is left alone.
        guard try due() != nil, let lock = try cache.openJobLockIfAny(), try Self.tryPatiently(lock) else { return nil }
        return try withExtendedLifetime(lock) {
            guard var job = try cache.lastJob(), !job.isRunning, job.isBackground, !job.isAnnounced else { return nil }
            job.isAnnounced = true
            try cache.record(job)
            return job
        }
    }

    /// The last job; one whose process is gone without a word counts as died: its lock is free (§3).
    func currentJob(_ cache: PackageCache) throws -> JobRecord? {
        guard let job = try cache.lastJob(), job.isRunning else { return try cache.lastJob() }
        let lock = try cache.openJobLockIfAny()
        if let lock, try !lock.tryLock() { return job }
        return try withExtendedLifetime(lock) {
            // It may have ended between the two looks; what it wrote then counts.
            guard var last = try cache.lastJob(), last.isRunning else { return try cache.lastJob() }
            last.state = .died
            last.finishedAt = surroundings.now()
            // Who may only read the platform sees it as well.
            try? cache.record(last)
            return last
        }
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
