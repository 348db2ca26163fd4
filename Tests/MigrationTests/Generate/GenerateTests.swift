import FileIO
import Foundation
import PlatformStore
import Synchronization
import TaskModel
import Testing

@testable import Migration

@Suite struct GenerateTests {
    /// A clock that a test moves.
    private final class TestClock: Sendable {
        private let time = Mutex(TestPlatform.time)

        var now: Timestamp { time.withLock { $0 } }

        func move(bySeconds seconds: Int64) { time.withLock { $0 = $0.advanced(bySeconds: seconds) } }
    }

    private struct Place {
        let folder: TestFolder
        let platform: TestPlatform
        let clock = TestClock()
        var random = SeededRandom(seed: 11)

        init() throws {
            folder = try TestFolder()
            platform = try TestPlatform("source", in: folder, using: &random)
            try platform.load([sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2")], using: &random)
        }

        /// The workspace under the movable clock, for a user.
        func workspace(_ user: String = "许宁", packageTime: Timestamp? = nil) throws -> Workspace {
            let clock = clock
            return try Workspace(
                platform: platform.workspace.platform, actor: Actor(user: legal(user, PathName.init)),
                surroundings: Workspace.Surroundings(now: { clock.now }, packageTime: packageTime))
        }
    }

    private func code(_ body: () throws -> Void) -> TaskferryError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? TaskferryError)?.code
        }
    }

    @Test("R5: unless every name matches no package is made, and the earlier one stays")
    func allOrNone() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let first = try workspace.generate(project: place.platform.project, list: NameList(arguments: ["甲"]))
        let second = try workspace.generate(project: place.platform.project, list: NameList(arguments: ["甲", "丙"]))
        #expect(second.package == nil && second.match.failed.map(\.reason) == [.notFound])
        #expect(try workspace.status(project: place.platform.project).package?.id == first.package?.id)
    }

    @Test("R7: export writes the last package byte for byte, even if tasks changed since")
    func sameBytes() throws {
        var place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        let package = try #require(try workspace.generate(project: project, list: NameList(arguments: ["甲"])).package)
        try place.platform.load([sampleDocument("甲", uid: "1", sql: "select 99")], using: &place.random)
        let report = try workspace.export(project: project, to: "\(place.folder.path)/a.zip")
        #expect(SHA256Digest(of: try Files.read(report.path)) == package.sha256)
    }

    @Test("R7: when the names were changed since, export refuses; --last insists")
    func namesChanged() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        _ = try workspace.generate(project: project, list: NameList(arguments: ["甲", "乙"]))
        _ = try workspace.match(NameList(arguments: ["乙", "甲"]), project: project)
        #expect(code { _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip") } == nil)
        _ = try workspace.match(NameList(arguments: ["甲"]), project: project)
        #expect(try workspace.status(project: project).namesDiffer)
        let refused = code { _ = try workspace.export(project: project, to: "\(place.folder.path)/b.zip") }
        #expect(refused == .namesChanged && refused?.exitStatus == .no)
        #expect(try !Files.list(place.folder.path).contains("b.zip"))
        _ = try workspace.export(project: project, to: "\(place.folder.path)/b.zip", insist: true)
    }

    @Test("R7: while a job is running export and a second job are refused; a dead job is recognised by its free lock")
    func running() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        _ = try workspace.generate(project: project, list: NameList(arguments: ["甲"]))
        let cache = try PackageCache(platform: workspace.platform, project: project, user: workspace.user)
        try cache.record(JobRecord(process: 1, startedAt: place.clock.now, tasks: 1, isBackground: true))
        var lock: OpenFile? = try workspace.lockJob(cache)
        #expect(code { _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip") } == .jobRunning)
        #expect(code { _ = try workspace.generate(project: project) } == .jobRunning)
        #expect(try workspace.status(project: project).job?.isRunning == true)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try workspace.status(project: project).job?.state == .died)
        #expect(code { _ = try workspace.cancelGenerate(project: project) } == .noJob)
        #expect(try workspace.takeCompletionNotices(project: project).count == 1)
        #expect(try workspace.takeCompletionNotices(project: project).isEmpty)
        _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip")
    }

    @Test("R8: a package stays available for 72 hours, for its user and project")
    func lifetime() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        #expect(code { _ = try workspace.export(project: project, to: place.folder.path) } == .noPackage)
        _ = try workspace.generate(project: project, list: NameList(arguments: ["甲"]))
        place.clock.move(bySeconds: 72 * 3600 - 1)
        #expect(try workspace.status(project: project).package != nil)
        _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip")
        place.clock.move(bySeconds: 1)
        let status = try workspace.status(project: project)
        #expect(status.package == nil && status.packageHasExpired)
        #expect(code { _ = try workspace.export(project: project, to: place.folder.path) } == .packageExpired)
        _ = try workspace.setRole(.admin, of: legal("李澜", PathName.init), in: project)
        #expect(try place.workspace("李澜").status(project: project).packageHasExpired == false)
    }

    @Test("§6: same content, source, user and time give the same bytes")
    func deterministic() throws {
        let place = try Place()
        let workspace = try place.workspace(packageTime: TestPlatform.time)
        let project = place.platform.project
        let list = try NameList(arguments: ["乙", "甲"])
        let first = try #require(try workspace.generate(project: project, list: list).package)
        place.clock.move(bySeconds: 60)
        let second = try #require(
            try workspace.generate(project: project, list: NameList(arguments: ["甲", "乙"])).package)
        #expect(first.sha256 == second.sha256 && first.path != second.path)
        #expect(try Files.status(first.path) == nil)
    }

    @Test("R1, R2: rights come before switches, and the library itself refuses")
    func rights() throws {
        let place = try Place()
        let owner = try place.workspace()
        let project = place.platform.project
        _ = try owner.setRole(.developer, of: legal("周牧", PathName.init), in: project)
        let developer = try place.workspace("周牧")
        let list = try NameList(arguments: ["甲"])
        _ = try owner.setSwitch(.export, on: false)
        #expect(code { _ = try developer.match(list, project: project) } == .notPermitted)
        #expect(code { _ = try developer.generate(project: project, list: list) } == .notPermitted)
        #expect(code { _ = try developer.export(project: project, to: "/tmp") } == .notPermitted)
        let options = ImportOptions(directory: .root)
        #expect(
            code { _ = try developer.importPackage("x", staging: "/tmp", project: project, options: options) }
                == .notPermitted)
        #expect(code { _ = try owner.match(list, project: project) } == .switchedOff)
        #expect(code { _ = try owner.generate(project: project, list: list) } == .switchedOff)
        #expect(code { _ = try developer.setSwitch(.export, on: true) } == .notPermitted)
        let acting = Actor(user: try legal("周牧", PathName.init), actingFor: try legal("许宁", PathName.init))
        #expect(
            code {
                _ = try Workspace(
                    platform: owner.platform, actor: acting,
                    surroundings: Workspace.Surroundings(now: { place.clock.now }))
            } == .notPermitted)
    }

    @Test("dependency-cycle: a batch that waits for itself is not packed")
    func cyclicBatch() throws {
        var place = try Place()
        try place.platform.load(
            [sampleDocument("甲", uid: "1", upstreams: ["乙"]), sampleDocument("乙", uid: "2", upstreams: ["甲"])],
            using: &place.random)
        let workspace = try place.workspace()
        #expect(
            code {
                _ = try workspace.generate(project: place.platform.project, list: NameList(arguments: ["甲", "乙"]))
            } == .dependencyCycle)
    }
}
