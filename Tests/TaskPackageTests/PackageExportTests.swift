import FileIO
import Glibc
import TaskModel
import Testing

@testable import TaskPackage

@Suite struct PackageExportTests {
    private func package() throws -> (Samples, PackageSummary) {
        let samples = try Samples.small()
        let summary = try samples.write()
        try Files.makeDirectory("\(samples.folder.path)/media")
        return (samples, summary)
    }

    @Test("R7: the package is written byte for byte, to a file or into a folder")
    func copies() throws {
        let (samples, summary) = try package()
        let folder = try PackageExport.copy(
            samples.path("p.zip"), sha256: summary.sha256, to: samples.path("media"), defaultName: "批次.zip")
        #expect(folder == samples.path("media/批次.zip"))
        let file = try PackageExport.copy(
            samples.path("p.zip"), sha256: summary.sha256, to: samples.path("media/b.zip"), defaultName: "x.zip")
        #expect(file == samples.path("media/b.zip"))
        for name in ["media/批次.zip", "media/b.zip"] {
            #expect(try samples.folder.read(name) == samples.folder.read("p.zip"))
        }
        #expect(try Files.list(samples.path("media")) == ["b.zip", "批次.zip"])
    }

    @Test("Another file is not overwritten unasked; the same one is fine")
    func existing() throws {
        let (samples, summary) = try package()
        func copy(overwrite: Bool) throws {
            _ = try PackageExport.copy(
                samples.path("p.zip"), sha256: summary.sha256, to: samples.path("media/b.zip"), defaultName: "",
                overwrite: overwrite)
        }
        try samples.folder.write("other", to: "media/b.zip")
        let error = #expect(throws: TaskferryError.self) { try copy(overwrite: false) }
        #expect(error?.code == .alreadyExists)
        #expect(try samples.folder.read("media/b.zip") == Array("other".utf8))
        try copy(overwrite: true)
        try copy(overwrite: false)
        #expect(try samples.folder.read("media/b.zip") == samples.folder.read("p.zip"))
    }

    @Test("Places where no file can be written are named")
    func badDestinations() throws {
        let (samples, summary) = try package()
        #expect(try samples.folder.run("mkfifo media/fifo; ln -s /etc/passwd media/link").status == 0)
        for (name, code) in [
            ("nowhere/b.zip", .cannotCreate), ("media/new/", .cannotCreate), ("p.zip/b.zip", .cannotCreate),
            ("media/fifo", .cannotCreate), ("media/link", .cannotCreate),
        ] as [(String, TaskferryError.Code)] {
            let error = #expect(throws: TaskferryError.self) {
                try PackageExport.copy(
                    samples.path("p.zip"), sha256: summary.sha256, to: samples.path(name), defaultName: "d.zip",
                    overwrite: true)
            }
            #expect(error?.code == code, "\(name)")
        }
    }

    @Test("A package that changed since it was made is not exported")
    func damaged() throws {
        let (samples, summary) = try package()
        var bytes = try samples.folder.read("p.zip")
        bytes[40] ^= 1
        try samples.folder.write(bytes, to: "p.zip")
        let error = #expect(throws: TaskferryError.self) {
            try PackageExport.copy(
                samples.path("p.zip"), sha256: summary.sha256, to: samples.path("media"), defaultName: "d.zip")
        }
        #expect(error?.code == .badPackage)
        #expect(try Files.list(samples.path("media")).isEmpty)
    }

    @Test("A full medium is noticed beforehand, with the bytes needed and free")
    func noSpace() throws {
        var samples = try Samples()
        var random = SeededRandom(seed: 6)
        try samples.add("a", script: "", resource: ("r", random.bytes(20_000)))
        let summary = try samples.write()
        try Files.makeDirectory(samples.path("media"))
        // Only the superuser can mount; elsewhere there is nothing to test.
        let mount = try samples.folder.run("mount -t tmpfs -o size=4k tmpfs media")
        guard mount.status == 0 else { return }
        defer { _ = try? samples.folder.run("umount media") }
        let error = #expect(throws: TaskferryError.self) {
            try PackageExport.copy(
                samples.path("p.zip"), sha256: summary.sha256, to: samples.path("media"), defaultName: "d.zip")
        }
        #expect(error?.code == .noSpace)
        #expect(error?.detail == "\(summary.size) 4096")
        #expect(try Files.list(samples.path("media")).isEmpty)
    }
}
