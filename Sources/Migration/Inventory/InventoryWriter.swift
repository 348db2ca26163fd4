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
    private var index = SortedRuns()
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
        index.add(key(.name, record.name.text))
        index.add(key(.uid, record.uid.text))
        for bound in record.boundUIDs { index.add(key(.uid, bound.uid.text)) }
        let folded = record.name.text.caseFolded
        if !folded.isIdentical(to: record.name.text) { index.add(key(.folded, folded)) }
        tasks += 1
        try line(task.tree)
    }

    /// Ends the file and syncs it; returns the digest of the whole file and its size.
    mutating func finish() throws -> (sha256: SHA256Digest, size: Int) {
        let place = written + buffer.count
        index.sort()
        let sorted = index
        try sorted.forEach { entry in
            InventoryIndex.write(entry, to: &buffer)
            if buffer.count >= Self.bufferSize { try flush() }
        }
        try line([
            "index": .object(["offset": .integer(place), "entries": .integer(index.count)]), "tasks": .integer(tasks),
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

/// Index entries in memory, in runs of one size: a single array would stand there twice whenever it grows.
struct SortedRuns {
    private var runs: [[InventoryIndex.Entry]] = []
    private let length: Int
    private(set) var count = 0

    init(length: Int = 1 << 18) { self.length = length }

    mutating func add(_ entry: InventoryIndex.Entry) {
        if count % length == 0 {
            runs.append([])
            runs[runs.count - 1].reserveCapacity(length)
        }
        runs[runs.count - 1].append(entry)
        count += 1
    }

    /// Sorts every run, in its place.
    mutating func sort() { for run in runs.indices { runs[run].sort() } }

    /// Calls `body` with all entries in their order, once the runs are sorted.
    func forEach(_ body: (InventoryIndex.Entry) throws -> Void) rethrows {
        var next = runs.map { _ in 0 }
        for _ in 0..<count {
            var smallest: (entry: InventoryIndex.Entry, run: Int)?
            for run in runs.indices where next[run] < runs[run].count {
                let entry = runs[run][next[run]]
                if smallest.map({ entry < $0.entry }) ?? true { smallest = (entry, run) }
            }
            guard let smallest else { return }
            next[smallest.run] += 1
            try body(smallest.entry)
        }
    }
}
