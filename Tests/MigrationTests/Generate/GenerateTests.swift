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
        let cache = PackageCache(platform: workspace.platform, project: project, user: workspace.user)
        try cache.record(JobRecord(process: 1, startedAt: place.clock.now, tasks: 1, isBackground: true))
        var lock: OpenFile? = try workspace.lockJob(cache)
        #expect(code { _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip") } == .jobRunning)
        #expect(code { _ = try workspace.generate(project: project) } == .jobRunning)
        #expect(try workspace.status(project: project).job?.isRunning == true)
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try workspace.status(project: project).job?.state == .died)
        #expect(code { _ = try workspace.cancelGenerate(project: project) } == .noJob)
        #expect(try workspace.takeCompletionNotice(project: project)?.state == .died)
        #expect(try workspace.takeCompletionNotice(project: project) == nil)
        _ = try workspace.export(project: project, to: "\(place.folder.path)/a.zip")
    }

    /// A job as a shell leaves it to its worker: recorded, with the lock held.
    private func handOver(_ workspace: Workspace, _ project: PathName, _ names: [String]) throws -> WorkerArguments {
        let begun = try workspace.beginGenerate(project: project, list: NameList(arguments: names))
        try begun.cache.record(
            JobRecord(
                process: JobRecord.starting, startedAt: TestPlatform.time, tasks: names.count, isBackground: true,
                names: begun.report.list))
        let inherited = dup(begun.lock.descriptor)
        return WorkerArguments(
            platform: workspace.platform.path, project: project, actingFor: nil, lock: inherited)
    }

    @Test("R6: a job in the background packs the names that it began with, whatever is matched meanwhile")
    func frozenNames() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        let job = try handOver(workspace, project, ["甲", "乙"])
        _ = try workspace.match(NameList(arguments: ["甲"]), project: project)
        #expect(code { _ = try workspace.generate(project: project, list: NameList(arguments: ["乙"])) } == .jobRunning)
        #expect(try workspace.status(project: project).lastMatch?.names == ["甲"])
        try workspace.runWorker(job)
        #expect(try workspace.status(project: project).package?.tasks.map(\.text) == ["乙", "甲"])
    }

    @Test("R6: a worker without a job of its own does nothing")
    func forgedWorker() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        try workspace.runWorker(handOver(workspace, project, ["甲"]))
        let cache = PackageCache(platform: workspace.platform, project: project, user: workspace.user)
        func run(_ lock: OpenFile) -> TaskferryError.Code? {
            code {
                try workspace.runWorker(
                    WorkerArguments(
                        platform: workspace.platform.path, project: project, actingFor: nil,
                        lock: dup(lock.descriptor)))
            }
        }
        #expect(try run(cache.openJobLock()) == .noJob)
        #expect(try run(OpenFile.open(workspace.platform.path + "/head.json", O_RDONLY)) == .noJob)
        #expect(WorkerArguments(["--worker-generate", "/p", "项目", "", "2"]) == nil)
    }

    @Test("§3: generate --cancel stops the job that runs, and no other; it sends no signal")
    func cancellation() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        let job = try handOver(workspace, project, ["甲", "乙"])
        let cache = PackageCache(platform: workspace.platform, project: project, user: workspace.user)
        // The process number of a record is never used: this one would end the test.
        let running = try #require(try cache.lastJob())
        try cache.requestCancellation(of: running)
        #expect(code { try workspace.runWorker(job) } == .interrupted)
        #expect(try workspace.status(project: project).job?.state == .cancelled)
        #expect(try workspace.status(project: project).package == nil)
        _ = try workspace.generate(project: project)
        #expect(try workspace.status(project: project).package?.tasks.count == 2)
    }

    @Test("§3: looking leaves nothing behind in the platform")
    func lookingMakesNothing() throws {
        let place = try Place()
        let project = place.platform.project
        let workspace = try place.workspace()
        let before = try Files.list("\(workspace.platform.path)/packages")
        _ = try workspace.status(project: project)
        _ = try workspace.takeCompletionNotice(project: project)
        #expect(try Files.list("\(workspace.platform.path)/packages") == before && before.isEmpty)
    }

    @Test("§5: no file is exported into a platform's own directory, --force or not")
    func exportIntoPlatform() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        _ = try workspace.generate(project: project, list: NameList(arguments: ["甲"]))
        let path = workspace.platform.path
        let head = try Files.read("\(path)/head.json")
        try FileManager.default.createSymbolicLink(
            atPath: "\(place.folder.path)/link", withDestinationPath: "\(path)/generations")
        for destination in [path, "\(path)/head.json", "\(path)/blobs/x.zip", "\(place.folder.path)/link"] {
            let refused = code {
                _ = try workspace.export(project: project, to: destination, insist: true, overwrite: true)
            }
            #expect(refused == .cannotCreate, "\(destination)")
        }
        #expect(try Files.read("\(path)/head.json") == head)
    }

    @Test("R3: a pattern that fits no online task fails like any name, and is remembered")
    func emptyPattern() throws {
        let place = try Place()
        let workspace = try place.workspace()
        let project = place.platform.project
        var widening = Widening()
        widening.glob = true
        let report = try workspace.match(NameList(arguments: ["甲", "丁*"]), widening, project: project)
        #expect(report.failed.map(\.name) == ["丁*"] && report.failed.map(\.reason) == [.notFound])
        #expect(try workspace.generate(project: project).package == nil)
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
