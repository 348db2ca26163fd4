import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct CrashTests {
    @Test("§5 What is kept: the next writer removes exactly what a crashed one has left")
    func leftovers() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        let layout = sample.layout
        let before = try contents(sample.path).filter { !$0.key.hasPrefix("/index") && $0.key != "/store.lock" }
        let digest = SHA256Digest(of: [1, 2, 3])
        try layout.makeDirectory(layout.blobDirectory(digest))
        try layout.makeDirectory(layout.incoming)
        let left = [
            layout.generation(3), layout.platformSettings(3), layout.projectSettings(Sample.retail, 3),
            layout.blob(digest), layout.incoming(digest), layout.headTemporary,
        ]
        for path in left { try Files.write([1, 2, 3], to: path) }
        try PendingFiles(
            generation: 3,
            files: left[1...3].map(layout.relative) + [
                "settings/../head.json", "head.json", "/etc/none", "settings//x",
            ]
        ).write(layout)
        #expect(try sample.reopened().snapshot().task(Sample.retail, named: label("a")) != nil)
        #expect(try sample.reopened().fsck(repair: false) == [], "what the next writer removes is no damage")
        try sample.reopened().write { _ in }
        let after = try contents(sample.path).filter { !$0.key.hasPrefix("/index") && $0.key != "/store.lock" }
        #expect(before == after)
        #expect(try sample.reopened().fsck(repair: false) == [])
    }

    @Test("§5 Commit: a crash after the rename removes nothing")
    func afterRename() throws {
        let sample = try Sample()
        var settings = try sample.platform.snapshot().settings
        settings.batchImport = true
        try sample.commit(platform: settings)
        try PendingFiles(generation: 2, files: ["settings/platform.2.json"]).write(sample.layout)
        #expect(try sample.reopened().fsck(repair: false) == [])
        try sample.reopened().write { _ in }
        #expect(try sample.reopened().snapshot().settings.batchImport)
        #expect(try Files.status(sample.layout.pending) == nil)
    }

    @Test("§5: a list of pending files that is cut off names nothing, and is removed")
    func tornPending() throws {
        let sample = try Sample()
        try Files.write("{\"files\":[\"settings/pl".utf8, to: sample.layout.pending)
        try sample.commit([aTask("a", uid: "u")])
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§5: a generation above the head that is complete does not count either")
    func uncommitted() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        let head = try Files.read(sample.layout.head)
        try sample.commit([aTask("b", uid: "v")])
        try Files.write(head, to: sample.layout.head)
        #expect(try sample.reopened().snapshot().names(Sample.retail, prefix: "", limit: 9) == ["a"])
        try sample.commit([aTask("c", uid: "w")])
        #expect(try sample.reopened().snapshot().names(Sample.retail, prefix: "", limit: 9) == ["a", "c"])
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§5: a lost head is found again through the chain")
    func lostHead() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        try sample.commit([aTask("b", uid: "v")])
        let head = try Files.read(sample.layout.head)
        for broken: [UInt8]? in [nil, [], Array(head.prefix(40)), Array(repeating: 0, count: 90)] {
            try Files.remove(sample.layout.head)
            if let broken { try Files.write(broken, to: sample.layout.head) }
            #expect(code { _ = try sample.reopened() } == (broken == nil ? .headLost : .damagedStore))
            let found = try Platform.fsck(at: sample.path, repair: false)
            #expect(found.map(\.kind) == [broken == nil ? .headLost : .headDamaged])
            #expect(try Platform.fsck(at: sample.path, repair: true).map(\.isRepaired) == [true])
            #expect(try Files.read(sample.layout.head) == head)
            #expect(try sample.reopened().fsck(repair: false) == [])
        }
    }

    @Test("§5: a generation that is cut off, missing, or goes on too long is loud")
    func tornGeneration() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        let path = sample.layout.generation(2)
        let whole = try Files.read(path)
        for count in stride(from: 0, to: whole.count, by: 7) {
            try Files.write(whole.prefix(count), to: path)
            #expect(try sample.reopened().fsck(repair: false).first?.kind == .generationDamaged)
        }
        try Files.write(Array(whole.dropLast()), to: path)
        #expect(code { _ = try sample.reopened(.privateOnly).snapshot() } == .damagedStore)
        try Files.write(whole + [0x0A], to: path)
        #expect(code { _ = try sample.reopened(.privateOnly).snapshot() } == .damagedStore)
        try Files.remove(path)
        #expect(code { _ = try sample.reopened(.privateOnly).snapshot() } == .damagedStore)
        #expect(try sample.reopened().fsck(repair: true).first?.kind == .generationMissing)
    }

    @Test(
        "§5 Bad files: a flipped bit in every single byte of head, generations, settings and blobs is noticed",
        arguments: 0..<4)
    func flips(part: Int) throws {
        let sample = try Sample()
        let bytes: [UInt8] = Array("resource".utf8)
        let digest = SHA256Digest(of: bytes)
        try sample.platform.write { writer in
            try writer.addBlob(expected: digest, size: bytes.count) { sink in try bytes.withUnsafeBytes(sink) }
            var task = aTask("a", uid: "u", after: ["b"])
            task.newVersion?.resources = [
                Resource(name: name("x.jar"), kind: .jar, size: bytes.count, sha256: digest)
            ]
            _ = try writer.commit(Sample.request([task]))
        }
        var random = SeededGenerator(seed: 7)
        for (file, content) in try contents(sample.path).sorted(by: { $0.key < $1.key })
        where !file.hasPrefix("/index") && file != "/store.lock" {
            for place in content.indices where place % 4 == part {
                var flipped = content
                flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                try Files.write(flipped, to: sample.path + file)
                let found = try Platform.fsck(at: sample.path, repair: false)
                #expect(!found.isEmpty, "\(file), byte \(place)")
            }
            try Files.write(content, to: sample.path + file)
        }
        #expect(try sample.reopened().fsck(repair: false) == [])
    }
}
