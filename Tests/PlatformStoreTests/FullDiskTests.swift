import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

/// On a file system of its own in memory, which only root can mount; elsewhere the test is left out.
@Suite(.enabled(if: geteuid() == 0)) struct FullDiskTests {
    private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test("R20, §10: a disk that is full at any point of a commit gives a clean error and the state before")
    func full() throws {
        let scratch = try Scratch()
        guard try run("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", scratch.path]) == 0 else { return }
        defer { _ = try? run("/bin/umount", ["-l", scratch.path]) }
        let path = "\(scratch.path)/p"
        var random = SystemRandomNumberGenerator()
        let platform = try Platform.create(
            at: path, settings: PlatformSettings(name: name("p")), projects: [(Sample.retail, ProjectSettings())],
            by: Actor(user: Sample.alice), at: .earliest, using: &random)
        try platform.write { _ = try $0.commit(Sample.request([aTask("a", uid: "u")])) }
        let bytes = Array(repeating: UInt8(1), count: 100_000)
        var failures = 0
        for free in stride(from: 0, through: 700_000, by: 4_096) {
            let ballast = "\(scratch.path)/ballast"
            let space = try OpenFile.open(scratch.path, O_RDONLY | O_DIRECTORY).freeSpace()
            if space > free { try Files.write(Array(repeating: 0, count: space - free), to: ballast) }
            let before = try Files.read("\(path)/head.json")
            let error = code {
                try platform.write { writer in
                    let content = bytes + Array("\(free)".utf8)
                    let digest = SHA256Digest(of: content)
                    try writer.addBlob(expected: digest, size: content.count) { try content.withUnsafeBytes($0) }
                    var task = aTask("t\(free)", uid: "u\(free)", description: String(repeating: "x", count: 50_000))
                    task.newVersion?.resources = [
                        Resource(name: name("x"), kind: .other, size: content.count, sha256: digest)
                    ]
                    var settings = writer.snapshot.settings
                    settings.extra["x"] = .string(String(repeating: "y", count: 20_000))
                    settings.batchExport.toggle()
                    _ = try writer.commit(Sample.request([task], [], settings))
                }
            }
            if let error {
                failures += 1
                #expect(error == .noSpace || error == .ioError, "free \(free)")
                #expect(try Files.read("\(path)/head.json") == before)
            }
            try Files.remove(ballast)
            let damages = try Platform.open(path).fsck(repair: true).filter { $0.kind != .indexDamaged }
            #expect(damages == [], "free \(free)")
            if error == nil { break }
        }
        #expect(failures > 5)
        #expect(try Platform.open(path).snapshot().names(Sample.retail, prefix: "", limit: 9).count == 2)
    }
}
