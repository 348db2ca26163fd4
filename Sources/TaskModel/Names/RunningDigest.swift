import Crypto

/// A SHA-256 digest of bytes that come in pieces.
public struct RunningDigest: Sendable {
    private var hash = SHA256()

    /// The digest of no bytes yet.
    public init() {}

    /// Takes the next bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// Takes the next bytes.
    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }

    /// The digest of all bytes taken so far.
    public func finish() -> SHA256Digest { SHA256Digest(hash.finalize()) }
}
