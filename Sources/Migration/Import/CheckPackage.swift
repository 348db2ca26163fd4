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

    /// Checks a package against the platform and computes the plan (R16, R21). Writes nothing but the audit.
    public func check(
        _ path: String, staging: String, project: PathName, options: ImportOptions,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> CheckReport {
        let snapshot = try platform.snapshot()
        try require(.import, in: project, snapshot)
        let package = try Self.inspect(path, staging: staging, progress: progress, cancelled: surroundings.cancelled)
        let report = try Importer(self, package, project: project, options: options, snapshot).report
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

/// The way from a verified package and a snapshot to findings, plan and what an import writes: values only.
struct Importer {
    let landings: Landings
    let report: CheckReport

    init(
        _ workspace: Workspace, _ package: PackageReader, project: PathName, options: ImportOptions,
        _ snapshot: Snapshot
    ) throws {
        // Documents that cannot be trusted stay out of a platform that asks for signatures (§6).
        if snapshot.settings.signatures == .required, package.signature == .unsigned {
            throw TaskferryError(.signatureRequired, subject: snapshot.settings.name.text)
        }
        let incoming = try Self.incoming(package, only: options.only)
        let view = try PlatformView(snapshot, project: project)
        landings = try Landings(
            incoming, sourcePlatform: package.manifest.source.platformID, project: project, view: view)
        let state = FinalState(project: project, landings: landings, view: view)
        let context = CheckContext(
            options: options, project: project, incoming: incoming, state: state, manifest: package.manifest,
            now: workspace.surroundings.now(), zones: workspace.surroundings.zones)
        var findings: [Finding] = []
        for check in Check.all {
            try workspace.surroundings.cancelled()
            findings += try check.run(context)
        }
        report = CheckReport(
            package: package, project: project, options: options, findings: findings,
            plan: try landings.all.map { try Self.plan($0, state: state, options: options) })
    }

    private static func incoming(_ package: PackageReader, only: [String]) throws -> [IncomingTask] {
        let bound = Dictionary(
            package.manifest.tasks.map { ($0.name, $0.bound.map { BoundUID(uid: $0.uid, platform: $0.platform) }) }
        ) { first, _ in first }
        let wanted = Set(only.map(ExactString.init))
        let present = Set(package.tasks.map(\.folder.key))
        if let missing = wanted.subtracting(present).min() {
            throw TaskferryError(
                .unknownTask, subject: missing.text)
        }
        return try package.tasks.compactMap { task in
            guard only.isEmpty || wanted.contains(task.folder.key) else { return nil }
            guard let uid = task.document.uid else {
                throw TaskferryError(.badPackage, subject: task.folder.text, cause: "task.json has no uid")
            }
            var document = task.document
            document.name = task.folder
            return IncomingTask(
                name: task.folder, document: document, uid: uid, bound: bound[task.folder] ?? [],
                folderDiffers: task.folderDiffers, unknownKeys: document.unknownKeys)
        }
    }

    private static func plan(_ landing: Landing, state: FinalState, options: ImportOptions) throws -> PlannedTask {
        let after = state.content(of: landing)
        guard let target = landing.target else {
            return PlannedTask(
                task: landing.name, uid: landing.uid, action: .create, from: nil, directory: options.directory,
                changes: [], writesVersion: true, submits: options.submit, bindsAnew: false)
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
            task: landing.name, uid: record.uid, action: action, from: action == .rename ? record.name : nil,
            directory: record.directory, changes: after.changes(since: before), writesVersion: writesVersion,
            submits: submits, bindsAnew: landing.bindsAnew)
    }
}
