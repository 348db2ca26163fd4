/// A pattern of names: `*` stands for any characters, `?` for one; all else for itself.
public struct GlobPattern: Sendable {
    private let pattern: [Unicode.Scalar]

    /// Takes a pattern as written.
    public init(_ text: String) { pattern = Array(text.unicodeScalars) }

    /// Whether a text has anything in it that a pattern would treat as special.
    public static func isPattern(_ text: String) -> Bool { text.unicodeScalars.contains { $0 == "*" || $0 == "?" } }

    /// What every name that fits starts with.
    public var literalPrefix: String {
        var prefix = String.UnicodeScalarView()
        prefix.append(contentsOf: pattern.prefix { $0 != "*" && $0 != "?" })
        return String(prefix)
    }

    /// Whether a name fits, in time that grows with the product of the lengths at worst.
    public func matches(_ name: String) -> Bool {
        let text = Array(name.unicodeScalars)
        var place = 0
        var patternPlace = 0
        var star: (pattern: Int, text: Int)?
        while place < text.count {
            if patternPlace < pattern.count, pattern[patternPlace] == "*" {
                star = (patternPlace, place)
                patternPlace += 1
            } else if patternPlace < pattern.count, pattern[patternPlace] == "?" || pattern[patternPlace] == text[place]
            {
                patternPlace += 1
                place += 1
            } else if let last = star {
                patternPlace = last.pattern + 1
                place = last.text + 1
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[patternPlace...].allSatisfy { $0 == "*" }
    }
}
