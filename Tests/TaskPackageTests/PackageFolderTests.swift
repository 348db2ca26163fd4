import FileIO
import TaskModel
import Testing

@testable import TaskPackage

@Suite struct PackageFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let document = """
        {"format": 1, "name": "a", "nodes": [{"name": "n", "type": "sql", "script": "nodes/n.sql"}],
         "resources": [{"name": "r.py"}]}
        """

    private func makeTask(_ name: String = "a", document: String = document) throws {
        try folder.write(document, to: "\(name)/task.json")
        try folder.write("select 1\r\n", to: "\(name)/nodes/n.sql")
        try folder.write("print()", to: "\(name)/resources/r.py")
    }

    private func failure(_ path: String? = nil) -> TaskferryError? {
        #expect(throws: TaskferryError.self) { try PackageFolder.contents(path ?? folder.path) }
    }

    @Test("A folder of task folders is read, and what a document leaves out is filled in")
    func folders() throws {
        try makeTask("b")
        try makeTask("a")
        try folder.write("x", to: "README.md")
        try folder.write("x", to: ".git/config")
        try folder.write("x", to: "a/nodes/n.sql~")
        try folder.write("x", to: "a/notes.txt")
        let contents = try PackageFolder.contents(folder.path)
        #expect(contents.tasks.map(\.folder.text) == ["a", "b"])
        #expect(contents.tasks.map(\.folderDiffers) == [false, true])
        #expect(contents.manifest == nil)
        #expect(
            contents.ignored.map { String($0.dropFirst(folder.path.count)) }
                == ["/.git", "/README.md", "/a/notes.txt", "/a/nodes/n.sql~"])
        let task = contents.tasks[0]
        #expect(task.document.nodes[0].script?.text == "select 1\r\n")
        let resource = task.document.resources[0]
        #expect(resource.size == 7)
        #expect(resource.sha256 == SHA256Digest(of: Array("print()".utf8)))
        #expect(try Files.read(task.openResource(resource)) == Array("print()".utf8))
    }

    @Test("One task folder is read, however its path is written")
    func oneFolder() throws {
        try makeTask()
        for path in ["a", "a/", "a/.", "a/nodes/.."] {
            let tasks = try PackageFolder.read("\(folder.path)/\(path)")
            #expect(tasks.map(\.folder.text) == ["a"])
        }
    }

    @Test("Links are not followed")
    func links() throws {
        for path in ["a", "a/task.json", "a/nodes", "a/nodes/n.sql", "a/resources", "a/resources/r.py"] {
            try Files.removeTree("\(folder.path)/a")
            try makeTask()
            let moved = try folder.run("rm -rf moved; mv \(path) moved && ln -s \(folder.path)/moved \(path)")
            #expect(moved.status == 0)
            _ = try folder.run("rm -rf elsewhere; mkdir elsewhere; test -e a/task.json && cp -r a elsewhere/; true")
            let error = path == "a" ? failure() : failure("\(folder.path)/a")
            #expect(error?.code == .badFile, "\(path)")
            #expect(error?.subject == "\(folder.path)/\(path)", "\(path)")
        }
    }

    @Test("What is missing or differs is named")
    func missing() throws {
        #expect(failure()?.code == .badFile)
        #expect(failure("\(folder.path)/nowhere")?.code == .notFound)
        try makeTask()
        try folder.write("x", to: "tables/readme.txt")
        #expect(failure()?.subject == "\(folder.path)/tables")
        try Files.removeTree("\(folder.path)/tables")
        try Files.remove("\(folder.path)/a/nodes/n.sql")
        #expect(failure()?.code == .badDocument)
        #expect(failure()?.cause == "nodes/n.sql is not there")
        try makeTask(document: Self.document.replacing("\"r.py\"", with: "\"r.py\", \"size\": 8"))
        #expect(failure()?.code == .resourceMismatch)
        let digest = SHA256Digest(of: []).hex
        try makeTask(document: Self.document.replacing("\"r.py\"", with: "\"r.py\", \"sha256\": \"\(digest)\""))
        #expect(failure()?.code == .resourceMismatch)
        try makeTask()
        try Files.remove("\(folder.path)/a/resources/r.py")
        #expect(failure()?.code == .badDocument)
        try makeTask(document: "{")
        #expect(failure()?.code == .badJSON)
        #expect(failure()?.place?.file == "\(folder.path)/a/task.json")
    }

    @Test("A FIFO does not make it hang")
    func fifo() throws {
        try makeTask()
        try Files.remove("\(folder.path)/a/nodes/n.sql")
        #expect(try folder.run("mkfifo a/nodes/n.sql").status == 0)
        #expect(failure()?.code == .badFile)
    }

    @Test("§6: a resource that an unpacked package has in another folder is found there")
    func sharedResource() throws {
        var samples = try Samples()
        for name in ["b", "a"] { try samples.add(name, script: "", resource: ("lib.jar", [1, 2, 3])) }
        try samples.write()
        #expect(try samples.folder.run("unzip -q p.zip -d out").status == 0)
        for path in ["out", "out/a"] {
            let contents = try PackageFolder.contents(samples.path(path))
            #expect(contents.manifest?.project.text == "零售数仓")
            let task = try #require(contents.tasks.first)
            #expect(try Files.read(task.openResource(task.document.resources[0])) == [1, 2, 3])
        }
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
