import FileIO
import Glibc
import TaskModel
import TaskPackage
import Testing

/// Tasks and packages to test with.
struct Samples {
    let folder: TemporaryFolder
    /// Bytes of resources by digest.
    var blobs: [SHA256Digest: [UInt8]] = [:]
    var inputs: [PackageInput] = []

    init() throws { folder = try TemporaryFolder() }

    static func facts(time: Int64 = 1_629_182_166) throws -> PackageFacts {
        PackageFacts(
            generatedAt: Timestamp(secondsSince1970: time),
            source: PackageManifest.Source(
                platformID: "4f7c", platformName: try #require(PathName("测试平台")), generation: 12),
            project: try #require(PathName("零售数仓")), user: try #require(PathName("李澜")))
    }

    /// Adds a task with one script and, where bytes are given, one resource.
    mutating func add(_ name: String, script: String, resource: (name: String, bytes: [UInt8])? = nil) throws {
        var document = TaskDocument(uid: TaskUID("uid-\(inputs.count)"), name: try #require(TaskLabel(name)))
        document.description = "任务 \(name)"
        var node = Node(name: try #require(NodeName("load")), type: try #require(NodeType("sparkSQL")))
        node.script = Script(file: try #require(PathName("load.sql")), text: script)
        if let resource {
            let digest = SHA256Digest(of: resource.bytes)
            blobs[digest] = resource.bytes
            document.resources = [
                Resource(
                    name: try #require(PathName(resource.name)), kind: .other, size: resource.bytes.count,
                    sha256: digest)
            ]
            node.resources = document.resources.map(\.name)
        }
        document.nodes = [node]
        inputs.append(PackageInput(document: document, bound: []))
    }

    /// Two small tasks with what a package can hold.
    static func small() throws -> Samples {
        var samples = try Samples()
        try samples.add(
            "订单明细", script: "select 1 from ods where dt = '${azkaban.flow.1.days.ago}'\n",
            resource: ("etl.jar", Array("PK not really".utf8)))
        try samples.add("a-daily", script: String(repeating: "select a, b, c from t where d = 'e';\n", count: 12))
        return samples
    }

    /// Puts the blobs where the writer can open them.
    func storeBlobs() throws {
        for (digest, bytes) in blobs { try folder.write(bytes, to: "blobs/\(digest.hex)") }
    }

    func open(_ digest: SHA256Digest) throws -> OpenFile {
        try OpenFile.open("\(folder.path)/blobs/\(digest.hex)", O_RDONLY)
    }

    @discardableResult
    func write(_ name: String = "p.zip", threads: Int = 2, facts: PackageFacts? = nil) throws -> PackageSummary {
        try storeBlobs()
        return try PackageWriter.write(
            inputs, facts: facts ?? Samples.facts(), to: path(name), threads: threads, resource: { try open($0) })
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func reader(_ name: String = "p.zip", threads: Int = 2) throws -> PackageReader {
        try PackageReader.open(path(name), staging: folder.path, threads: threads)
    }

    /// The error of opening these bytes as a package.
    func refusal(of bytes: [UInt8], name: String = "bad.zip") throws -> TaskferryError? {
        // Not synced, unlike other files of the tests: thousands of them are written.
        try OpenFile.open(path(name), O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
        do {
            _ = try reader(name, threads: 1)
            return nil
        } catch let error as TaskferryError {
            return error
        }
    }
}
