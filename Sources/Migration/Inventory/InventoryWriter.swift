import FileIO
import PlatformStore
import TaskModel

/// Writes an inventory front to back: facts, tasks by name, index, and the digest of all that as the last line. Of the
/// tasks it keeps sixteen bytes a key.
struct InventoryWriter {
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var written = 0
    private var digest = RunningDigest()
    private var entries: [InventoryIndex.Entry] = []
    private(set) var tasks = 0

    private static let bufferSize = 1 << 20

    init(_ file: OpenFile, _ facts: InventoryFacts) throws {
        self.file = file
        try line(facts.tree)
    }

    mutating func add(_ task: InventoryTask) throws {
        let record = task.record
        let offset = UInt64(written + buffer.count)
        func key(_ kind: InventoryIndex.Kind, _ text: String) -> InventoryIndex.Entry {
            InventoryIndex.Entry(key: InventoryIndex.key(kind, record.project, text), offset: offset)
        }
        entries.append(key(.name, record.name.text))
        entries.append(key(.uid, record.uid.text))
        entries += record.boundUIDs.map { key(.uid, $0.uid.text) }
        let folded = record.name.text.caseFolded
        if !folded.isIdentical(to: record.name.text) { entries.append(key(.folded, folded)) }
        tasks += 1
        try line(task.tree)
    }

    /// Ends the file and syncs it; returns the digest of the whole file and its size.
    mutating func finish() throws -> (sha256: SHA256Digest, size: Int) {
        let place = written + buffer.count
        entries.sort()
        for entry in entries {
            InventoryIndex.write(entry, to: &buffer)
            if buffer.count >= Self.bufferSize { try flush() }
        }
        try line([
            "index": .object(["offset": .integer(place), "entries": .integer(entries.count)]), "tasks": .integer(tasks),
        ])
        try flush()
        buffer = Array(InventoryReader.lastLine(digest.finish()).utf8)
        try flush()
        try file.sync()
        return (digest.finish(), written)
    }

    private mutating func line(_ object: JSONObject) throws {
        buffer += JSONWriter.compact(.object(object))
        buffer.append(0x0A)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        digest.update(buffer)
        try file.write(buffer)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
