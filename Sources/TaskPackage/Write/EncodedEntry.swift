import FileIO
import Glibc
import TaskModel

/// An entry's bytes, ready to be written, with what its headers and `SHA256SUMS` say of it.
struct EncodedEntry: Sendable {
    let bytes: [UInt8]
    let isDeflated: Bool
    let crc: UInt32
    let size: Int
    let sha256: SHA256Digest

    /// Compresses bytes; what does not shrink is stored.
    init(_ content: UnsafeRawBufferPointer, _ codec: Codec) throws {
        self.init(content, deflated: try codec.deflate(content))
    }

    private init(_ content: UnsafeRawBufferPointer, deflated: [UInt8]?) {
        bytes = deflated ?? Array(content)
        isDeflated = deflated != nil
        crc = Codec.crc32(0, content)
        size = content.count
        var digest = RunningDigest()
        digest.update(content)
        sha256 = digest.finish()
    }

    /// Compresses the text of `SHA256SUMS`.
    init(sums text: [UInt8]) {
        self = text.withUnsafeBytes { EncodedEntry($0, deflated: PlainDeflate.deflate(text)) }
    }

    /// Compresses a text.
    init(_ text: String, _ codec: Codec) throws {
        var text = text
        self = try text.withUTF8 { try EncodedEntry(UnsafeRawBufferPointer($0), codec) }
    }

    /// Compresses a file that is known to be small.
    init(_ file: OpenFile, _ resource: PlannedResource, _ codec: Codec) throws {
        let buffer = codec.room(0, resource.size)
        guard try file.read(at: 0, into: buffer) == resource.size else { throw resource.mismatch("its size") }
        self = try EncodedEntry(UnsafeRawBufferPointer(buffer), codec)
        guard sha256 == resource.sha256 else { throw resource.mismatch("its SHA-256") }
    }
}

/// A resource that is to be packed.
struct PlannedResource: Sendable {
    let name: PathName
    let task: TaskLabel
    let size: Int
    let sha256: SHA256Digest

    /// The error that the bytes are not those that the document names.
    func mismatch(_ what: String) -> TaskferryError {
        TaskferryError(.resourceMismatch, subject: name.text, detail: task.text, cause: "\(what) is not the document's")
    }
}
