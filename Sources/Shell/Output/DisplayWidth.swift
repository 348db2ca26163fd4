/// How many columns text takes on a terminal (§7: tables align by display width).
///
/// Terminals differ in corners. This follows what most of them do: ambiguous-width characters take one column, a
/// grapheme cluster that shows as one emoji takes two. Text is measured as it will be printed, so foreign strings go
/// through `Sanitizer` first; control characters count as nothing here.
enum DisplayWidth {
    /// The columns of one scalar on its own: 0, 1 or 2.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? 0 : 1 }
        if contains(value, in: DisplayWidthTable.zero) { return 0 }
        // Nothing below the Hangul Jamo block is wide.
        if value < 0x1100 { return 1 }
        return contains(value, in: DisplayWidthTable.wide) ? 2 : 1
    }

    /// The columns of one grapheme cluster: flags, emoji sequences and Hangul jamo sequences are 2, all else is the sum
    /// of its scalars.
    static func columns(of cluster: Character) -> Int {
        let scalars = cluster.unicodeScalars
        guard let first = scalars.first else { return 0 }
        var total = columns(of: first)
        var hasEmojiPart = false
        for scalar in scalars.dropFirst() {
            total += columns(of: scalar)
            switch scalar.value {
            case zeroWidthJoiner, emojiSelector, skinTones, regionalIndicators: hasEmojiPart = true
            default: break
            }
        }
        // Skin tones without a base are swatches of their own.
        if hasEmojiPart, first.properties.isEmoji, !skinTones.contains(first.value) { return 2 }
        if leadingJamo.contains(first.value) || leadingJamoExtended.contains(first.value) { return 2 }
        return total
    }

    /// The columns of `text`, by grapheme cluster.
    static func columns(of text: String) -> Int {
        if let quick = columnsOfPlainText(text) { return quick }
        return text.reduce(0) { $0 + columns(of: $1) }
    }

    /// `text` itself if it fits into `limit` columns; otherwise as many whole clusters as fit before a `…`.
    static func truncated(_ text: String, toColumns limit: Int) -> String {
        if limit <= 0 { return "" }
        if columns(of: text) <= limit { return text }
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            used += columns(of: text[end])
            if used > limit - 1 { break }
            end = text.index(after: end)
        }
        return text[..<end] + "…"
    }

    /// `text` filled with spaces to `width` columns; longer text is returned as it is.
    static func padded(_ text: String, toColumns width: Int, alignment: TextAlignment = .left) -> String {
        let missing = width - columns(of: text)
        if missing <= 0 { return text }
        let spaces = String(repeating: " ", count: missing)
        return alignment == .left ? text + spaces : spaces + text
    }

    private static let zeroWidthJoiner: UInt32 = 0x200D
    private static let emojiSelector: UInt32 = 0xFE0F
    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF
    private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
    private static let leadingJamo: ClosedRange<UInt32> = 0x1100...0x115F
    private static let leadingJamoExtended: ClosedRange<UInt32> = 0xA960...0xA97C

    /// Sums printable ASCII and Chinese text byte by byte; nil when the text has anything else.
    private static func columnsOfPlainText(_ text: String) -> Int? {
        let count: Int?? = text.utf8.withContiguousStorageIfAvailable { bytes in
            var columns = 0
            var position = 0
            while position < bytes.count {
                switch bytes[position] {
                case 0x20...0x7E:
                    columns += 1
                    position += 1
                case 0xE4...0xE9:  // Han, U+4000–U+9FFF
                    columns += 2
                    position += 3
                case 0xE3, 0xEF:
                    if position + 2 >= bytes.count { return nil }
                    let low = UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
                    if !isPlainWide(UInt32(bytes[position] & 0x0F) << 12 | low) { return nil }
                    columns += 2
                    position += 3
                default: return nil
                }
            }
            return columns
        }
        return count ?? nil
    }

    /// Whether the scalar is one of the wide ones that never join a neighbour: Chinese punctuation, full-width ASCII.
    private static func isPlainWide(_ scalar: UInt32) -> Bool {
        (0x3000...0x3029).contains(scalar) || (0x3400...0x3FFF).contains(scalar) || (0xFF01...0xFF5E).contains(scalar)
    }

    private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
        var low = 0
        var high = ranges.count / 2
        while low < high {
            let middle = (low + high) / 2
            if value < ranges[2 * middle] {
                high = middle
            } else if value > ranges[2 * middle + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}

/// The side of its column on which text stands.
enum TextAlignment: Sendable {
    case left
    case right
}
