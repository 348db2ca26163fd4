import FileIO
import Foundation
import TaskModel
import Testing

@testable import Shell

@Suite struct HistoryFileTests {
    private func file(_ world: TestWorld) -> HistoryFile { HistoryFile(path: "\(world.directory)/state/history") }

    @Test("what is appended reads back as it was, whatever characters it has")
    func roundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = OutputRandom(seed: seed)
        let world = try TestWorld()
        let history = file(world)
        let pool = Array("ab\\\\n\n 任务\t\u{202E}'\"é".unicodeScalars)
        var expected: [String] = []
        for _ in 0..<200 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                scalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
            }
            let entry = String(scalars)
            if try history.append(entry) {
                expected.removeAll { $0.isIdentical(to: entry) }
                expected.append(entry)
            }
        }
        let found = try history.entries()
        #expect(found.count == expected.count, "seed \(seed)")
        #expect(zip(found, expected).allSatisfy { $0.isIdentical(to: $1) }, "seed \(seed)")
    }

    @Test("shells side by side lose nothing of each other")
    func sideBySide() async throws {
        let world = try TestWorld()
        let history = file(world)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for shell in 0..<8 {
                group.addTask { for line in 0..<50 { try history.append("echo \(shell) \(line)") } }
            }
            try await group.waitForAll()
        }
        #expect(try history.entries().count == 400)
    }

    @Test("a line that a crash has cut off, or that is no text, costs no other")
    func damage() throws {
        let world = try TestWorld()
        let history = file(world)
        try history.append("一")
        let handle = try #require(FileHandle(forWritingAtPath: history.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0xFF, 0x0A] + Array("半".utf8)))
        try handle.close()
        try history.append("二")
        #expect(try history.entries() == ["一", "半", "二"])
    }

    @Test("a file that has grown large is written anew with the newest entries")
    func compaction() throws {
        let world = try TestWorld()
        let history = file(world)
        try history.append("第一")
        let lines = (0..<60_000).map { "echo \($0 % 30_000) \(String(repeating: "x", count: 60))" }
        try world.write(lines.joined(separator: "\n") + "\n", to: "state/history")
        try history.append("最后")
        let found = try history.entries()
        #expect(found.count == HistoryFile.limit / 2 && found.last == "最后")
    }

    @Test(
        "entries as long as a pasted list: the file shrinks below its bound, and one beyond all measure gives its end")
    func longEntries() throws {
        let world = try TestWorld()
        let history = file(world)
        try history.append("第一")
        let lines = (0..<700).map { "match \($0) \(String(repeating: "x", count: 15_000))" }
        try world.write(lines.joined(separator: "\n") + "\n", to: "state/history")
        try history.append("最后")
        let size = try #require(try Files.status(history.path)).size
        #expect(size < 3 << 20 && size > 1 << 20)
        #expect(try history.entries().last == "最后")
        let large = try #require(FileHandle(forWritingAtPath: history.path))
        try large.truncate(atOffset: 80 << 20)
        try large.seekToEnd()
        try large.write(contentsOf: Data("x\necho 一\necho 二\n".utf8))
        try large.close()
        #expect(try history.entries().suffix(2) == ["echo 一", "echo 二"])
    }

    @Test("a history that is kept elsewhere, behind a link, is written there")
    func link() throws {
        let world = try TestWorld()
        let history = file(world)
        try FileManager.default.createDirectory(atPath: "\(world.directory)/state", withIntermediateDirectories: true)
        try world.write("一\n", to: "elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: history.path, withDestinationPath: "\(world.directory)/elsewhere")
        try history.append("二")
        #expect(try history.entries() == ["一", "二"])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: history.path) == "\(world.directory)/elsewhere")
    }

    @Test("the place follows the XDG directories")
    func standard() {
        #expect(HistoryFile.standard(["HOME": "/h"])?.path == "/h/.local/state/taskferry/history")
        #expect(HistoryFile.standard(["HOME": "/h", "XDG_STATE_HOME": "/s"])?.path == "/s/taskferry/history")
        #expect(
            HistoryFile.standard(["HOME": "/h", "XDG_STATE_HOME": "s"])?.path == "/h/.local/state/taskferry/history")
        #expect(HistoryFile.standard([:]) == nil)
    }
}
