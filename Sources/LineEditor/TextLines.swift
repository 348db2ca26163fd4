/// Moves between the lines of a text that has several.
enum TextLines {
    /// Where the cursor goes one line up or down; nil when there is no such line.
    static func position(from cursor: Int, up: Bool, in text: [Unicode.Scalar]) -> Int? {
        let start = (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1
        let column = cursor - start
        if up {
            if start == 0 { return nil }
            let previous = (text[..<(start - 1)].lastIndex(of: "\n") ?? -1) + 1
            return min(previous + column, start - 1)
        }
        guard let end = text[cursor...].firstIndex(of: "\n") else { return nil }
        let nextEnd = text[(end + 1)...].firstIndex(of: "\n") ?? text.count
        return min(end + 1 + column, nextEnd)
    }
}
