import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R24: a task that the target keeps, or that is left out of a batch, stays what it is, whatever else the batch brings.
@Suite struct KeptTaskTests {
    private struct Place {
        let folder: TestFolder
        let source: TestPlatform
        let target: TestPlatform
        var random = SeededRandom(seed: 5)

        init() throws {
            folder = try TestFolder()
            source = try TestPlatform("source", in: folder, using: &random)
            target = try TestPlatform("target", in: folder, using: &random)
        }

        mutating func carry(
            _ documents: [TaskDocument], only: [String] = [], _ policy: ConflictPolicy? = nil
        ) throws -> ImportReport {
            // One after the other: a name can be free only then.
            for document in documents { try source.load([document], using: &random) }
            return try target.workspace.importPackage(
                source.export(documents.map(\.name.text)), staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, only: only, onConflict: policy))
        }

        mutating func fix(_ document: TaskDocument) throws { try target.load([document], using: &random) }

        func record(_ name: String) throws -> TaskRecord? {
            try target.workspace.platform.snapshot().task(target.project, named: legal(name, TaskLabel.init))
        }
    }

    @Test("under keep a new task cannot take over, by its name, the task that is kept")
    func keptAndClaimed() throws {
        var place = try Place()
        _ = try place.carry([sampleDocument("B", uid: "1")])
        try place.fix(sampleDocument("B", uid: "1", sql: "hot fix"))
        let report = try place.carry(
            [sampleDocument("A", uid: "1", sql: "select 2"), sampleDocument("B", uid: "2", sql: "select 3")], .keep)
        #expect(report.end == .refused)
        #expect(report.check.findings.filter { $0.severity == .error }.map(\.code) == [.nameTaken])
        #expect(report.check.findings.map(\.code) == [.nameTaken, .targetChanged])
        #expect(try place.record("B")?.boundUIDs.isEmpty == true)
    }

    @Test("under keep what refers to a task that is kept goes on meaning it, under its name at the target")
    func keptAndReferredTo() throws {
        var place = try Place()
        let follower = try sampleDocument("F", uid: "2", upstreams: ["A"])
        _ = try place.carry([sampleDocument("A", uid: "1"), follower])
        try place.fix(sampleDocument("A9", uid: "1", sql: "hot fix"))
        // F did not change, and waits for the task of uid 1 at both platforms.
        var report = try place.carry([sampleDocument("A", uid: "1", sql: "select 2"), follower], .keep)
        #expect(report.end == .nothingToDo && report.check.passed)
        // Nor does it wait for another task that has got the name since.
        try place.fix(sampleDocument("A", uid: "200"))
        report = try place.carry([sampleDocument("A", uid: "1", sql: "select 3"), follower], .keep)
        #expect(report.end == .nothingToDo)
        let links = try place.record("F")?.online?.links
        #expect(links?.first?.uid == (try legal("1", TaskUID.init)))
        // Changed, it comes, and still waits for that task.
        let changed = try sampleDocument("F", uid: "2", sql: "select 4", upstreams: ["A"])
        report = try place.carry([sampleDocument("A", uid: "1", sql: "select 4"), changed], .keep)
        #expect(report.submitted.map(\.text) == ["F"])
        #expect(try place.record("F")?.online?.links.first?.uid == (try legal("1", TaskUID.init)))
        #expect(try place.record("F")?.online?.links.first?.name.text == "A9")
    }

    @Test("under --only a task cannot take over, by its name, the task that one left out is")
    func leftOut() throws {
        var place = try Place()
        _ = try place.carry([sampleDocument("A", uid: "1")])
        let batch = try [sampleDocument("Z", uid: "1"), sampleDocument("A", uid: "2", sql: "select 2")]
        let report = try place.carry(batch, only: ["A"])
        #expect(report.end == .refused && report.check.findings.map(\.code) == [.nameTaken])
        #expect(try place.carry(batch).end == .done(number: 2))
        #expect(try place.record("Z")?.uid.text == "1")
    }

    @Test("duplicate-identity: every pair once, and the tasks of the target told from those of the package")
    func pairs() throws {
        let place = try Place()
        let view = try PlatformView(place.target.workspace.platform.snapshot(), project: place.target.project)
        func task(_ name: String) throws -> IncomingTask {
            IncomingTask(
                name: try legal(name, TaskLabel.init), document: try sampleDocument(name, uid: "1"),
                uid: try legal("1", TaskUID.init), bound: [], folderDiffers: false, unknownKeys: [])
        }
        let landings = try Landings(
            [task("a"), task("b"), task("c")], sourcePlatform: "s", project: place.target.project, view: view)
        #expect(landings.conflicts.map(\.task.text) == ["b", "c"])
        #expect(landings.conflicts.allSatisfy { !$0.isAtTarget })
    }
}
