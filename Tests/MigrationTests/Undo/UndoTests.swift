import PlatformStore
import TaskModel
import Testing

@testable import Migration

@Suite struct UndoTests {
    private struct Place {
        let folder: TestFolder
        let source: TestPlatform
        let target: TestPlatform
        var random = SeededRandom(seed: 41)

        init() throws {
            folder = try TestFolder()
            source = try TestPlatform("source", in: folder, using: &random)
            target = try TestPlatform("target", in: folder, using: &random)
        }

        mutating func load(_ documents: [TaskDocument]) throws { try source.load(documents, using: &random) }

        mutating func fix(_ documents: [TaskDocument]) throws { try target.load(documents, using: &random) }

        func take(_ names: [String]) throws -> Int? {
            try target.workspace.importPackage(
                source.export(names), staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root)
            ).number
        }

        func undo(_ number: Int? = nil, force: Bool = false) throws -> UndoReport? {
            try target.workspace.undo(number, force: force, project: target.project)
        }

        func code(_ body: () throws -> Void) -> TaskferryError.Code? {
            do {
                try body()
                return nil
            } catch {
                return (error as? TaskferryError)?.code
            }
        }
    }

    @Test("a swap, a created task and a binding by name come back; what referred to the created task is told")
    func everything() throws {
        var place = try Place()
        try place.fix([
            sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2"), sampleDocument("丙", uid: "t-3"),
            sampleDocument("等", uid: "4", upstreams: ["新"]),
        ])
        let before = try place.target.state()
        try place.load([
            sampleDocument("乙", uid: "1"), sampleDocument("甲", uid: "2"),
            sampleDocument("丙", uid: "s-3", sql: "select 9"), sampleDocument("新", uid: "5"),
        ])
        #expect(try place.take(["甲", "乙", "丙", "新"]) == 1)
        let report = try place.undo()
        #expect(report?.tasks.map(\.task.text) == ["丙", "乙", "新", "甲"].sorted { $0.precedes($1) })
        #expect(Set(report?.tasks.map(\.action) ?? []) == [.removed, .restored, .renamed])
        #expect(report?.references.map(\.task.text) == ["等"])
        #expect(try place.target.state() == before)
    }

    @Test("changed-since: tasks changed since are all named, and nothing is undone without --force")
    func changedSince() throws {
        var place = try Place()
        try place.load([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2"), sampleDocument("丙", uid: "3")])
        #expect(try place.take(["甲", "乙", "丙"]) == 1)
        try place.fix([sampleDocument("甲", uid: "1", sql: "select 2"), sampleDocument("乙_改", uid: "2")])
        let state = try place.target.state()
        let error = #expect(throws: TaskferryError.self) { try place.undo() }
        #expect(error?.code == .changedSince)
        let named = error?.subject.split(separator: "\n").map(String.init) ?? []
        #expect(named.count == 2 && named.allSatisfy { $0.contains("许宁") })
        #expect(try place.target.state() == state)
        #expect(try place.undo(force: true)?.tasks.count == 3)
        #expect(try place.target.state().isEmpty)
    }

    @Test("what was approved is what is done: it is asked again when it would be something else meanwhile")
    func approval() throws {
        var place = try Place()
        try place.load([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2")])
        #expect(try place.take(["甲", "乙"]) == 1)
        var seen: [UndoReport] = []
        let workspace = place.target.workspace
        let report = try workspace.undo(force: true, project: place.target.project) { report in
            seen.append(report)
            if seen.count == 1 { _ = try workspace.offline(["甲"], project: place.target.project) }
            // A task that the import did not touch changes nothing of it.
            if seen.count == 2 { try place.fix([sampleDocument("别", uid: "9")]) }
            return true
        }
        #expect(seen.map(\.changedSince.count) == [0, 1] && report == seen.last)
        #expect(try place.target.state().count == 1)
    }

    @Test("no-import, unknown-import, already-undone; the last one that is not undone is meant without a number")
    func numbers() throws {
        var place = try Place()
        #expect(place.code { _ = try place.undo() } == .noImport)
        try place.load([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2")])
        #expect(try place.take(["甲"]) == 1)
        #expect(try place.take(["乙"]) == 2)
        #expect(place.code { _ = try place.undo(3) } == .unknownImport)
        #expect(try place.undo()?.number == 2)
        #expect(place.code { _ = try place.undo(2) } == .alreadyUndone)
        #expect(try place.undo()?.number == 1)
        #expect(place.code { _ = try place.undo() } == .noImport)
        #expect(try place.target.workspace.imports(project: place.target.project).map(\.number) == [2, 1])
        #expect(try place.take(["甲"]) == 3)
    }

    @Test("name-taken: a name that has to come back and is taken is said, with --force too")
    func nameTaken() throws {
        var place = try Place()
        try place.fix([sampleDocument("旧", uid: "1")])
        try place.load([sampleDocument("新", uid: "1")])
        #expect(try place.take(["新"]) == 1)
        try place.fix([sampleDocument("旧", uid: "9")])
        #expect(place.code { _ = try place.undo() } == .nameTaken)
        #expect(place.code { _ = try place.undo(force: true) } == .nameTaken)
    }

    @Test("R2: undo is for owners and administrators, restore for developers; the switch counts")
    func rights() throws {
        var place = try Place()
        try place.load([sampleDocument("甲", uid: "1")])
        _ = try place.take(["甲"])
        let workspace = place.target.workspace
        let project = place.target.project
        _ = try workspace.setRole(.developer, of: legal("周牧", PathName.init), in: project)
        _ = try workspace.setRole(.viewer, of: legal("访客", PathName.init), in: project)
        func other(_ user: String) throws -> Workspace {
            try Workspace(
                platform: workspace.platform, actor: Actor(user: legal(user, PathName.init)),
                surroundings: Workspace.Surroundings(now: { TestPlatform.time }))
        }
        #expect(place.code { _ = try other("周牧").undo(project: project) } == .notPermitted)
        #expect(place.code { _ = try other("访客").restore("甲", version: 1, project: project) } == .notPermitted)
        _ = try workspace.setSwitch(.import, on: false)
        #expect(place.code { _ = try place.undo() } == .switchedOff)
    }

    @Test("restore makes an old version the development one, online stays; an unknown version is said")
    func restore() throws {
        var place = try Place()
        try place.fix([sampleDocument("甲", uid: "1", sql: "select 1")])
        try place.fix([sampleDocument("甲", uid: "1", sql: "select 2")])
        let workspace = place.target.workspace
        let project = place.target.project
        #expect(try workspace.restore("甲", version: 1, project: project))
        #expect(try !workspace.restore("甲", version: 1, project: project))
        let snapshot = try workspace.platform.snapshot()
        let record = try #require(try snapshot.task(project, named: legal("甲", TaskLabel.init)))
        #expect(record.development?.number == 1 && record.online?.number == 2)
        #expect(place.code { _ = try workspace.restore("甲", version: 3, project: project) } == .invalidArgument)
        #expect(try workspace.platform.fsck(repair: false).isEmpty)
    }
}
