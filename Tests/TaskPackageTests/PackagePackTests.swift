import FileIO
import TaskModel
import Testing

@testable import TaskPackage

@Suite struct PackagePackTests {
    private func pack(
        _ samples: Samples, _ folder: String = "out", overwrite: Bool = true
    ) throws -> PackagePack.Report {
        try PackagePack.pack(
            samples.path(folder), to: samples.path("packed.zip"), user: #require(PathName("me")),
            at: Timestamp(secondsSince1970: 1_700_000_000), overwrite: overwrite)
    }

    private func unpacked() throws -> Samples {
        var samples = try Samples.small()
        let last = samples.inputs.removeLast()
        let bound = BoundIdentity(uid: try #require(TaskUID("elsewhere")), platform: "p2")
        samples.inputs.append(PackageInput(document: last.document, bound: [bound]))
        try samples.write()
        #expect(try samples.folder.run("unzip -q p.zip -d out").status == 0)
        return samples
    }

    @Test("§6: what was unpacked and left alone is not said to be edited")
    func unchanged() throws {
        let samples = try unpacked()
        let report = try pack(samples)
        let reader = try samples.reader("packed.zip")
        #expect(!report.isEdited)
        #expect(!reader.isEdited)
        #expect(reader.summary.contentDigest == (try samples.reader().summary.contentDigest))
        #expect(reader.manifest.source == (try samples.reader().manifest.source))
        #expect(reader.manifest.project.text == "零售数仓")
        #expect(reader.manifest.user.text == "me")
        #expect(reader.manifest.tasks.flatMap(\.bound).map(\.uid.text) == ["elsewhere"])
    }

    @Test("§6: what was edited is said to be, and stays so")
    func edited() throws {
        let samples = try unpacked()
        try samples.folder.write("select 2", to: "out/a-daily/nodes/load.sql")
        try samples.folder.write("x", to: "out/a-daily/nodes/load.sql.bak")
        let report = try pack(samples)
        #expect(report.isEdited)
        #expect(report.ignored.map(Files.name(of:)) == ["load.sql.bak"])
        let reader = try samples.reader("packed.zip")
        #expect(reader.isEdited)
        #expect(reader.manifest.source.platformID == "4f7c")
        #expect(try samples.folder.run("rm -rf out && unzip -q packed.zip -d out").status == 0)
        #expect(try pack(samples).isEdited)
    }

    @Test("§3: a folder that was renamed keeps the document's name, and the difference shows")
    func renamedFolder() throws {
        let samples = try unpacked()
        try Files.rename(samples.path("out/a-daily"), to: samples.path("out/b-daily"))
        #expect(try pack(samples).isEdited)
        let task = try #require(try samples.reader("packed.zip").tasks.first { $0.folder.text == "b-daily" })
        #expect(task.folderDiffers)
        #expect(task.document.name.text == "a-daily")
    }

    @Test("Folders written by hand become a package; their uids are the same each time")
    func byHand() throws {
        let samples = try Samples()
        func document(_ name: String, waitsFor upstream: String?) -> String {
            let dependencies = upstream.map { "\"dependencies\": [{\"task\": \"\($0)\"}]," } ?? ""
            return "{\"format\": 1, \(dependencies) \"name\": \"\(name)\"}"
        }
        try samples.folder.write(document("a", waitsFor: "b"), to: "out/a/task.json")
        try samples.folder.write(document("b", waitsFor: nil), to: "out/b/task.json")
        #expect(try pack(samples).isEdited)
        let first = try samples.reader("packed.zip")
        #expect(first.tasks.map(\.folder.text) == ["b", "a"])
        #expect(first.manifest.project.text == "out")
        #expect(Set(first.manifest.tasks.map(\.uid)).count == 2)
        #expect(try pack(samples).summary == first.summary)

        try samples.folder.write(document("b", waitsFor: "a"), to: "out/b/task.json")
        let error = #expect(throws: TaskferryError.self) { try pack(samples) }
        #expect(error?.code == .dependencyCycle)
        #expect(error?.subject == "a → b → a")
    }

    @Test("A file that is there is not overwritten unasked")
    func existing() throws {
        let samples = try unpacked()
        _ = try pack(samples)
        let error = #expect(throws: TaskferryError.self) { try pack(samples, overwrite: false) }
        #expect(error?.code == .alreadyExists)
    }
}
