import FileIO
import TaskModel

/// Writes a generation: header, versions and records, and the line that closes it with the digest of all before it.
struct GenerationWriter {
    let number: Int
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var digest = RunningDigest()
    private var offset = 0
    private var lines = 0

    init(_ layout: StoreLayout, _ header: GenerationHeader) throws {
        number = header.number
        file = try layout.createFile(layout.generation(header.number))
        try append(header.line)
    }

    /// Writes a version's line and returns where it stands. `links` are the uids that its links resolved to.
    mutating func append(
        _ document: TaskDocument, number version: Int, of task: TaskKey, links: [ResolvedLink],
        previous: VersionPointer?
    ) throws -> VersionPointer {
        var object: JSONObject = [
            "document": document.tree(.store), "number": .integer(version), "project": .text(task.project),
            "task": .text(task.uid),
        ]
        let uids = links.map { $0.uid.map(JSONValue.text) ?? .null }
        object["links"] = uids.isEmpty ? nil : .array(uids)
        object["previous"] = previous?.predecessorTree
        let line = JSONWriter.canonical(.object(object))
        let place = VersionPlace(generation: number, offset: offset, length: line.count)
        try append(line)
        return VersionPointer(number: version, sha256: SHA256Digest(of: line), place: place, links: links)
    }

    /// Writes a record's line.
    mutating func append(_ change: RecordChange) throws {
        var object = JSONObject()
        object["after"] = change.after?.tree
        object["before"] = change.before?.tree
        try append(JSONWriter.canonical(.object(object)))
    }

    /// Closes the generation and makes it survive a power loss, but for its name in the directory.
    mutating func finish() throws -> SHA256Digest {
        try flush()
        let digest = digest.finish()
        try file.write(GenerationReader.lastLine(lines: lines, digest: digest) + [0x0A])
        try file.sync()
        return digest
    }

    private mutating func append(_ line: [UInt8]) throws {
        buffer.append(contentsOf: line)
        buffer.append(0x0A)
        offset += line.count + 1
        lines += 1
        if buffer.count >= 1 << 20 { try flush() }
    }

    private mutating func flush() throws {
        digest.update(buffer)
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
