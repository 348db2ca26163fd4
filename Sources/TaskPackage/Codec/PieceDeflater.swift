import CZlib

/// Deflates pieces of a longer text one by one, so that they can be compressed on several threads: each is primed with
/// the 32 KiB before it and ends on a byte boundary, and joined they are one deflate stream.
final class PieceDeflater {
    /// How many bytes before a piece its compression can refer to.
    static let windowSize = 32 << 10

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() throws {
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            throw Codec.outOfMemory
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func deflate(_ piece: [UInt8], after before: [UInt8], isLast: Bool) throws -> [UInt8] {
        deflateReset(stream)
        if !before.isEmpty { deflateSetDictionary(stream, before, UInt32(clamping: before.count)) }
        // Room for the marker that ends a piece, beyond what zlib reckons for the bytes themselves.
        let capacity = Int(deflateBound(stream, UInt(piece.count))) + 64
        var isWhole = false
        let output = piece.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(clamping: input.count)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(clamping: buffer.count)
                let status = CZlib.deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
                isWhole = stream.pointee.avail_in == 0 && status == (isLast ? Z_STREAM_END : Z_OK)
                filled = buffer.count - Int(stream.pointee.avail_out)
            }
        }
        guard isWhole else { throw Codec.outOfMemory }
        return output
    }
}
