import FileIO
import Foundation
import Glibc
import TaskModel
import Testing

@Suite struct FilesTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "taskferry-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("A small file is replaced at once and leaves nothing beside it (§5)")
    func replace() throws {
        try withFolder { folder in
            try Files.replace("\(folder)/a.json", with: Array("one".utf8))
            try Files.replace("\(folder)/a.json", with: Array("two".utf8))
            #expect(try Files.readText("\(folder)/a.json") == "two")
            #expect(try Files.list(folder) == ["a.json"])
            #expect(try Files.status("\(folder)/a.json")?.permissions == 0o600)
        }
    }

    @Test("Errors name the path and the cause, by errno")
    func errors() throws {
        try withFolder { folder in
            func code(_ body: () throws -> Void) -> TaskferryError.Code? {
                do {
                    try body()
                    return nil
                } catch {
                    return (error as? TaskferryError)?.code
                }
            }
            #expect(code { _ = try Files.read("\(folder)/none") } == .notFound)
            #expect(code { _ = try Files.read(folder) } == .badFile)
            #expect(code { try Files.write([1], to: "\(folder)/none/a") } == .notFound)
            #expect(code { _ = try Files.list("\(folder)/none") } == .notFound)
            try Files.write([1, 2, 3], to: "\(folder)/a")
            #expect(code { _ = try Files.read("\(folder)/a", limit: 2) } == .badFile)
            #expect(code { try Files.makeDirectory("\(folder)/a") } == .alreadyExists)
            #expect(code { _ = try Files.list("\(folder)/a") } == .notFound)
            try Files.write([0xFF], to: "\(folder)/b")
            #expect(code { _ = try Files.readText("\(folder)/b") } == .badFile)
            #expect(SystemCall.error(ENOSPC, doing: "write", path: "x").code == .noSpace)
            #expect(SystemCall.error(EACCES, doing: "open", path: "x").code.exitStatus == .notPermitted)
            #expect(SystemCall.error(EIO, doing: "fsync", path: "x").code.exitStatus == .inputOutput)
        }
    }

    @Test("A full disk is the error no-space, and nothing pretends to be written")
    func fullDisk() throws {
        let file = try OpenFile.open("/dev/full", O_WRONLY)
        let error = #expect(throws: TaskferryError.self) { try file.write([1, 2, 3]) }
        #expect(error?.code == .noSpace)
    }

    @Test("Names are listed by their bytes; those that are not UTF-8 are refused")
    func list() throws {
        try withFolder { folder in
            for name in ["b", "中", "B", "é"] { try Files.write([], to: "\(folder)/\(name)") }
            #expect(try Files.list(folder) == ["B", "b", "é", "中"])
            let bad = Array("\(folder)/".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
            close(creat(bad, 0o600))
            let error = #expect(throws: TaskferryError.self) { try Files.list(folder) }
            #expect(error?.code == .badFile)
        }
    }

    @Test("Trees are removed without following links")
    func removeTree() throws {
        try withFolder { folder in
            try Files.makeDirectories("\(folder)/a/b")
            try Files.makeDirectory("\(folder)/kept")
            try Files.write([1], to: "\(folder)/kept/x")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/a/link", withDestinationPath: "\(folder)/kept")
            try Files.removeTree("\(folder)/a")
            try Files.removeTree("\(folder)/a")
            #expect(try Files.list(folder) == ["kept"])
            #expect(try Files.read("\(folder)/kept/x") == [1])
        }
    }

    @Test("A lock is free again when its last descriptor is closed")
    func lock() throws {
        try withFolder { folder in
            var first: OpenFile? = try OpenFile.open("\(folder)/l", O_RDWR | O_CREAT)
            let second = try OpenFile.open("\(folder)/l", O_RDWR)
            #expect(try first?.tryLock() == true)
            #expect(try second.tryLock() == false)
            first = nil
            #expect(try second.tryLock())
        }
    }

    @Test(
        "Parents and names of paths",
        arguments: [("/a/b", "/a", "b"), ("/a", "/", "a"), ("a", ".", "a"), ("中/文", "中", "文")])
    func paths(_ path: String, parent: String, name: String) {
        #expect(Files.parent(of: path) == parent)
        #expect(Files.name(of: path) == name)
    }

    @Test("Reading at an offset gives what is there and stops at the end")
    func read() throws {
        try withFolder { folder in
            try Files.write(Array(0..<100), to: "\(folder)/a")
            let file = try OpenFile.open("\(folder)/a", O_RDONLY)
            #expect(try file.read(at: 90, count: 20) == Array(90..<100))
            #expect(try file.read(at: 200, count: 5).isEmpty)
            #expect(try file.read(at: 3, count: 0).isEmpty)
        }
    }

    @Test("Zones come from the system's database by safe names only")
    func zones() throws {
        let zones = ZoneFiles()
        #expect(try zones.rules(named: "UTC") != nil)
        #expect(try zones.rules(named: "Asia/Holiday_City") == nil)
        #expect(try zones.rules(named: "../../etc/passwd") == nil)
        #expect(try zones.rules(named: "") == nil)
    }
}
