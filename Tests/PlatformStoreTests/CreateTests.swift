import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct CreateTests {
    @Test("§5: a new platform opens with its settings, and has nothing wrong with it")
    func roundTrip() throws {
        let sample = try Sample()
        let snapshot = try sample.reopened().snapshot()
        #expect(snapshot.generation == 1)
        #expect(snapshot.platformID == sample.platform.id)
        #expect(snapshot.settings.name.text == "测试平台")
        #expect(snapshot.settings.resourceGroups == [ResourceGroup(name: registryName("外网采集组"), id: "rg-1")])
        #expect(!snapshot.settings.batchExport && !snapshot.settings.batchImport)
        #expect(snapshot.projectNames == [Sample.shared, Sample.retail].sorted())
        #expect(try snapshot.project(Sample.retail)?.role(of: Sample.alice) == .owner)
        #expect(try snapshot.project(name("无")) == nil)
        #expect(try snapshot.history().map(\.kind) == ["create"])
        #expect(try sample.platform.fsck(repair: false) == [])
        #expect(try Files.status(sample.path)?.permissions == 0o700)
    }

    @Test("§3 Rights: a group's platform is the group's, whatever the umask")
    func group() throws {
        let scratch = try Scratch()
        var random = SystemRandomNumberGenerator()
        let path = "\(scratch.path)/shared"
        let platform = try Platform.create(
            at: path, settings: PlatformSettings(name: name("p")), projects: [(name("a"), ProjectSettings())],
            group: "root", by: Actor(user: Sample.alice), at: .earliest, using: &random)
        #expect(try Files.status(path)?.permissions == 0o2770)
        #expect(try Files.status("\(path)/generations")?.permissions == 0o2770)
        for file in ["head.json", "index.sqlite", "store.lock", "generations/1.jsonl"] {
            #expect(try Files.status("\(path)/\(file)")?.permissions == 0o660, "\(file)")
        }
        let own = platform.userFiles(project: name("a"), user: Sample.alice)
        #expect(own.directory == "\(path)/packages/a/alice")
        #expect(try Files.status("\(path)/packages/a") == nil, "asking makes nothing")
        try own.replace("match.json", with: [0x7B, 0x7D])
        _ = try own.openLock("job.lock")
        #expect(try Files.status(own.directory)?.permissions == 0o2770)
        #expect(try Files.status(own.path("match.json"))?.permissions == 0o660)
        #expect(try Files.status(own.path("job.lock"))?.permissions == 0o660)
        #expect(
            code {
                _ = try Platform.create(
                    at: "\(scratch.path)/x", settings: PlatformSettings(name: name("p")), projects: [],
                    group: "no such group", by: Actor(user: Sample.alice), at: .earliest, using: &random)
            } == .invalidArgument)
    }

    @Test("§5: a directory with anything in it is refused; what a crashed attempt has left is taken over")
    func leftovers() throws {
        let scratch = try Scratch()
        func create(_ path: String) throws {
            var random = SystemRandomNumberGenerator()
            _ = try Platform.create(
                at: path, settings: PlatformSettings(name: name("p")), projects: [(name("a"), ProjectSettings())],
                by: Actor(user: Sample.alice), at: .earliest, using: &random)
        }
        let path = "\(scratch.path)/p"
        try Files.makeDirectory(path)
        try create(path)
        #expect(code { try create(path) } == .alreadyExists)
        let full = "\(scratch.path)/full"
        try Files.makeDirectory(full)
        try Files.write("x".utf8, to: "\(full)/note.txt")
        #expect(code { try create(full) } == .alreadyExists)

        // As a crash before the head would leave it.
        try Files.remove("\(path)/head.json")
        try PendingFiles(generation: 1, files: []).write(StoreLayout(of: path))
        #expect(code { _ = try Platform.open(path) } == .notAPlatform)
        try create(path)
        #expect(try Platform.open(path).fsck(repair: false) == [])
    }

    @Test("§5 Bad files: what is no platform, has lost its head, or is newer, says so")
    func openErrors() throws {
        let scratch = try Scratch()
        #expect(code { _ = try Platform.open("\(scratch.path)/none") } == .notAPlatform)
        #expect(code { _ = try Platform.open(scratch.path) } == .notAPlatform)
        let sample = try Sample()
        let head = try Files.read(sample.layout.head)
        try Files.write("{".utf8, to: sample.layout.head)
        #expect(code { _ = try sample.reopened() } == .damagedStore)
        let newer = String(decoding: head, as: UTF8.self).replacingOccurrences(
            of: "\"format\": 1", with: "\"format\": 2")
        try Files.write(newer.utf8, to: sample.layout.head)
        #expect(code { _ = try sample.reopened() } == .newerFormat)
        try Files.remove(sample.layout.head)
        #expect(code { _ = try sample.reopened() } == .headLost)
    }

    @Test("§4: keys not known survive in settings")
    func unknownKeys() throws {
        let sample = try Sample()
        var settings = try sample.platform.snapshot().settings
        settings.extra["色"] = .array([.number("1.50"), .null])
        settings.batchExport = true
        settings.signatures = .required
        settings.addNodeType(try #require(NodeType("flink")))
        var project = ProjectSettings(members: [Member(user: Sample.alice, role: .admin)])
        project.extra["x"] = .bool(true)
        project.addDirectory(try #require(TaskDirectory("/零售/订单")))
        let added = [
            project.add(registryName("订单明细_主键唯一"), to: .qualityMonitor),
            project.add(registryName("订单明细_主键唯一"), to: .qualityMonitor),
            project.add(registryName("q"), to: .queue),
        ]
        #expect(added == [true, false, false])
        try sample.commit(platform: settings, projects: [(Sample.retail, project)], kind: "settings")
        let snapshot = try sample.reopened().snapshot()
        #expect(snapshot.settings == settings)
        #expect(try snapshot.project(Sample.retail) == project)
        #expect(try snapshot.project(Sample.retail)?.hasDirectory(.root) == true)
        // Unchanged settings write no new revision.
        try sample.commit(platform: settings, projects: [(Sample.retail, project)], kind: "settings")
        #expect(try sample.platform.snapshot().head.settings.platform.number == 2)
        #expect(try Files.list(sample.layout.settings) == ["platform.1.json", "platform.2.json", "projects"])
    }

    @Test("§5: the audit takes whole lines from many threads")
    func audit() throws {
        let sample = try Sample()
        try Files.write("{\"cut".utf8, to: sample.layout.audit)
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            for _ in 0..<5 { try? sample.platform.appendAudit(["n": .integer(number)]) }
        }
        let lines = try Files.readText(sample.layout.audit).split(separator: "\n")
        #expect(lines.count == 41)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("{\"n\":") && $0.hasSuffix("}") })
        #expect(try sample.platform.fsck(repair: false).map(\.kind) == [.auditDamaged])
    }
}
