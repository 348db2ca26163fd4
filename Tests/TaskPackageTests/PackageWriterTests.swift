import FileIO
import TaskModel
import Testing

@testable import TaskPackage

@Suite struct PackageWriterTests {
    @Test("R9: what goes in comes out")
    func roundTrip() throws {
        let samples = try Samples.small()
        let summary = try samples.write()
        let reader = try samples.reader()
        #expect(reader.summary == summary)
        #expect(reader.tasks.map(\.document) == samples.inputs.map(\.document))
        #expect(reader.tasks.map(\.folder) == samples.inputs.map(\.folder))
        #expect(reader.manifest.project.text == "零售数仓")
        #expect(reader.manifest.source.generation == 12)
        #expect(reader.signature == .unsigned)
        #expect(!reader.isEdited)
        for (digest, bytes) in samples.blobs {
            var got: [UInt8] = []
            try reader.streamResource(digest) { got += $0 }
            #expect(got == bytes)
        }
        let file = try samples.folder.read("p.zip")
        #expect(summary.size == file.count)
        #expect(summary.sha256 == SHA256Digest(of: file))
    }

    @Test("§6: the entries stand in one order, the package's own last")
    func order() throws {
        let samples = try Samples.small()
        try samples.write()
        #expect(
            try samples.reader().entries.map(\.path) == [
                "a-daily/nodes/load.sql", "a-daily/task.json", "订单明细/nodes/load.sql", "订单明细/resources/etl.jar",
                "订单明细/task.json", ".taskferry/manifest.json", ".taskferry/SHA256SUMS",
            ])
    }

    @Test("§6: the same inputs and time give the same bytes, with however many threads")
    func determinism() throws {
        var samples = try Samples()
        var random = SeededRandom(seed: 7)
        for index in 0..<40 {
            try samples.add(
                "task\(index)", script: String(repeating: "select \(index);\n", count: index * 50),
                resource: ("r\(index).bin", random.bytes(1000 * index)))
        }
        let first = try samples.write("1.zip", threads: 1)
        for threads in [2, 3, 8] { #expect(try samples.write("\(threads).zip", threads: threads) == first) }
        let later = try samples.write("later.zip", facts: Samples.facts(time: 1_700_000_000))
        #expect(later.contentDigest == first.contentDigest)
        #expect(later.id != first.id)
    }

    @Test("§6: a resource of several tasks is packed once, in the first one's folder")
    func sharedResource() throws {
        var samples = try Samples()
        for name in ["b", "a", "c"] { try samples.add(name, script: "", resource: ("lib.jar", [1, 2, 3])) }
        try samples.write()
        let reader = try samples.reader()
        #expect(reader.entries.map(\.path).filter { $0.contains("lib.jar") } == ["b/resources/lib.jar"])
        #expect(reader.tasks.map(\.document) == samples.inputs.map(\.document))
    }

    @Test("R25: unzip and sha256sum accept the package")
    func otherPrograms() throws {
        var samples = try Samples.small()
        try samples.add("对账 2021Q3", script: "\u{FEFF}select '🚢'\r\n")
        try samples.write()
        let test = try samples.folder.run("unzip -tq p.zip && unzip -q p.zip -d out")
        #expect(test.status == 0, "\(test.output)")
        let sums = try samples.folder.run("cd out && sha256sum --strict --quiet -c .taskferry/SHA256SUMS")
        #expect(sums.status == 0, "\(sums.output)")
        #expect(try samples.folder.read("out/对账 2021Q3/nodes/load.sql") == Array("\u{FEFF}select '🚢'\r\n".utf8))
        let digest = try samples.folder.run(
            "cd out && grep -v '\\.taskferry/' .taskferry/SHA256SUMS | LC_ALL=C sort -k 2 | sha256sum | cut -c 1-64")
        #expect(try samples.reader().summary.contentDigest.hex + "\n" == digest.output)
        let modes = try samples.folder.run("stat -c %a out/a-daily/task.json")
        #expect(modes.output == "644\n")
    }

    @Test("§3: names that differ in case or encoding only cannot go into one package")
    func collisions() throws {
        for pair in [("Orders", "orders"), ("caf\u{E9}", "cafe\u{301}"), ("ΣΑΣ", "σας")] {
            var samples = try Samples()
            try samples.add(pair.0, script: "")
            try samples.add(pair.1, script: "")
            let error = #expect(throws: TaskferryError.self) { try samples.write() }
            #expect(error?.code == .caseCollision)
        }
    }

    @Test("A resource whose bytes are not the document's is refused, and nothing is left")
    func resourceMismatch() throws {
        var samples = try Samples()
        try samples.add("a", script: "", resource: ("x", [1, 2, 3]))
        try samples.storeBlobs()
        let digest = try #require(samples.blobs.keys.first)
        for bytes in [[1, 2, 4], [1, 2]] as [[UInt8]] {
            try samples.folder.write(bytes, to: "blobs/\(digest.hex)")
            let error = #expect(throws: TaskferryError.self) {
                try PackageWriter.write(
                    samples.inputs, facts: Samples.facts(), to: samples.path("p.zip"),
                    resource: { try samples.open($0) })
            }
            #expect(error?.code == .resourceMismatch)
            #expect(try Files.list(samples.folder.path) == ["blobs"])
        }
    }

    @Test("An interrupted writer leaves what was there before")
    func cancelled() throws {
        let samples = try Samples.small()
        try samples.storeBlobs()
        try samples.folder.write("before", to: "p.zip")
        let error = #expect(throws: TaskferryError.self) {
            try PackageWriter.write(
                samples.inputs, facts: Samples.facts(), to: samples.path("p.zip"), resource: { try samples.open($0) },
                cancelled: { throw TaskferryError(.interrupted) })
        }
        #expect(error?.code == .interrupted)
        #expect(try samples.folder.read("p.zip") == Array("before".utf8))
        #expect(try Files.list(samples.folder.path) == ["blobs", "p.zip"])
    }

    @Test("No tasks make no package")
    func empty() throws {
        let error = #expect(throws: TaskferryError.self) { try Samples().write() }
        #expect(error?.code == .emptyList)
    }

    @Test("What does not shrink is stored")
    func stored() throws {
        var samples = try Samples()
        var random = SeededRandom(seed: 1)
        try samples.add("a", script: "x", resource: ("random", random.bytes(100_000)))
        try samples.write()
        let entries = try samples.reader().entries
        for entry in entries { #expect(entry.compressedSize <= entry.size) }
        let resource = try #require(entries.first { $0.path == "a/resources/random" })
        #expect(resource.compressedSize == resource.size)
    }

    @Test("Progress ends at all entries and bytes")
    func progress() throws {
        let samples = try Samples.small()
        try samples.storeBlobs()
        let last = Box<PackageProgress?>(nil)
        _ = try PackageWriter.write(
            samples.inputs, facts: Samples.facts(), to: samples.path("p.zip"), resource: { try samples.open($0) },
            progress: { last.value = $0 })
        #expect(last.value.map { $0.entriesDone == $0.entriesTotal && $0.bytesDone == $0.bytesTotal } == true)
        #expect(last.value?.entriesTotal == 5)
    }
}

/// A value that a closure sets on the test's own thread.
final class Box<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
}
