import Glibc

/// A text that equals another only when their UTF-8 bytes are the same.
///
/// `String ==` is canonical equivalence ("é" equals "e◌́"), which is wrong for identifiers: this type is the
/// key of every dictionary of names.
public struct ExactString: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    /// Wraps a text.
    public init(_ text: String) { self.text = text }

    /// The text itself.
    public var description: String { text }

    /// Whether the UTF-8 bytes are the same.
    public static func == (left: ExactString, right: ExactString) -> Bool { left.text.isIdentical(to: right.text) }

    /// Order by UTF-8 bytes, which is the order of Unicode scalars.
    public static func < (left: ExactString, right: ExactString) -> Bool { left.text.precedes(right.text) }

    /// Hashes the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) { text.hashUTF8(into: &hasher) }
}

extension String {
    /// Whether both texts have the same UTF-8 bytes.
    public func isIdentical(to other: String) -> Bool {
        var copy = self
        var otherCopy = other
        return copy.withUTF8 { left in
            otherCopy.withUTF8 { right in
                guard left.count == right.count, let a = left.baseAddress, let b = right.baseAddress else {
                    return left.count == right.count
                }
                return memcmp(a, b, left.count) == 0
            }
        }
    }

    /// Whether this text comes first in the order of UTF-8 bytes.
    public func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

    func hashUTF8(into hasher: inout Hasher) {
        var copy = self
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }

    /// The text for comparison without regard to case: two names with one folded form cannot stand side by side (§3).
    public var caseFolded: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        guard unicodeScalars.allSatisfy({ $0.isASCII || $0.isCaselessHan }) else { return uppercased().lowercased() }
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            folded.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(ascii: scalar) | 0x20) : scalar)
        }
        return String(folded)
    }
}

/// A text of one fixed rule that compares by its UTF-8 bytes.
public protocol ExactText: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text.
    var text: String { get }
}

extension ExactText {
    /// The text itself.
    public var description: String { text }

    /// Whether the UTF-8 bytes are the same.
    public static func == (left: Self, right: Self) -> Bool { left.text.isIdentical(to: right.text) }

    /// Order by UTF-8 bytes.
    public static func < (left: Self, right: Self) -> Bool { left.text.precedes(right.text) }

    /// Hashes the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) { text.hashUTF8(into: &hasher) }

    /// The text as a dictionary key.
    public var key: ExactString { ExactString(text) }
}

extension Unicode.Scalar {
    /// Whether it is one of the common Han ideographs, which have no case; saves the full mapping for most names.
    fileprivate var isCaselessHan: Bool { (0x4E00...0x9FFF).contains(value) }
}
