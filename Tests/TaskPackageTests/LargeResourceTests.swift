import FileIO
import Glibc
import TaskModel
import Testing

@testable import TaskPackage

@Suite struct LargeResourceTests {
    /// Packs one file as a resource and reads it back through the package.
    private func roundTrip(_ path: String, threads: Int) throws -> PackageEntry {
        let samples = try Samples()
        let file = try OpenFile.open(path, O_RDONLY)
        let (size, sha256) = try FolderDraft.measure(file, cancelled: {})
        var document = TaskDocument(uid: TaskUID("u"), name: try #require(TaskLabel("大任务")))
        document.resources = [
            Resource(name: try #require(PathName("large.bin")), kind: .other, size: size, sha256: sha256)
        ]
        _ = try PackageWriter.write(
            [PackageInput(document: document, bound: [])], facts: Samples.facts(), to: samples.path("p.zip"),
            threads: threads, resource: { _ in file })
        let test = try samples.folder.run("unzip -tq p.zip")
        #expect(test.status == 0, "\(test.output)")
        let reader = try samples.reader(threads: threads)
        var digest = RunningDigest()
        var largest = 0
        try reader.streamResource(sha256) { bytes in
            largest = max(largest, bytes.count)
            digest.update(bytes)
        }
        #expect(digest.finish() == sha256)
        #expect(largest <= 1 << 20)
        return try #require(reader.entries.first { $0.path.hasSuffix("large.bin") })
    }

    @Test("§10: a large resource that compresses goes through in pieces")
    func compressible() throws {
        let folder = try TemporaryFolder()
        let line = Array("2021-08-17,店铺,销售额,1234.56\n".utf8)
        let block = Array(repeatElement(line, count: (1 << 20) / line.count).joined())
        let file = try OpenFile.open("\(folder.path)/f", O_WRONLY | O_CREAT)
        for index in 0..<12 { try file.write(block + Array("\(index)".utf8)) }
        let one = try roundTrip("\(folder.path)/f", threads: 1)
        #expect(one.compressedSize < one.size / 20)
        #expect(try roundTrip("\(folder.path)/f", threads: 3) == one)
    }

    @Test("§6: a large resource that does not shrink is stored")
    func incompressible() throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 3)
        try folder.write(random.bytes(Codec.wholeLimit + 12345), to: "f")
        let entry = try roundTrip("\(folder.path)/f", threads: 2)
        #expect(entry.compressedSize == entry.size)
    }

    @Test("§6: a large resource is stored after all when only the places looked at shrink")
    func misleading() throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 4)
        let size = Codec.wholeLimit + (4 << 20)
        var bytes = random.bytes(size)
        // Enough zeros at the places that are sampled to promise a gain, which the rest does not keep: the pieces'
        // own overhead is larger.
        for place in 0..<8 {
            let start = (size - (64 << 10)) / 7 * place
            bytes.replaceSubrange(start..<start + 1100, with: [UInt8](repeating: 0, count: 1100))
        }
        try folder.write(bytes, to: "f")
        let entry = try roundTrip("\(folder.path)/f", threads: 2)
        #expect(entry.compressedSize <= entry.size)
    }

    @Test("§10: a sparse resource of 64 MiB")
    func sparse() throws {
        let folder = try TemporaryFolder()
        let file = try OpenFile.open("\(folder.path)/f", O_RDWR | O_CREAT)
        try file.truncate(to: 64 << 20)
        let entry = try roundTrip("\(folder.path)/f", threads: 2)
        #expect(entry.size == 64 << 20)
        #expect(entry.compressedSize < 1 << 20)
    }

    @Test("A large resource with other bytes than the document says is refused")
    func mismatch() throws {
        var samples = try Samples()
        var random = SeededRandom(seed: 5)
        try samples.add("a", script: "", resource: ("f", random.bytes(Codec.wholeLimit + 1)))
        try samples.storeBlobs()
        let digest = try #require(samples.blobs.keys.first)
        let file = try OpenFile.open("\(samples.folder.path)/blobs/\(digest.hex)", O_WRONLY)
        try file.write([0, 0, 0, 0], at: 1000)
        let error = #expect(throws: TaskferryError.self) {
            try PackageWriter.write(
                samples.inputs, facts: Samples.facts(), to: samples.path("p.zip"), resource: { try samples.open($0) })
        }
        #expect(error?.code == .resourceMismatch)
    }
}
