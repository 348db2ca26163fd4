import CSQLite
import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct IndexTests {
    private func sample() throws -> Sample {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u1"), aTask("b", uid: "u2", after: ["a"])])
        try sample.commit([try sample.existing("a").renamed("c")])
        return sample
    }

    private func expectWhole(_ sample: Sample, _ mode: IndexStore.Mode = .shared) throws {
        let snapshot = try sample.reopened(mode).snapshot()
        #expect(snapshot.generation == 3)
        #expect(try snapshot.names(Sample.retail, prefix: "", limit: 9) == ["b", "c"])
        #expect(try snapshot.referrers(to: taskUID("u1"), in: Sample.retail).map(\.name.text) == ["b"])
    }

    @Test("§5: an index that is missing, garbage, cut off, stale or another platform's is made anew, losing nothing")
    func damage() throws {
        let sample = try sample()
        let index = sample.layout.index
        try Files.remove(index + "-wal")
        try Files.remove(index + "-shm")
        try expectWhole(sample)
        let other = try Sample()
        try other.commit([aTask("x", uid: "u1")])
        let whole = try Files.read(index)
        let garbages: [[UInt8]] = [
            [], [0], Array(repeating: 0x5A, count: 9_000), Array(whole.prefix(whole.count / 2)),
            try Files.read(other.layout.index), Array(whole.prefix(100)),
        ]
        for (number, garbage) in garbages.enumerated() {
            for suffix in ["", "-wal", "-shm"] { try Files.remove(index + suffix) }
            try Files.write(garbage, to: index)
            try expectWhole(sample)
            #expect(try sample.reopened().fsck(repair: false) == [], "garbage \(number)")
        }
        for suffix in ["", "-wal", "-shm"] { try Files.remove(index + suffix) }
        try expectWhole(sample)
        try expectWhole(sample, .privateOnly)
    }

    @Test("§5: an index that is behind is brought up to date, one that is ahead made anew")
    func stale() throws {
        let sample = try sample()
        let database = try Database(sample.layout.index, flags: SQLITE_OPEN_READWRITE)
        try database.run("DELETE FROM meta")
        try expectWhole(sample)
        try database.run("UPDATE meta SET generation = 9")
        try expectWhole(sample)
        try database.run("UPDATE meta SET digest = 'x'")
        try expectWhole(sample)
        try database.run("UPDATE meta SET schema = 99")
        try expectWhole(sample)
        try database.run("UPDATE meta SET generation = 2, digest = 'x'")
        try expectWhole(sample)
        try database.run("DROP TABLE task")
        #expect(try sample.reopened().fsck(repair: false).map(\.kind) == [.indexDamaged])
        #expect(try sample.reopened().fsck(repair: true).map(\.isRepaired) == [true])
        try expectWhole(sample)
        #expect(try sample.reopened().fsck(repair: false) == [])
    }

    @Test("§5: a reader brings an index up that a crashed writer has not")
    func behind() throws {
        let sample = try sample()
        let copy = "\(sample.scratch.path)/old"
        let database = try Database(sample.layout.index, flags: SQLITE_OPEN_READWRITE)
        try database.run("VACUUM INTO '\(copy)'")
        try sample.commit([aTask("d", uid: "u4", after: ["b"]), aTask("b", uid: "u2", description: "neu")])
        for suffix in ["", "-wal", "-shm"] { try Files.remove(sample.layout.index + suffix) }
        try Files.rename(copy, to: sample.layout.index)
        let snapshot = try sample.reopened().snapshot()
        #expect(try snapshot.names(Sample.retail, prefix: "", limit: 9) == ["b", "c", "d"])
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§5: damage that shows in the middle of a command does not stop it")
    func damageLater() throws {
        let sample = try sample()
        let snapshot = try sample.reopened().snapshot()
        let database = try Database(sample.layout.index, flags: SQLITE_OPEN_READWRITE)
        try database.run("UPDATE task SET record = x'FF'")
        let later = try sample.reopened().snapshot()
        #expect(try later.task(Sample.retail, named: label("c"))?.uid == taskUID("u1"))
        var names: [String] = []
        try later.forEachTask(Sample.retail) { record in
            names.append(record.name.text)
            return true
        }
        #expect(names == ["b", "c"])
        #expect(try snapshot.task(Sample.retail, named: label("c"))?.uid == taskUID("u1"))
        // The index has been made anew meanwhile.
        try expectWhole(sample)
        #expect(try sample.reopened().fsck(repair: false) == [])
    }

    @Test("§5: where the index cannot be written, the reader has its own")
    func readOnly() throws {
        let sample = try sample()
        try expectWhole(sample, .privateOnly)
        let index = IndexStore(sample.layout, mode: .privateOnly)
        let opened = try index.open { try Head.read(sample.layout) }
        #expect(!opened.isShared)
        // A folder in the place of the index: SQLite can neither open nor empty it.
        for suffix in ["", "-wal", "-shm"] { try Files.remove(sample.layout.index + suffix) }
        try Files.makeDirectory(sample.layout.index)
        try expectWhole(sample)
        try sample.reopened().write { _ = try $0.commit(Sample.request([aTask("z", uid: "u9")])) }
        #expect(try sample.reopened().snapshot().task(Sample.retail, named: label("z")) != nil)
        let kinds = try sample.reopened().fsck(repair: false).map(\.kind)
        #expect(kinds == [.indexDamaged])
    }

    @Test("§5: the compact form of a record loses nothing, and hostile bytes are damage")
    func recordBlob() throws {
        let sample = try Sample()
        let far = BoundUID(uid: taskUID("far"), platform: "另一个")
        var task = aTask(
            "a", uid: "u", after: ["a", "b"], across: [(Sample.shared, "c")], calls: "d", boundUIDs: [far])
        task.alarms = .object(["x": .array([.null, .number("1.0")])])
        try sample.commit([task])
        let record = try sample.existing("a")
        let bytes = RecordBlob.encode(record)
        func decode(_ bytes: [UInt8]) throws -> TaskRecord {
            try bytes.withUnsafeBytes {
                try RecordBlob.decode(
                    $0, project: record.project, uid: record.uid, name: record.name, generation: record.generation)
            }
        }
        #expect(try decode(bytes) == record)
        for count in 0..<bytes.count { #expect(throws: (any Error).self) { try decode(Array(bytes.prefix(count))) } }
        for place in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[place] ^= 1 << UInt8(bit)
                _ = try? decode(flipped)
            }
        }
    }
}
