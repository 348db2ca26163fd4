public import FileIO
import PlatformStore
public import TaskModel
public import TaskPackage

extension Workspace {
    /// Reads a package through a staging copy and verifies all of it (§6). Needs no platform and no right.
    public static func inspect(
        _ path: String, staging: String, progress: @escaping @Sendable (PackageProgress) -> Void = { _ in },
        cancelled: @escaping CancellationCheck = {}
    ) throws -> PackageReader {
        try PackageReader.open(path, staging: staging, progress: progress, cancelled: cancelled)
    }

    /// Checks a package against the platform and computes the plan (R16, R21), written to `planFile` where one is wanted.
    /// Writes nothing to the platform but the audit.
    public func check(
        _ path: String, staging: String, project: PathName, options: ImportOptions, planFile: String? = nil,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> CheckReport {
        let snapshot = try platform.snapshot()
        try require(.import, in: project, snapshot)
        let package = try Self.inspect(path, staging: staging, progress: progress, cancelled: surroundings.cancelled)
        let report = try Importer(self, package, project: project, options: options, snapshot).report
        if let planFile { try PlanFile(report, platformID: snapshot.platformID).write(to: planFile) }
        do {
            try audit("check", project: project, facts: report.auditFacts)
        } catch let error as TaskferryError where error.code == .accessDenied {
            // Whoever may only read the platform's files may look all the same; there is nobody to note it.
        }
        return report
    }
}

extension CheckReport {
    var auditFacts: JSONObject {
        [
            "package": .string(package.manifest.id), "contentDigest": .string(package.summary.contentDigest.hex),
            "passed": .bool(passed), "findings": .integer(findings.count),
        ]
    }
}

/// The way from a verified package and the view of a target to findings, plan and what an import writes: values only.
struct Importer {
    /// What is done with each task that comes down at the target.
    let planned: [(landing: Landing, task: PlannedTask)]
    let report: CheckReport

    /// Computes all of it. Throws `signature-required` where the platform asks for signatures (§6).
    init(
        _ workspace: Workspace, _ package: PackageReader, project: PathName, options: ImportOptions,
        _ snapshot: Snapshot
    ) throws {
        // Documents that cannot be trusted stay out of a platform that asks for signatures.
        if snapshot.settings.signatures == .required, package.signature == .unsigned {
            throw TaskferryError(.signatureRequired, subject: snapshot.settings.name.text)
        }
        try self.init(
            package, project: project, options: options, view: PlatformView(snapshot, project: project),
            workspace.surroundings)
    }

    /// The same from any view of a target.
    init(
        _ package: PackageReader, project: PathName, options: ImportOptions, view: some TargetView,
        _ surroundings: Workspace.Surroundings
    ) throws {
        let policy = options.onConflict ?? view.conflictPolicy
        let (incoming, leftOut) = try Self.incoming(package, only: options.only)
        let landings = try Landings(
            incoming, leftOut: leftOut, sourcePlatform: package.manifest.source.platformID, project: project, view: view
        )
        var state = FinalState(project: project, landings: landings, view: view)
        let conflicts = try Conflict.all(state, submits: options.submit)
        // What the target has changed and is to keep is not part of the batch: what refers to it finds it as it is.
        let conflicting = policy == .keep ? Set(conflicts.map(\.name)) : []
        let kept = landings.all.filter { conflicting.contains($0.name) }
        if !kept.isEmpty {
            state = FinalState(project: project, landings: landings.keeping(kept, in: project), view: view)
        }
        let context = CheckContext(
            options: options, project: project, incoming: incoming.filter { !conflicting.contains($0.name) },
            state: state, manifest: package.manifest,
            conflicts: conflicts, policy: policy, now: surroundings.now(), zones: surroundings.zones)
        var findings: [Finding] = []
        for check in Check.all {
            try surroundings.cancelled()
            findings += try check.run(context)
        }
        planned = try state.landings.all.map { landing in
            var task = try Self.plan(landing, state: state, options: options)
            if task.changesRuns {
                task.fireTimes = try Self.fireTimes(landing, state, surroundings)
            }
            return (landing, task)
        }
        let tasks = Dictionary(
            (planned.map(\.task) + kept.compactMap(PlannedTask.init(keeping:))).map { ($0.packageName, $0) }
        ) { first, _ in first }
        report = CheckReport(
            package: package, project: project, options: options, policy: policy, findings: findings,
            plan: package.tasks.compactMap { tasks[$0.folder] },
            relied: try Self.relied(state, apartFrom: Set(kept.map(\.landedUID))))
    }

    /// The tasks outside the batch that it relies on; those that are kept stand in the plan already.
    private static func relied(_ state: FinalState, apartFrom kept: Set<TaskUID>) throws -> [ReliedTask] {
        var found: [TaskKey: ReliedTask] = [:]
        for link in state.landings.all.flatMap({ $0.document.links.map(\.link) }) {
            guard case .target(let task, let project) = try state.resolve(link) else { continue }
            let record = task.record
            if project == state.project, kept.contains(record.uid) { continue }
            found[record.key] = ReliedTask(
                project: project, task: record.name, uid: record.uid, versions: TargetVersions(record))
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// When a task runs next, now and afterwards: by what is online.
    private static func fireTimes(
        _ landing: Landing, _ state: FinalState, _ surroundings: Workspace.Surroundings
    ) throws -> FireTimesChange {
        func times(_ schedule: Schedule?) throws -> FireTimes? {
            try schedule?.effective(surroundings.zones)?
                .fireTimes(after: surroundings.now(), count: FireTimesChange.count)
        }
        let online = try landing.target.flatMap { try state.content(of: $0, .online) }
        return FireTimesChange(before: try times(online?.schedule), after: try times(landing.document.schedule))
    }

    /// The tasks of a package that are to come, and the others. Throws `unknown-task` when it lacks one that was named.
    private static func incoming(
        _ package: PackageReader, only: [String]
    ) throws -> (chosen: [IncomingTask], leftOut: [IncomingTask]) {
        let bound = Dictionary(
            package.manifest.tasks.map { ($0.name, $0.bound.map { BoundUID(uid: $0.uid, platform: $0.platform) }) }
        ) { first, _ in first }
        let wanted = Set(only.map(ExactString.init))
        let present = Set(package.tasks.map(\.folder.key))
        if let missing = wanted.subtracting(present).min() {
            throw TaskferryError(.unknownTask, subject: missing.text)
        }
        var (chosen, leftOut): ([IncomingTask], [IncomingTask]) = ([], [])
        for task in package.tasks {
            guard let uid = task.document.uid else {
                throw TaskferryError(.badPackage, subject: task.folder.text, cause: "task.json has no uid")
            }
            var document = task.document
            document.name = task.folder
            let incoming = IncomingTask(
                name: task.folder, document: document, uid: uid, bound: bound[task.folder] ?? [],
                folderDiffers: task.folderDiffers, unknownKeys: document.unknownKeys)
            if only.isEmpty || wanted.contains(task.folder.key) {
                chosen.append(incoming)
            } else {
                leftOut.append(incoming)
            }
        }
        return (chosen, leftOut)
    }

    private static func plan(_ landing: Landing, state: FinalState, options: ImportOptions) throws -> PlannedTask {
        let after = state.content(of: landing)
        guard let target = landing.target else {
            return PlannedTask(
                task: landing.name, packageName: landing.name, uid: landing.uid, action: .create, from: nil,
                directory: options.directory, versions: nil, changes: [], writesVersion: true,
                submits: options.submit, bindsAnew: false)
        }
        let record = target.record
        let development = try state.content(of: target, .development)
        let isOneVersion = record.online?.number == record.development?.number
        let online =
            !options.submit || isOneVersion ? development : try state.content(of: target, .online)
        let writesVersion = !after.equals(development)
        let submits = options.submit && (writesVersion || !after.equals(online))
        let before = after.equals(online) ? development : online ?? development
        let action: PlannedTask.Action =
            record.name != landing.name ? .rename : writesVersion || submits ? .overwrite : .unchanged
        return PlannedTask(
            task: landing.name, packageName: landing.name, uid: record.uid, action: action,
            from: action == .rename ? record.name : nil, directory: record.directory,
            versions: TargetVersions(record), changes: after.changes(since: before), writesVersion: writesVersion,
            submits: submits, bindsAnew: landing.bindsAnew)
    }
}

extension PlannedTask {
    /// A task that the target has changed and keeps; nil for one that is not there.
    fileprivate init?(keeping landing: Landing) {
        guard let record = landing.target?.record else { return nil }
        self.init(
            task: record.name, packageName: landing.name, uid: record.uid, action: .unchanged, from: nil,
            directory: record.directory, versions: TargetVersions(record), changes: [], isKept: true,
            writesVersion: false, submits: false, bindsAnew: false)
    }
}
