import FileIO
import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R27: the file of an inventory.
@Suite struct InventoryFileTests {
    @Test("the index is sorted whatever the order and the number of its entries", arguments: [0, 1, 3, 4, 5, 8, 29])
    func runs(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let entries = (0..<count).map { offset in
            InventoryIndex.Entry(key: UInt64.random(in: 0...9, using: &random), offset: UInt64(offset))
        }
        var runs = SortedRuns(length: 4)
        for entry in entries { runs.add(entry) }
        var found: [InventoryIndex.Entry] = []
        runs.sort()
        runs.forEach { found.append($0) }
        #expect(found == entries.sorted() && runs.count == count)
    }

    private let folder: TestFolder
    private let target: TestPlatform
    private let path: String

    init() throws {
        var random = SeededRandom(seed: 27)
        folder = try TestFolder()
        target = try TestPlatform("target", in: folder, using: &random)
        var document = try sampleDocument("甲", uid: "1", sql: "select secret")
        document.description = "secret"
        document.schedule = Schedule(cron: "0 0 1 * * ?", timeZone: "Asia/Shanghai")
        try target.load([document, sampleDocument("乙", uid: "2", upstreams: ["甲"])], using: &random)
        path = "\(folder.path)/a.inventory"
        _ = try target.workspace.inventory(project: target.project, to: path)
    }

    private func code(_ bytes: [UInt8]) throws -> TaskferryError.Code? {
        try Files.write(bytes, to: path)
        do {
            _ = try Inventory(file: path)
            return nil
        } catch let error as TaskferryError {
            return error.code
        }
    }

    @Test("every flipped bit and every truncation is refused (65)")
    func damage() throws {
        let bytes = try Files.read(path)
        #expect(try code(bytes) == nil)
        let refused: Set<TaskferryError.Code?> = [.badInventory, .notAnInventory, .newerFormat]
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(refused.contains(try code(damaged)), "byte \(place)")
        }
        for length in stride(from: 0, to: bytes.count, by: 11) {
            #expect(refused.contains(try code(Array(bytes[..<length]))), "\(length) bytes")
        }
        #expect(refused.contains(try code(bytes + [0x0A])))
        #expect(refused.allSatisfy { $0?.exitStatus == .badData })
    }

    @Test("a newer format is told as such; what is no inventory, too")
    func otherFiles() throws {
        let newer = InventoryFacts.mark + "2,\"whatever\":1}\n"
        #expect(try code(Array(newer.utf8)) == .newerFormat)
        #expect(try code([]) == .notAnInventory)
        #expect(try code(Array("{\"taskferry\":\"plan\"}\n".utf8)) == .notAnInventory)
    }

    @Test("no content is in it but the schedule's texts; lines are JSON, and a foreign file is not overwritten")
    func content() throws {
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        #expect(!text.contains("secret") && text.contains("0 0 1 * * ?"))
        for line in text.split(separator: "\n") { _ = try JSONParser.parse(Array(line.utf8), file: path) }
        _ = try target.workspace.inventory(project: target.project, to: path)
        try Files.write(Array("mine".utf8), to: path)
        let error = #expect(throws: TaskferryError.self) {
            try target.workspace.inventory(project: target.project, to: path)
        }
        #expect(error?.code == .alreadyExists)
        let inside = #expect(throws: TaskferryError.self) {
            try target.workspace.inventory(project: target.project, to: "\(folder.path)/target/a.inventory")
        }
        #expect(inside?.code == .cannotCreate)
    }

    @Test("the same platform at the same time gives the same bytes")
    func sameBytes() throws {
        let bytes = try Files.read(path)
        for _ in 0..<5 {
            _ = try target.workspace.inventory(project: target.project, to: path)
            #expect(try Files.read(path) == bytes)
        }
    }

    @Test("whoever has no role in the project may not; a switch that is off does not count")
    func rights() throws {
        _ = try target.workspace.setSwitch(.import, on: false)
        _ = try target.workspace.inventory(project: target.project, to: path)
        let stranger = try Workspace(
            platform: target.workspace.platform, actor: Actor(user: legal("路人", PathName.init)),
            surroundings: target.workspace.surroundings)
        let error = #expect(throws: TaskferryError.self) {
            try stranger.inventory(project: target.project, to: path)
        }
        #expect(error?.code == .notPermitted)
    }
}
