import FileIO
import TaskModel

/// Reads the bytes of entries, and checks everything that the headers say of them.
struct EntryReader: Sendable {
    let file: OpenFile

    private static let pieceSize = 256 << 10

    /// An entry's bytes, whole. Throws a `PackageProblem`. The caller has seen to it that the size is bearable.
    func whole(_ entry: ZipEntry, _ codec: Codec) throws -> [UInt8] {
        try whole(entry, codec) { Array($0) }
    }

    /// Gives an entry's bytes, whole, in a buffer of the codec.
    func whole<Outcome>(
        _ entry: ZipEntry, _ codec: Codec, _ body: (UnsafeRawBufferPointer) throws -> Outcome
    ) throws -> Outcome {
        let packed = codec.room(0, entry.compressedSize)
        guard try file.read(at: entry.dataOffset, into: packed) == entry.compressedSize else {
            throw PackageProblem(.truncated, at: .entry(entry.path))
        }
        var content = UnsafeRawBufferPointer(packed)
        if entry.isDeflated {
            let room = codec.room(1, entry.size)
            guard try codec.inflate(content, into: room) else {
                throw PackageProblem(.deflate, at: .entry(entry.path))
            }
            content = UnsafeRawBufferPointer(room)
        }
        guard content.count == entry.size else { throw PackageProblem(.size, at: .entry(entry.path)) }
        guard Codec.crc32(0, content) == entry.crc else { throw PackageProblem(.crc, at: .entry(entry.path)) }
        return try body(content)
    }

    /// Gives an entry's bytes in pieces; inflation stops at the declared size. Throws a `PackageProblem`.
    func stream(
        _ entry: ZipEntry, cancelled: CancellationCheck = {}, into sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var crc: UInt32 = 0
        var produced = 0
        func take(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
            guard bytes.count <= entry.size - produced else { return false }
            produced += bytes.count
            crc = Codec.crc32(crc, bytes)
            if !bytes.isEmpty { try sink(bytes) }
            return true
        }
        let inflater = entry.isDeflated ? try StreamInflater() : nil
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        var position = 0
        while position < entry.compressedSize {
            try cancelled()
            let wanted = min(Self.pieceSize, entry.compressedSize - position)
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            guard try file.read(at: entry.dataOffset + position, into: room) == wanted else {
                throw PackageProblem(.truncated, at: .entry(entry.path))
            }
            position += wanted
            let piece = UnsafeRawBufferPointer(room)
            let isGood = try inflater.map { try $0.inflate(piece, into: take) } ?? take(piece)
            guard isGood else { throw PackageProblem(.deflate, at: .entry(entry.path)) }
        }
        if let inflater, !inflater.isAtEnd { throw PackageProblem(.deflate, at: .entry(entry.path)) }
        guard produced == entry.size else { throw PackageProblem(.size, at: .entry(entry.path)) }
        guard crc == entry.crc else { throw PackageProblem(.crc, at: .entry(entry.path)) }
    }
}
