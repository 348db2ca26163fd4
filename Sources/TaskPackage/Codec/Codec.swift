import CDeflate
import CZlib
import Glibc
import TaskModel

/// A thread's compressors, decompressors and buffers, used by one job after the other.
final class Codec {
    /// The level at which libdeflate compresses entries whole: the fastest whose packages of real scripts are no larger
    /// than those of `zip` (§10).
    static let level: Int32 = 6
    /// Entries up to this size in bytes are read and compressed whole; larger ones go through in pieces.
    static let wholeLimit = 8 << 20
    /// Bytes in a piece of an entry that is compressed in pieces.
    static let pieceSize = 1 << 20

    private var compressor: OpaquePointer?
    private var decompressor: OpaquePointer?
    private var pieces: PieceDeflater?
    /// A buffer that a job may use as it likes; `room` makes it large enough.
    private var buffers: [UnsafeMutableRawBufferPointer] = []

    deinit {
        libdeflate_free_compressor(compressor)
        libdeflate_free_decompressor(decompressor)
        for buffer in buffers { buffer.deallocate() }
    }

    /// One of a thread's buffers, at least so large; what was in it is lost.
    func room(_ number: Int, _ size: Int) -> UnsafeMutableRawBufferPointer {
        while buffers.count <= number { buffers.append(.allocate(byteCount: 0, alignment: 16)) }
        if buffers[number].count < size {
            buffers[number].deallocate()
            buffers[number] = .allocate(byteCount: max(size, 64 << 10), alignment: 16)
        }
        return UnsafeMutableRawBufferPointer(rebasing: buffers[number][..<size])
    }

    /// The bytes deflated; nil when they do not get fewer.
    func deflate(_ bytes: UnsafeRawBufferPointer, level: Int32 = Codec.level) throws -> [UInt8]? {
        guard bytes.count > 1 else { return nil }
        if compressor == nil { compressor = libdeflate_alloc_compressor(level) }
        guard let compressor else { throw Self.outOfMemory }
        // What does not fit into one byte less than it was does not shrink.
        let room = room(9, bytes.count - 1)
        let size = libdeflate_deflate_compress(compressor, bytes.baseAddress, bytes.count, room.baseAddress, room.count)
        return size == 0 ? nil : [UInt8](room[..<size])
    }

    /// Deflates one piece of a longer text, primed with the bytes before it.
    func deflatePiece(_ piece: [UInt8], after before: [UInt8], isLast: Bool) throws -> [UInt8] {
        let deflater = try pieces ?? PieceDeflater()
        pieces = deflater
        return try deflater.deflate(piece, after: before, isLast: isLast)
    }

    /// Inflates exactly the bytes given to exactly as many as there is room for; false when they are anything else.
    func inflate(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws -> Bool {
        if decompressor == nil { decompressor = libdeflate_alloc_decompressor() }
        guard let decompressor else { throw Self.outOfMemory }
        var used = 0
        let result = libdeflate_deflate_decompress_ex(
            decompressor, bytes.baseAddress, bytes.count, output.baseAddress, output.count, &used, nil)
        return result == LIBDEFLATE_SUCCESS && used == bytes.count
    }

    /// Adds bytes to a CRC-32.
    static func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        // A null pointer would ask for the initial value.
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return crc }
        return libdeflate_crc32(crc, base, bytes.count)
    }

    static var outOfMemory: TaskferryError { TaskferryError(.ioError, cause: "no memory for the compressor") }
}
