import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R24: what the target changed itself is noticed, never silently lost.
@Suite struct ConflictTests {
    /// Two platforms between which 甲 and 乙 have travelled once.
    private struct Place {
        let folder: TestFolder
        let source: TestPlatform
        let target: TestPlatform
        var random = SeededRandom(seed: 21)

        init(submit: Bool = true) throws {
            folder = try TestFolder()
            source = try TestPlatform("source", in: folder, using: &random)
            target = try TestPlatform("target", in: folder, using: &random)
            try source.load([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2")], using: &random)
            _ = try target.workspace.importPackage(
                source.export(["甲", "乙"]), staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, submit: submit))
        }

        /// Changes both tasks at the source, and packs them.
        mutating func next(_ sql: String = "select 2") throws -> String {
            try source.load(
                [sampleDocument("甲", uid: "1", sql: sql), sampleDocument("乙", uid: "2", sql: sql)], using: &random)
            return try source.export(["甲", "乙"])
        }

        /// A hot fix at the target.
        mutating func fix(_ name: String, uid: String, sql: String, online: Bool = true) throws {
            try target.load([sampleDocument(name, uid: uid, sql: sql)], online: online, using: &random)
        }

        func check(_ package: String, _ policy: ConflictPolicy? = nil) throws -> CheckReport {
            try target.workspace.check(
                package, staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, onConflict: policy))
        }

        func take(_ package: String, _ policy: ConflictPolicy? = nil) throws -> ImportReport {
            try target.workspace.importPackage(
                package, staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, onConflict: policy))
        }

        func sql(_ name: String) throws -> String? {
            let snapshot = try target.workspace.platform.snapshot()
            guard let record = try snapshot.task(target.project, named: legal(name, TaskLabel.init)),
                let online = record.online
            else { return nil }
            return try snapshot.document(record, online).nodes.first?.script?.text
        }
    }

    @Test("target-changed: names the hot-fixed task alone, with who, when and what; an untouched one is none")
    func hotFix() throws {
        var place = try Place()
        let package = try place.next()
        #expect(try place.check(package).findings.isEmpty)
        try place.fix("甲", uid: "1", sql: "select 'fixed'")
        let report = try place.check(package)
        #expect(report.passed && report.findings.map(\.code) == [.targetChanged])
        #expect(report.findings[0].subject == "甲" && report.findings[0].severity == .warning)
        #expect(report.findings[0].detail == ["许宁", TestPlatform.time.text, "nodes[n].scriptText"])
        #expect(try place.take(package).number == 2)
        #expect(try place.sql("甲") == "select 2")
        #expect(try place.check(place.next("select 3")).findings.isEmpty, "overwritten knowingly: no more to tell")
    }

    @Test("a hot fix that came back from the source with the batch is no conflict, then or later")
    func broughtHome() throws {
        var place = try Place()
        try place.fix("甲", uid: "1", sql: "select 'fixed'")
        try place.source.load(
            [
                sampleDocument("甲", uid: "1", sql: "select 'fixed'"), sampleDocument("乙", uid: "2", sql: "select 7"),
            ], using: &place.random)
        let first = try place.take(place.source.export(["甲", "乙"]))
        #expect(first.check.findings.isEmpty && first.check.plan.map(\.action) == [.overwrite, .unchanged])
        #expect(try place.check(place.next("select 8")).findings.isEmpty)
    }

    @Test("a task that the target renamed is named as changed; one that it renamed as the package does is not")
    func renamed() throws {
        var place = try Place()
        let package = try place.next()
        try place.fix("甲_改", uid: "1", sql: "select 1")
        let report = try place.check(package)
        #expect(report.findings.map(\.code) == [.targetChanged])
        #expect(report.findings.first?.detail.last == "name")
        #expect(report.plan.map(\.action) == [.overwrite, .rename])
    }

    @Test("unsubmitted-changes: what somebody works on in development; an import that was not submitted is none")
    func unsubmitted() throws {
        var place = try Place()
        try place.fix("乙", uid: "2", sql: "select 'draft'", online: false)
        let report = try place.check(place.next())
        #expect(report.findings.map(\.code) == [.targetChanged, .unsubmittedChanges])
        #expect(report.findings.map(\.subject) == ["乙", "乙"])
        var other = try Place(submit: false)
        #expect(try other.check(other.next()).findings.isEmpty)
    }

    @Test("--on-conflict keep leaves such tasks as they are, stop imports nothing, and the platform's policy counts")
    func policies() throws {
        var place = try Place()
        let package = try place.next()
        try place.fix("甲", uid: "1", sql: "select 'fixed'")
        let stopped = try place.take(package, .stop)
        #expect(stopped.end == .refused && stopped.check.findings.map(\.severity) == [.error])
        _ = try place.target.workspace.setConflictPolicy(.stop)
        #expect(try place.take(package).end == .refused)
        let kept = try place.take(package, .keep)
        #expect(kept.check.plan.map(\.isKept) == [false, true] && kept.end == .done(number: 2))
        #expect(try place.sql("甲") == "select 'fixed'")
        #expect(try place.sql("乙") == "select 2")
        #expect(try place.take(package, .keep).end == .nothingToDo)
        #expect(try place.take(package, .overwrite).end == .done(number: 3))
        #expect(try place.sql("甲") == "select 2")
    }

    @Test("older-package: what is older than the last import from that platform; not so after a newer import elsewhere")
    func older() throws {
        var place = try Place()
        _ = try place.next()
        let old = "\(place.folder.path)/old.zip"
        _ = try place.source.workspace.export(project: place.source.project, to: old)
        let second = try place.next("select 3")
        _ = try place.take(second)
        let report = try place.check(old)
        #expect(report.findings.map(\.code) == [.olderPackage] && report.passed)
        #expect(report.findings.first?.detail.first == "2")
        #expect(try place.check(place.next("select 4")).findings.isEmpty)
    }

    @Test(
        "R20, R24: a fix that is committed after the question and before the lock is asked about, never overwritten unseen"
    )
    func committedInBetween() throws {
        var place = try Place()
        let package = try place.next()
        let (workspace, project, folder) = (place.target.workspace, place.target.project, place.folder.path)
        var asked: [[FindingCode]] = []
        let report = try workspace.importPackage(
            package, staging: folder, project: project,
            options: ImportOptions(directory: .root),
            approve: { check in
                asked.append(check.findings.map(\.code))
                if asked.count == 1 { try place.fix("甲", uid: "1", sql: "select 'fixed'") }
                return .go
            })
        #expect(asked == [[], [.targetChanged]])
        #expect(report.number == 2)
        #expect(try place.sql("甲") == "select 2")

        // The same import by somebody else in between leaves nothing to do.
        let next = try place.next("select 3")
        let second = try workspace.importPackage(
            next, staging: folder, project: project, options: ImportOptions(directory: .root),
            approve: { _ in
                let rival = try place.take(next)
                #expect(rival.number == 3)
                return .go
            })
        #expect(second.end == .nothingToDo)
        #expect(try place.target.workspace.platform.fsck(repair: false).isEmpty)
    }

    @Test("target-changed: a task that the target took off line since its import is told of, kept, or stops the import")
    func offline() throws {
        var place = try Place()
        let package = try place.next()
        _ = try place.take(package)
        _ = try place.target.administrator("王芳").offline(["甲"], project: place.target.project)
        let report = try place.check(package)
        #expect(report.findings.map(\.code) == [.targetChanged])
        #expect(report.findings[0].detail == ["王芳", TestPlatform.time.text, "online"])
        let planned = try #require(report.plan.first { $0.task.text == "甲" })
        #expect(planned.submits && planned.changes.isEmpty)
        #expect(try !place.check(package, .stop).passed)
        #expect(try place.take(package, .keep).end == .nothingToDo)
        #expect(try place.sql("甲") == nil)
        #expect(
            try place.target.workspace.check(
                package, staging: place.folder.path, project: place.target.project,
                options: ImportOptions(directory: .root, submit: false)
            ).findings.isEmpty, "what is not submitted stays off line")
        #expect(try place.take(package, .overwrite).submitted.map(\.text) == ["甲"])
        #expect(try place.check(package).findings.isEmpty)
    }

    @Test("target-changed: it is who restored, renamed or brought online that is named, not who wrote the version")
    func author() throws {
        var place = try Place()
        _ = try place.take(place.next())
        let other = try place.target.administrator("王芳")
        _ = try other.restore("甲", version: 1, project: place.target.project)
        _ = try place.target.workspace.submit(["甲"], project: place.target.project)
        var report = try place.check(place.next("select 3"))
        #expect(report.findings.map(\.detail) == [["王芳", TestPlatform.time.text, "nodes[n].scriptText"]])
        _ = try place.take(place.next("select 4"))
        // Online alone: the old version, and in development what the import left.
        _ = try other.restore("甲", version: 1, project: place.target.project)
        _ = try other.submit(["甲"], project: place.target.project)
        _ = try place.target.workspace.restore("甲", version: 3, project: place.target.project)
        report = try place.check(place.next("select 5"))
        #expect(report.findings.map(\.code) == [.targetChanged])
        #expect(report.findings[0].detail == ["王芳", TestPlatform.time.text, "nodes[n].scriptText"])
    }

    @Test("when a task runs next is told by what is online: not where nothing is submitted, none while it is off line")
    func fireTimes() throws {
        var place = try Place()
        func scheduled(_ cron: String) throws -> TaskDocument {
            var document = try sampleDocument("甲", uid: "1")
            document.schedule = Schedule(cron: cron, timeZone: "Asia/Shanghai")
            return document
        }
        try place.source.load([scheduled("0 0 1 * * ?")], using: &place.random)
        _ = try place.take(place.source.export(["甲"]))
        try place.source.load([scheduled("0 0 2 * * ?")], using: &place.random)
        let package = try place.source.export(["甲"])
        let times = try #require(try place.check(package).plan[0].fireTimes)
        #expect(times.before?.moments.count == 3 && times.after?.moments.count == 3)
        let unsubmitted = try place.target.workspace.check(
            package, staging: place.folder.path, project: place.target.project,
            options: ImportOptions(directory: .root, submit: false))
        #expect(unsubmitted.plan[0].fireTimes == nil)
        _ = try place.target.workspace.offline(["甲"], project: place.target.project)
        let offline = try #require(try place.check(package).plan[0].fireTimes)
        #expect(offline.before == nil && offline.after == times.after)
    }
}
