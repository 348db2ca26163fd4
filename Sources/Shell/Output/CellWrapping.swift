/// Breaks the text of a table cell into lines of a given width.
///
/// A line ends after a space or beside a wide character (Chinese is broken anywhere, but closing punctuation does not
/// start a line and opening punctuation does not end one); a word longer than the line is cut between two grapheme
/// clusters. Spaces at a break are dropped.
enum CellWrapping {
    /// The narrowest column: one wide character.
    static let minimumWidth = 2

    /// The width below which `text` cannot be brought: that of its widest cluster.
    static func narrowestWidth(of text: String) -> Int {
        text.reduce(0) { max($0, DisplayWidth.columns(of: $1)) }
    }

    /// The lines of `text`, none wider than `width` columns unless a single cluster is. At least one line.
    static func lines(of text: String, width: Int) -> [String] {
        if DisplayWidth.columns(of: text) <= width { return [text] }
        var lines: [String] = []
        var rest = Array(text)[...]
        while !rest.isEmpty {
            let end = endOfLine(in: rest, width: width)
            var line = rest[..<end]
            while line.last == " " { line.removeLast() }
            lines.append(String(line))
            rest = rest[end...].drop { $0 == " " }
        }
        return lines
    }

    /// The index after the last cluster of the first line; always beyond the first cluster.
    private static func endOfLine(in text: ArraySlice<Character>, width: Int) -> Int {
        var used = 0
        var lastBreak: Int?
        for index in text.indices {
            if index > text.startIndex, canBreak(between: text[index - 1], and: text[index]) { lastBreak = index }
            used += DisplayWidth.columns(of: text[index])
            if used > width {
                // A space hangs over the edge and is dropped.
                if text[index] == " ", index > text.startIndex { return index }
                return lastBreak ?? max(index, text.startIndex + 1)
            }
        }
        return text.endIndex
    }

    private static func canBreak(between before: Character, and after: Character) -> Bool {
        if after == " " { return false }
        if before == " " { return true }
        if opening.contains(before) || closing.contains(after) { return false }
        return DisplayWidth.columns(of: before) == 2 || DisplayWidth.columns(of: after) == 2
    }

    private static let opening: Set<Character> = ["（", "《", "〈", "「", "『", "【", "〔", "“", "‘"]
    private static let closing: Set<Character> = [
        "，", "。", "、", "；", "：", "？", "！", "）", "》", "〉", "」", "』", "】", "〕", "”", "’", "…",
    ]
}
