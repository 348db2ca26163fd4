import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct CommitTests {
    @Test("§5: what is committed is found again by name, uid, prefix and part, with its document")
    func roundTrip() throws {
        let sample = try Sample()
        var written = aTask("dwd_订单_di", uid: "u1", description: "订单明细")
        written.alarms = .object(["to": .string("夜班"), "n": .number("1e3")])
        written.directory = try #require(TaskDirectory("/a/b"))
        written.newVersion?.extra["未知"] = .number("1.0")
        #expect(try sample.commit([written, aTask("ods_x", uid: "u2", online: false)]) == 2)
        let platform = try sample.reopened()
        let snapshot = try platform.snapshot()
        let record = try #require(try snapshot.task(Sample.retail, named: label("dwd_订单_di")))
        #expect(record.uid == taskUID("u1") && record.directory.text == "/a/b" && record.owner == "alice")
        #expect(record.alarms == written.alarms)
        #expect(record.generation == 2 && record.lastVersion == 1 && record.online == record.development)
        #expect(try snapshot.task(Sample.retail, uid: taskUID("u1")) == record)
        #expect(try snapshot.task(Sample.shared, named: label("dwd_订单_di")) == nil)
        let version = try #require(record.online)
        #expect(try snapshot.document(record, version) == written.newVersion)
        #expect(try snapshot.version(record, number: 1) == written.newVersion)
        #expect(try snapshot.version(record, number: 2) == nil)
        #expect(try snapshot.names(Sample.retail, prefix: "d", limit: 9) == ["dwd_订单_di"])
        #expect(try snapshot.names(Sample.retail, prefix: "", onlineOnly: true, limit: 9) == ["dwd_订单_di"])
        #expect(try snapshot.names(Sample.retail, prefix: "", limit: 1) == ["dwd_订单_di"])
        #expect(try snapshot.names(Sample.retail, containing: "订单", limit: 9) == ["dwd_订单_di"])
        #expect(try snapshot.nameTable(Sample.retail).names(containing: "订单", limit: 9) == ["dwd_订单_di"])
        let summary = try #require(try snapshot.summary(Sample.retail, named: label("ods_x")))
        #expect(summary.online == nil && summary.development == 1 && summary.uid == taskUID("u2"))
        var seen: [String] = []
        try snapshot.forEachTask(Sample.retail) { record in
            seen.append(record.name.text)
            return true
        }
        #expect(seen == ["dwd_订单_di", "ods_x"])
        #expect(try snapshot.history(kind: "load").first?.summary["note"]?.string == "测试")
        #expect(try snapshot.changes(in: 2).map { $0.after?.name.text } == ["dwd_订单_di", "ods_x"])
        #expect(try platform.fsck(repair: false) == [])
    }

    @Test("§4: versions are immutable; development and online choose among them")
    func versions() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u", description: "1")])
        try sample.commit([aTask("a", uid: "u", description: "2", online: false)])
        try sample.commit([aTask("a", uid: "u", description: "3", online: false)])
        var record = try sample.existing("a")
        #expect(record.development?.number == 3 && record.online?.number == 1)
        let first = try sample.platform.snapshot()
        for number in 1...3 {
            #expect(try first.version(record, number: number)?.description == "\(number)")
        }
        // An old version becomes the development one; then online follows; then the task goes offline.
        var restore = TaskWrite(record)
        restore.development = .version(try #require(try first.pointer(record, number: 2)))
        try sample.commit([restore])
        record = try sample.existing("a")
        #expect(record.development?.number == 2 && record.online?.number == 1 && record.lastVersion == 3)
        var submit = TaskWrite(record)
        submit.online = .development
        try sample.commit([submit])
        record = try sample.existing("a")
        #expect(record.online?.number == 2)
        var offline = TaskWrite(record)
        offline.online = .none
        try sample.commit([offline], kind: "offline")
        try sample.commit([aTask("a", uid: "u", description: "4", online: false)])
        record = try sample.existing("a")
        #expect(record.online == nil && record.development?.number == 4)
        #expect(try sample.platform.snapshot().version(record, number: 1)?.description == "1")
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§3: a commit that would break uniqueness is refused before anything is written")
    func uniqueness() throws {
        let sample = try Sample()
        let bound = BoundUID(uid: taskUID("far"), platform: "other")
        try sample.commit([aTask("a", uid: "u1", boundUIDs: [bound]), aTask("b", uid: "u2")])
        let before = try contents(sample.path).filter { !$0.key.hasPrefix("/index") && $0.key != "/store.lock" }
        #expect(code { try sample.commit([aTask("a", uid: "u3")]) } == .nameExists)
        #expect(code { try sample.commit([aTask("c", uid: "u3"), aTask("c", uid: "u4")]) } == .nameExists)
        let record = try sample.existing("a")
        #expect(code { try sample.commit([record.renamed("b")]) } == .nameExists)
        #expect(code { try sample.commit([aTask("c", uid: "far")]) } == .damagedStore)
        #expect(code { try sample.commit([aTask("c", uid: "u3", boundUIDs: [bound])]) } == .damagedStore)
        #expect(code { try sample.commit([aTask("c", uid: "u3"), aTask("d", uid: "u3")]) } == .damagedStore)
        #expect(code { try sample.commit([aTask("c", uid: "u3", in: name("无"))]) } == .unknownProject)
        #expect(code { try sample.commit([TaskWrite(record)], removing: [record.key]) } == .damagedStore)
        var empty = TaskWrite(record)
        empty.development = .new
        #expect(code { try sample.commit([empty]) } == .damagedStore)
        let after = try contents(sample.path).filter { !$0.key.hasPrefix("/index") && $0.key != "/store.lock" }
        #expect(before == after)
        // The same uid in another project is another task; a name that differs in its bytes is another name.
        try sample.commit([aTask("a", uid: "u1", in: Sample.shared), aTask("A", uid: "u9")])
        #expect(try sample.platform.snapshot().task(Sample.retail, uid: taskUID("far"))?.name.text == "a")
        #expect(try sample.platform.snapshot().tasks(Sample.retail, foldedName: "a").map(\.name.text) == ["A", "a"])
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§3: names and bindings are judged on the final state: swap, ring and hand-over")
    func rings() throws {
        let sample = try Sample()
        let far = BoundUID(uid: taskUID("far"), platform: "other")
        try sample.commit([
            aTask("a", uid: "u1", boundUIDs: [far]), aTask("b", uid: "u2"), aTask("c", uid: "u3", after: ["a"]),
        ])
        var first = try sample.existing("a").renamed("b")
        first.boundUIDs = []
        var second = try sample.existing("b").renamed("a")
        second.boundUIDs = [far]
        try sample.commit([first, second])
        let snapshot = try sample.platform.snapshot()
        #expect(try snapshot.task(Sample.retail, named: label("a"))?.uid == taskUID("u2"))
        #expect(try snapshot.task(Sample.retail, uid: taskUID("far"))?.uid == taskUID("u2"))
        let record = try #require(try snapshot.task(Sample.retail, named: label("c")))
        let document = try snapshot.document(record, try #require(record.online))
        #expect(document.dependencies.map(\.link.name.text) == ["b"])
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§5: what changes nothing writes no record; a writer commits once")
    func nothing() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        let record = try sample.existing("a")
        try sample.commit([TaskWrite(record)])
        #expect(try sample.platform.snapshot().changes(in: 3).isEmpty)
        #expect(try sample.task("a")?.generation == 2)
        #expect(
            code {
                try sample.platform.write { writer in
                    _ = try writer.commit(Sample.request())
                    _ = try writer.commit(Sample.request())
                }
            } == .damagedStore)
        #expect(try sample.platform.snapshot().generation == 4)
    }

    @Test("§5: generations chain by digest, and are lines that people can read")
    func chain() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        try sample.commit([aTask("b", uid: "v")])
        var parent: SHA256Digest?
        for number in 1...3 {
            #expect(try GenerationReader.header(sample.layout, number).parent == parent)
            parent = try GenerationReader.read(sample.layout, number) { _ in }
        }
        #expect(try Head.read(sample.layout).digest == parent)
        let lines = try Files.readText(sample.layout.generation(2)).split(separator: "\n")
        #expect(lines.map { String($0.prefix(5)) } == ["{\"act", "{\"doc", "{\"aft", "{\"end"])
    }

    @Test("§5: blobs are verified, stored once and opened again")
    func blobs() throws {
        let sample = try Sample()
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let digest = SHA256Digest(of: bytes)
        let source = "\(sample.scratch.path)/source"
        try Files.write(bytes, to: source)
        #expect(try !sample.platform.snapshot().hasBlob(digest, size: bytes.count))
        try sample.platform.write { writer in
            try writer.addBlob(from: OpenFile.open(source, O_RDONLY), expected: digest, size: bytes.count)
            _ = try writer.commit(Sample.request([Self.task(using: digest, bytes.count)]))
        }
        let snapshot = try sample.platform.snapshot()
        #expect(snapshot.hasBlob(digest, size: bytes.count) && !snapshot.hasBlob(digest, size: 1))
        #expect(try Files.read(snapshot.openBlob(digest)) == bytes)
        #expect(try Files.read(snapshot.blobPath(digest)) == bytes)
        try sample.platform.write { writer in
            try writer.addBlob(expected: digest, size: bytes.count) { _ in Issue.record("read again") }
        }
        let wrong = SHA256Digest(of: [1])
        for source: [UInt8] in [[2], [1, 2], []] {
            #expect(
                code {
                    try sample.platform.write { writer in
                        try writer.addBlob(expected: wrong, size: 1) { sink in try source.withUnsafeBytes(sink) }
                    }
                } == .resourceMismatch)
        }
        // Bytes taken in without a commit are not kept.
        try sample.platform.write { writer in
            try writer.addBlob(expected: wrong, size: 1) { sink in try [UInt8(1)].withUnsafeBytes(sink) }
        }
        #expect(try !sample.platform.snapshot().hasBlob(wrong, size: 1))
        #expect(try Files.list(sample.layout.incoming).isEmpty)
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    private static func task(using digest: SHA256Digest, _ size: Int) -> TaskWrite {
        var task = aTask("r", uid: "r")
        task.newVersion?.resources = [Resource(name: name("x.jar"), kind: .jar, size: size, sha256: digest)]
        return task
    }

    @Test("R20: eight threads that commit at once lose nothing")
    func concurrency() throws {
        let sample = try Sample()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            do {
                let platform = try sample.reopened()
                for number in 0..<6 {
                    try platform.write { writer in
                        let task = aTask("t\(thread)_\(number)", uid: "u\(thread)-\(number)")
                        _ = try writer.commit(Sample.request([task]))
                    }
                    let snapshot = try platform.snapshot()
                    let found = try snapshot.names(Sample.retail, prefix: "t", limit: 100).count
                    #expect(found == snapshot.generation - 1)
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(try sample.platform.snapshot().generation == 49)
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§5: a snapshot stays what it was while others commit")
    func stableSnapshot() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u")])
        let old = try sample.platform.snapshot()
        let record = try #require(try old.task(Sample.retail, named: label("a")))
        try sample.commit([record.renamed("b"), aTask("c", uid: "v")])
        #expect(try old.names(Sample.retail, prefix: "", limit: 9) == ["a"])
        #expect(try sample.platform.snapshot().names(Sample.retail, prefix: "", limit: 9) == ["b", "c"])
    }
}
