import FileIO
import Glibc
import PlatformStore
import TaskModel

/// The file of an inventory, verified whole before anything in it counts.
struct InventoryReader: Sendable {
    private let file: OpenFile
    private let indexOffset: Int
    private let entryCount: Int

    /// How long a line may be, in bytes.
    private static let lineLimit = 64 << 20
    /// How many tasks may share a key, so that an index that somebody made up keeps nobody busy.
    private static let sharingLimit = 64

    /// The last line: what `head -n -1 FILE | sha256sum` says.
    static func lastLine(_ sha256: SHA256Digest) -> String { "{\"sha256\":\"\(sha256.hex)\"}\n" }
    private static let lastLineLength = 78

    /// Whether a file begins as inventories do.
    static func isInventory(_ file: OpenFile) throws -> Bool {
        let mark = Array(InventoryFacts.mark.utf8)
        return try file.status().isFile && file.read(at: 0, count: mark.count) == mark
    }

    /// Opens an inventory, and gives its first line. Throws `not-an-inventory`, `newer-format`, `bad-inventory`.
    static func open(
        _ path: String, cancelled: CancellationCheck
    ) throws -> (reader: InventoryReader, facts: InventoryFacts) {
        let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
        guard try isInventory(file) else { throw TaskferryError(.notAnInventory, subject: path) }
        return try damageNamed(path) {
            let size = try file.status().size
            let facts = try InventoryFacts(line(at: 0, end: size, file), file: path)
            let end = size - lastLineLength
            guard end > 0 else { throw TaskferryError(.badInventory, subject: path, cause: "is too short") }
            let digest = try digest(file, end: end, cancelled)
            guard try file.read(at: end, count: lastLineLength) == Array(lastLine(digest).utf8) else {
                throw TaskferryError(.badInventory, subject: path, cause: "its SHA-256 is \(digest.hex)")
            }
            return (try InventoryReader(file, end: end), facts)
        }
    }

    private init(_ file: OpenFile, end: Int) throws {
        let tailLength = min(end, 256)
        let tail = try file.read(at: end - tailLength, count: tailLength)
        let start = tail.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        var reader = try ObjectReader(JSONParser.parse(tail[start...], file: file.path), file: file.path)
        guard var index = try reader.nested("index") else { throw reader.bad("index", "is missing") }
        indexOffset = try index.required("offset")
        entryCount = try index.required("entries")
        let place = end - tailLength + start
        let (length, overflow) = entryCount.multipliedReportingOverflow(by: InventoryIndex.lineLength)
        guard !overflow, indexOffset <= place, place - indexOffset == length else {
            throw index.bad("entries", "do not fit the file")
        }
        self.file = file
    }

    /// The tasks under a key; the caller compares what stands there.
    func tasks(_ kind: InventoryIndex.Kind, _ project: PathName, _ text: String) throws -> [InventoryTask] {
        try Self.damageNamed(file.path) {
            let key = InventoryIndex.key(kind, project, text)
            var (low, high) = (0, entryCount)
            while low < high {
                let middle = (low + high) / 2
                if try entry(middle).key < key { low = middle + 1 } else { high = middle }
            }
            var tasks: [InventoryTask] = []
            while low < entryCount, tasks.count < Self.sharingLimit {
                let entry = try entry(low)
                guard entry.key == key else { break }
                let offset = Int(clamping: entry.offset)
                tasks.append(
                    try InventoryTask(Self.line(at: offset, end: indexOffset, file), file: file.path))
                low += 1
            }
            return tasks
        }
    }

    private func entry(_ number: Int) throws -> InventoryIndex.Entry {
        let offset = indexOffset + number * InventoryIndex.lineLength
        guard let entry = InventoryIndex.read(try file.read(at: offset, count: InventoryIndex.lineLength)) else {
            throw TaskferryError(.badInventory, subject: file.path, cause: "the index is wrong at byte \(offset)")
        }
        return entry
    }

    private static func line(at offset: Int, end: Int, _ file: OpenFile) throws -> JSONValue {
        var length = 16 << 10
        while true {
            let bytes = try file.read(at: offset, count: min(length, max(end - offset, 0)))
            if let last = bytes.firstIndex(of: 0x0A) { return try JSONParser.parse(bytes[..<last], file: file.path) }
            guard bytes.count == length, length < lineLimit else {
                throw TaskferryError(.badInventory, subject: file.path, cause: "the line at byte \(offset) has no end")
            }
            length *= 2
        }
    }

    private static func digest(_ file: OpenFile, end: Int, _ cancelled: CancellationCheck) throws -> SHA256Digest {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        file.readsInOrder()
        var digest = RunningDigest()
        var offset = 0
        while offset < end {
            try cancelled()
            let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - offset)])
            let count = try file.read(at: offset, into: wanted)
            guard count > 0 else { break }
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += count
        }
        return digest.finish()
    }

    /// What is wrong in a file that nobody may have edited is damage.
    private static func damageNamed<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as TaskferryError where [.badJSON, .badDocument].contains(error.code) {
            throw TaskferryError(.badInventory, subject: path, cause: error.cause)
        }
    }
}
