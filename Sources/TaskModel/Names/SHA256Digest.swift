public import Crypto

/// A SHA-256 digest.
public struct SHA256Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 64 lower-case hexadecimal digits.
    public let hex: String

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        let bytes = hex.utf8
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard bytes.count == 64, bytes.allSatisfy(isDigit) else { return nil }
        self.hex = hex
    }

    /// The digest of bytes in memory.
    public init(of bytes: some Sequence<UInt8>) {
        var hash = SHA256()
        if bytes.withContiguousStorageIfAvailable({ hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }) == nil {
            hash.update(data: Array(bytes))
        }
        self.init(hash.finalize())
    }

    /// The result of a running hash.
    public init(_ digest: SHA256.Digest) { hex = SHA256Digest.hex(digest) }

    /// The hexadecimal digits.
    public var description: String { hex }

    /// Order of the digits.
    public static func < (left: SHA256Digest, right: SHA256Digest) -> Bool { left.hex.precedes(right.hex) }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
