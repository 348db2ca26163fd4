import FileIO
import Glibc
import TaskModel

/// Writes a zip front to back, and knows the digest of what has been written without reading it again.
///
/// Only an entry that is compressed in pieces has its header filled in afterwards; its bytes are digested from the page
/// cache then.
struct ZipOutput {
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var digest = RunningDigest()
    private var entries: [ZipEntry] = []
    private var written = 0

    /// The file's size so far.
    var offset: Int { written + buffer.count }

    private static let bufferSize = 1 << 20

    init(_ file: OpenFile) {
        self.file = file
        buffer.reserveCapacity(2 * Self.bufferSize)
    }

    // MARK: Entries

    mutating func add(_ path: String, _ entry: EncodedEntry) throws {
        let header = ZipEntry(
            path: path, isDeflated: entry.isDeflated, crc: entry.crc, size: entry.size,
            compressedSize: entry.bytes.count, offset: offset)
        entries.append(header)
        try append(header.localHeader)
        try append(entry.bytes)
    }

    /// Adds an entry whose bytes come in pieces. `body` gives the pieces to the closure it gets and returns what the
    /// headers must say; when it returns nil, its pieces are thrown away and the entry is not there.
    mutating func addPieces(
        _ path: String, size: Int, isDeflated: Bool,
        _ body: (_ give: ([UInt8]) throws -> Void) throws -> (crc: UInt32, size: Int)?
    ) throws -> Bool {
        try flush()
        let start = written
        // The sizes decide the header's length; compressed bytes never count more than the size.
        let draft = ZipEntry(
            path: path, isDeflated: isDeflated, crc: 0, size: size, compressedSize: 0, offset: start)
        try file.write(draft.localHeader, at: start)
        written = draft.dataOffset
        let outcome = try body { piece in
            try file.write(piece, at: written)
            written += piece.count
        }
        let compressed = written - draft.dataOffset
        guard let outcome, !isDeflated || compressed < outcome.size else {
            written = start
            try file.truncate(to: start)
            return false
        }
        let header = ZipEntry(
            path: path, isDeflated: isDeflated, crc: outcome.crc, size: outcome.size, compressedSize: compressed,
            offset: start)
        entries.append(header)
        try file.write(header.localHeader, at: start)
        try digestAgain(start..<written)
        return true
    }

    private mutating func digestAgain(_ range: Range<Int>) throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let bytes = try file.read(at: offset, count: min(Self.bufferSize, range.upperBound - offset))
            guard !bytes.isEmpty else {
                throw TaskferryError(.ioError, subject: file.path, cause: "the file got shorter")
            }
            digest.update(bytes)
            offset += bytes.count
        }
    }

    // MARK: Bytes

    private mutating func append(_ bytes: [UInt8]) throws {
        if bytes.count >= Self.bufferSize {
            try flush()
            digest.update(bytes)
            try file.write(bytes, at: written)
            written += bytes.count
        } else {
            buffer += bytes
            if buffer.count >= Self.bufferSize { try flush() }
        }
    }

    private mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        digest.update(buffer)
        try file.write(buffer, at: written)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// The digest of all bytes so far.
    mutating func digestSoFar() throws -> SHA256Digest {
        try flush()
        return digest.finish()
    }

    /// Writes the central directory and the end, and makes it all survive a power loss. Returns size and digest.
    mutating func finish() throws -> (size: Int, sha256: SHA256Digest) {
        let start = offset
        for entry in entries { try append(entry.centralRecord) }
        try append(ZipEnd(entries: entries.count, directoryOffset: start, directorySize: offset - start).records)
        let sha256 = try digestSoFar()
        try file.sync()
        return (written, sha256)
    }
}
