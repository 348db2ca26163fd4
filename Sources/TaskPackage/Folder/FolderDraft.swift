import FileIO
import Glibc
import TaskModel

/// A task folder that has been read by itself; resources that lie in another task's folder are still missing.
struct FolderDraft {
    let label: TaskLabel
    let path: String
    /// Where the resources are that lie in this folder, by digest.
    private(set) var found: [SHA256Digest: ResourcePlace] = [:]
    /// The document's resources that do not.
    private(set) var missing: [Resource] = []
    /// Files that the document does not name.
    private(set) var ignored: [String] = []
    private var document: TaskDocument

    var documentPath: String { "\(path)/\(EntryPlace.documentFile)" }

    private static let bufferSize = 1 << 20

    /// Throws `bad-file`, `bad-json`, `bad-document`, `resource-mismatch`.
    init(_ folder: OpenFile, name: String, cancelled: CancellationCheck) throws {
        guard let label = TaskLabel(name) else {
            throw TaskferryError(.badFile, subject: folder.path, cause: "no task can have this name")
        }
        self.label = label
        path = folder.path
        let file = "\(folder.path)/\(EntryPlace.documentFile)"
        guard try folder.entryStatus(EntryPlace.documentFile) != nil else {
            throw TaskferryError(.badFile, subject: folder.path, cause: "the folder has no task.json")
        }
        let bytes = try Files.read(folder.openRegularFile(EntryPlace.documentFile))
        document = try TaskDocument(filesTree: JSONParser.parse(bytes, file: file), file: file)
        let others = try folder.list().filter { !$0.isIdentical(to: EntryPlace.documentFile) }
        var scripts: [String] = []
        var resources: [String] = []
        for other in others {
            if other.isIdentical(to: EntryPlace.scriptFolder) {
                scripts = try folder.openSubdirectory(other).list()
            } else if other.isIdentical(to: EntryPlace.resourceFolder) {
                resources = try folder.openSubdirectory(other).list()
            } else {
                ignored.append("\(path)/\(other)")
            }
        }
        try readScripts(folder, files: scripts)
        try readResources(folder, files: resources, cancelled: cancelled)
    }

    // MARK: Scripts

    private mutating func readScripts(_ folder: OpenFile, files: [String]) throws {
        let there = Set(files.map(ExactString.init))
        var named = Set<ExactString>()
        let directory = files.isEmpty ? nil : try folder.openSubdirectory(EntryPlace.scriptFolder)
        let file = documentPath
        try document.fillScripts(file: file) { script in
            named.insert(script.file.key)
            guard let directory, there.contains(script.file.key) else {
                throw TaskferryError(.badDocument, subject: file, cause: "\(script.path) is not there")
            }
            return try Files.read(directory.openRegularFile(script.file.text))
        }
        ignored += files.filter { !named.contains(ExactString($0)) }.map { "\(path)/\(EntryPlace.scriptFolder)/\($0)" }
    }

    // MARK: Resources

    private mutating func readResources(
        _ folder: OpenFile, files: [String], cancelled: CancellationCheck
    ) throws {
        let there = Set(files.map(ExactString.init))
        let directory = files.isEmpty ? nil : try folder.openSubdirectory(EntryPlace.resourceFolder)
        var named = Set<ExactString>()
        for index in document.resources.indices {
            let resource = document.resources[index]
            named.insert(resource.name.key)
            guard let directory, there.contains(resource.name.key) else {
                missing.append(resource)
                continue
            }
            let (size, sha256) = try Self.measure(
                directory.openRegularFile(resource.name.text), cancelled: cancelled)
            guard resource.size == nil || resource.size == size else {
                throw mismatch(resource, "size is \(size) bytes")
            }
            guard resource.sha256 == nil || resource.sha256 == sha256 else {
                throw mismatch(resource, "SHA-256 is \(sha256.hex)")
            }
            document.resources[index].size = size
            document.resources[index].sha256 = sha256
            found[sha256] = ResourcePlace(folder: path, file: resource.name.text, size: size)
        }
        ignored += files.filter { !named.contains(ExactString($0)) }.map {
            "\(path)/\(EntryPlace.resourceFolder)/\($0)"
        }
    }

    /// A file's size and digest.
    static func measure(_ file: OpenFile, cancelled: CancellationCheck) throws -> (size: Int, sha256: SHA256Digest) {
        file.readsInOrder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 4096)
        defer { buffer.deallocate() }
        var digest = RunningDigest()
        var size = 0
        while true {
            try cancelled()
            let count = try file.read(at: size, into: buffer)
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
            if count < bufferSize { return (size, digest.finish()) }
        }
    }

    /// The error that a resource's file is not what the document says.
    func mismatch(_ resource: Resource, _ what: String) -> TaskferryError {
        TaskferryError(
            .resourceMismatch, subject: resource.name.text, detail: label.text, cause: "the file's \(what)")
    }

    /// The document once all resources are found: each has its size.
    func complete(_ places: [SHA256Digest: ResourcePlace]) -> TaskDocument {
        var document = document
        for index in document.resources.indices where document.resources[index].size == nil {
            document.resources[index].size = document.resources[index].sha256.flatMap { places[$0]?.size }
        }
        return document
    }
}
