import CZlib
import Glibc

/// Inflates an entry that is too large to be held whole, in pieces of bounded size.
final class StreamInflater {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    /// Whether the end of the deflate stream has been reached.
    private(set) var isAtEnd = false

    init() throws {
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Codec.outOfMemory
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Inflates the next bytes and gives what comes out; false when they are no deflate stream, or go on after its end.
    func inflate(_ bytes: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) throws -> Bool) throws -> Bool {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 {
            guard !isAtEnd else { return stream.pointee.avail_in == 0 }
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(clamping: output.count)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return false }
            isAtEnd = status == Z_STREAM_END
            let produced = output.count - Int(stream.pointee.avail_out)
            guard try sink(UnsafeRawBufferPointer(rebasing: output[..<produced])) else { return false }
            if status == Z_BUF_ERROR { break }
        }
        return true
    }
}
