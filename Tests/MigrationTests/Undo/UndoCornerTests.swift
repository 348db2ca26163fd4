import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R22 where several imports, other people and open links meet.
@Suite struct UndoCornerTests {
    private struct Place {
        let folder: TestFolder
        let source: TestPlatform
        let target: TestPlatform
        var random = SeededRandom(seed: 43)

        init() throws {
            folder = try TestFolder()
            source = try TestPlatform("source", in: folder, using: &random)
            target = try TestPlatform("target", in: folder, using: &random)
        }

        /// Makes tasks at the source and imports them.
        mutating func take(_ documents: [TaskDocument], submit: Bool = true) throws -> Int? {
            try source.load(documents, using: &random)
            return try target.workspace.importPackage(
                source.export(documents.map(\.name.text)), staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, submit: submit)
            ).number
        }

        mutating func fix(_ documents: [TaskDocument], online: Bool = true) throws {
            try target.load(documents, online: online, using: &random)
        }

        func undo(_ number: Int? = nil, force: Bool = false) throws -> UndoReport? {
            try target.workspace.undo(number, force: force, project: target.project)
        }

        func error(_ body: () throws -> Void) -> TaskferryError? {
            do {
                try body()
                return nil
            } catch {
                return error as? TaskferryError
            }
        }

        func record(_ name: String) throws -> TaskRecord? {
            try target.workspace.platform.snapshot().task(target.project, named: legal(name, TaskLabel.init))
        }

        /// The target as somebody else uses it.
        func other(_ user: String) throws -> Workspace {
            let name = try legal(user, PathName.init)
            _ = try target.workspace.setRole(.developer, of: name, in: target.project)
            return try Workspace(
                platform: target.workspace.platform, actor: Actor(user: name),
                surroundings: Workspace.Surroundings(now: { TestPlatform.time }))
        }

        func isWhole() throws -> Bool { try target.workspace.platform.fsck(repair: false).isEmpty }
    }

    @Test("a link that waited for the name which an import gave to another task waits for it again")
    func renamedOnto() throws {
        var place = try Place()
        try place.fix([sampleDocument("甲", uid: "1"), sampleDocument("等", uid: "2", upstreams: ["乙"])])
        let before = try place.target.state()
        #expect(try place.take([sampleDocument("乙", uid: "1")]) == 1)
        #expect(try place.record("等")?.online?.links.first?.uid?.text == "1")
        let report = try place.undo()
        #expect(report?.references.map { "\($0.task) \($0.target)" } == ["等 乙"])
        #expect(try place.target.state() == before)
        #expect(try place.record("等")?.online?.links.first?.uid == nil)
        #expect(try place.isWhole())
    }

    @Test("a restored task that no longer refers to the created one is no open reference")
    func references() throws {
        var place = try Place()
        try place.fix([sampleDocument("甲", uid: "1")])
        #expect(try place.take([sampleDocument("新", uid: "5"), sampleDocument("甲", uid: "1", upstreams: ["新"])]) == 1)
        #expect(try place.undo()?.references.isEmpty == true)
    }

    @Test("changed-since names who changed the task, not whom an import made a link of it resolve for")
    func author() throws {
        var place = try Place()
        #expect(try place.take([sampleDocument("甲", uid: "1", upstreams: ["后"]), sampleDocument("后", uid: "9")]) == 1)
        let developer = try place.other("周牧")
        _ = try developer.offline(["甲"], project: place.target.project)
        // 甲 waits for 老, which comes later: its record is written anew by somebody else.
        let fixed = try sampleDocument("甲", uid: "1", sql: "select 7", upstreams: ["老"])
        _ = try developer.load(
            [LoadSource(document: fixed, origin: "甲") { _ in .memory([]) }], into: .root, online: true,
            project: place.target.project, using: &place.random)
        try place.fix([sampleDocument("老", uid: "7")])
        let error = place.error { _ = try place.undo() }
        #expect(error?.code == .changedSince)
        #expect(error?.subject.contains("甲\t周牧\t") == true)
    }

    @Test("what was submitted since does not stay online; a task only bound keeps what was edited since")
    func force() throws {
        var place = try Place()
        try place.fix([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "t-2")])
        let bound = [try sampleDocument("甲", uid: "1", sql: "select 2"), try sampleDocument("乙", uid: "s-2")]
        #expect(try place.take(bound, submit: false) == 1)
        _ = try place.target.workspace.submit(["甲"], project: place.target.project)
        try place.fix([sampleDocument("乙", uid: "t-2", sql: "select 3")])
        #expect(place.error { _ = try place.undo() }?.subject.split(separator: "\n").count == 2)
        _ = try place.undo(force: true)
        let first = try #require(try place.record("甲"))
        #expect(first.development?.number == 1 && first.online?.number == 1 && first.lastVersion == 2)
        let second = try #require(try place.record("乙"))
        #expect(second.online?.number == 2 && second.boundUIDs.isEmpty && second.lastImport == nil)
        #expect(try place.isWhole())
    }

    @Test("undoing an earlier import of the same task needs --force; what that took away stays away")
    func overlapping() throws {
        var place = try Place()
        try place.fix([sampleDocument("旁", uid: "8")])
        #expect(try place.take([sampleDocument("甲", uid: "1")]) == 1)
        let next = [
            try sampleDocument("甲", uid: "1", sql: "select 2"), try sampleDocument("旁", uid: "8", sql: "select 2"),
        ]
        #expect(try place.take(next) == 2)
        #expect(place.error { _ = try place.undo(1) }?.code == .changedSince)
        #expect(try place.undo(1, force: true)?.tasks.map(\.action) == [.removed])
        #expect(try place.record("甲") == nil)
        #expect(place.error { _ = try place.undo(2) }?.subject.contains("甲\t许宁\t") == true)
        // Brought anew, it is another task with the same uid and version numbers.
        #expect(try place.take([sampleDocument("甲", uid: "1", sql: "select 5")]) == 3)
        #expect(place.error { _ = try place.undo(2) }?.code == .changedSince)
        #expect(try place.undo(2, force: true)?.tasks.map(\.task.text) == ["旁"])
        #expect(try place.record("甲")?.lastVersion == 1)
        #expect(try place.record("旁")?.online?.number == 1)
        #expect(try place.undo()?.number == 3)
        #expect(try place.isWhole())
    }

    @Test("undo of the later import, then of the earlier one, needs no --force; other tasks do not count")
    func inOrder() throws {
        var place = try Place()
        let empty = try place.target.state()
        #expect(try place.take([sampleDocument("甲", uid: "1")]) == 1)
        #expect(try place.take([sampleDocument("乙", uid: "2")]) == 2)
        #expect(try place.take([sampleDocument("甲_新", uid: "1", sql: "select 2")]) == 3)
        #expect(try place.undo(3)?.tasks.map(\.action) == [.renamed])
        #expect(try place.undo(1)?.number == 1)
        #expect(try place.undo()?.number == 2)
        #expect(try place.target.state() == empty)
        #expect(try place.isWhole())
    }

    @Test("name-taken: also when the names differ in case only; identity-taken: a bound uid has to come back")
    func taken() throws {
        var place = try Place()
        try place.fix([sampleDocument("task_a", uid: "1")])
        #expect(try place.take([sampleDocument("task_b", uid: "1")]) == 1)
        try place.fix([sampleDocument("Task_A", uid: "9")])
        #expect(place.error { _ = try place.undo() }?.code == .nameTaken)
        #expect(place.error { _ = try place.undo(force: true) }?.detail == "Task_A")

        place = try Place()
        try place.fix([sampleDocument("甲", uid: "t-1")])
        #expect(try place.take([sampleDocument("甲", uid: "s-1")]) == 1)
        // Another task of that name replaces the first at the source: another uid is bound.
        try place.source.load([sampleDocument("甲_旧", uid: "s-1")], using: &place.random)
        #expect(try place.take([sampleDocument("甲", uid: "s-2", sql: "select 2")]) == 2)
        try place.fix([sampleDocument("丙", uid: "s-1")])
        let state = try place.target.state()
        #expect(place.error { _ = try place.undo(2, force: true) }?.code == .identityTaken)
        #expect(try place.target.state() == state)
    }

    @Test("R22, R24: what somebody commits after the question and before the lock counts: a fix is named, nothing lost")
    func committedInBetween() throws {
        var place = try Place()
        #expect(try place.take([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2")]) == 1)
        let developer = try place.other("周牧")
        let fixed = try sampleDocument("甲", uid: "1", sql: "select 7")
        var random = place.random
        let (workspace, project) = (place.target.workspace, place.target.project)
        let error = place.error {
            _ = try workspace.undo(1, project: project) { _ in
                _ = try developer.load(
                    [LoadSource(document: fixed, origin: "甲") { _ in .memory([]) }], into: .root, online: true,
                    project: project, using: &random)
                return true
            }
        }
        #expect(error?.code == .changedSince)
        #expect(error?.subject == "甲\t周牧\t\(TestPlatform.time.text)")
        #expect(try place.record("甲")?.online?.number == 2)

        let late = place.error {
            _ = try workspace.undo(1, force: true, project: project) { _ in
                try workspace.undo(1, force: true, project: project) != nil
            }
        }
        #expect(late?.code == .alreadyUndone)
        #expect(try place.target.state().isEmpty)
        #expect(try place.isWhole())
    }
}
