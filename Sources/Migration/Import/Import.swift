import PlatformStore
public import TaskModel
public import TaskPackage

/// What an import came to.
public struct ImportReport: Sendable {
    /// The findings and the plan that was carried out.
    public let check: CheckReport
    /// How it ended.
    public let end: End
    /// The tasks submitted online (R18), in the package's order.
    public let submitted: [TaskLabel]

    /// How an import can end.
    public enum End: Sendable, Equatable {
        /// It was written, under this number.
        case done(number: Int)
        /// The platform had all of it: no number was used up.
        case nothingToDo
        /// A check found an error.
        case refused
        /// Whoever was asked said no.
        case declined
    }

    /// The import's number on this platform; nil: nothing was written.
    public var number: Int? {
        if case .done(let number) = end { number } else { nil }
    }

    init(check: CheckReport, end: End, submitted: [TaskLabel] = []) {
        self.check = check
        self.end = end
        self.submitted = submitted
    }
}

/// What somebody answers who is shown a plan.
public enum Approval: Sendable {
    /// It is to be carried out.
    case go
    /// Nothing is to be done.
    case decline
    /// It is to be made anew with other options, and shown again.
    case change(ImportOptions)
}

extension Workspace {
    /// Imports a package: all of it or, when a check finds an error, nothing (R16, R18, R20).
    ///
    /// The import is one generation; importing the same package again writes nothing. Where errors are found the report
    /// has no number and `check.passed` is false.
    ///
    /// With `approve` the plan is put before somebody first, and what was approved is what is done: when the platform
    /// has moved on meanwhile and the plan is another one, it is asked again. With a plan on disk nothing is done that it
    /// does not say: `plan-stale` is thrown, with what differs.
    public func importPackage(
        _ path: String, staging: String, project: PathName, options: ImportOptions,
        plan: PlanFile? = nil, approve: ((CheckReport) throws -> Approval)? = nil,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> ImportReport {
        try require(.import, in: project, platform.snapshot())
        var options = options
        let package = try Self.inspect(path, staging: staging, progress: progress, cancelled: surroundings.cancelled)
        while true {
            let snapshot = try platform.snapshot()
            try require(.import, in: project, snapshot)
            let first = try Importer(self, package, project: project, options: options, snapshot)
            try plan?.verify(first.report, platformID: snapshot.platformID)
            guard first.report.passed else { return try refuse(first.report) }
            guard first.report.changesAnything else { return ImportReport(check: first.report, end: .nothingToDo) }
            switch try approve?(first.report) {
            case .go?, nil: break
            case .decline?: return ImportReport(check: first.report, end: .declined)
            case .change(let chosen)?:
                options = chosen
                continue
            }
            let done: ImportReport? = try write { writer in
                // Somebody may have written since the check: then it counts no more and is made anew, under the lock.
                guard writer.snapshot.generation != snapshot.generation else {
                    return try carryOut(first, package, writer)
                }
                try require(.import, in: project, writer.snapshot)
                let importer = try Importer(self, package, project: project, options: options, writer.snapshot)
                try plan?.verify(importer.report, platformID: writer.snapshot.platformID)
                if approve != nil, importer.report.plan != first.report.plan { return nil }
                guard importer.report.passed else { return try refuse(importer.report) }
                guard importer.report.changesAnything else {
                    return ImportReport(check: importer.report, end: .nothingToDo)
                }
                return try carryOut(importer, package, writer)
            }
            if let done { return done }
        }
    }

    private func refuse(_ report: CheckReport) throws -> ImportReport {
        try audit("import", project: report.project, facts: report.auditFacts)
        return ImportReport(check: report, end: .refused)
    }

    private func carryOut(_ importer: Importer, _ package: PackageReader, _ writer: Writer) throws -> ImportReport {
        let report = importer.report
        var writes: [TaskWrite] = []
        var submitted: [TaskLabel] = []
        let last = try writer.snapshot.history(kind: "import", limit: 1).first?.summary["number"]?.integer
        let number = (last ?? 0) + 1
        for (landing, planned) in importer.planned {
            guard planned.action != .unchanged || planned.bindsAnew || landing.isMarkStale else { continue }
            try surroundings.cancelled()
            writes.append(taskWrite(landing, planned, number: number, project: report.project))
            if planned.submits { submitted.append(landing.name) }
            if planned.writesVersion { try storeResources(of: landing.document, from: package, writer) }
        }
        _ = try writer.commit(
            CommitRequest(
                kind: "import", actor: actor, time: surroundings.now(), summary: summary(report, number: number),
                tasks: writes))
        return ImportReport(check: report, end: .done(number: number), submitted: submitted)
    }

    private func taskWrite(
        _ landing: Landing, _ planned: PlannedTask, number: Int, project: PathName
    ) -> TaskWrite {
        var write =
            landing.target.map { TaskWrite($0.record) }
            ?? TaskWrite(
                project: project, uid: landing.uid, name: landing.name, directory: planned.directory, owner: user.text)
        write.boundUIDs = landing.boundAfterwards
        write.name = landing.name
        write.importNumber = number
        write.newVersion = planned.writesVersion ? landing.document : nil
        write.development = planned.writesVersion ? .new : .keep
        write.online = !planned.submits ? .keep : planned.writesVersion ? .new : .development
        return write
    }

    private func storeResources(of document: TaskDocument, from package: PackageReader, _ writer: Writer) throws {
        for resource in document.resources {
            guard let sha256 = resource.sha256, let size = resource.size else { continue }
            try writer.addBlob(expected: sha256, size: size) { sink in
                try package.streamResource(sha256) { bytes in
                    try surroundings.cancelled()
                    try sink(bytes)
                }
            }
        }
    }

    private func summary(_ report: CheckReport, number: Int) -> JSONObject {
        let manifest = report.package.manifest
        return [
            "number": .integer(number), "project": .text(report.project), "package": .string(manifest.id),
            "sha256": .string(report.package.summary.sha256.hex),
            "contentDigest": .string(report.package.summary.contentDigest.hex),
            "sourcePlatform": .string(manifest.source.platformID),
            "sourceGeneration": .integer(manifest.source.generation), "generatedAt": .string(manifest.generatedAt.text),
            "directory": .text(report.options.directory), "onConflict": .string(report.policy.rawValue),
            "submitted": .bool(report.options.submit),
            "tasks": .object(PlanCounts(report.plan).tree),
        ]
    }
}
