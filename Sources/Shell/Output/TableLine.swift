/// One line of a table before it becomes text.
struct TableLine: Sendable {
    struct Piece: Sendable {
        let text: String
        /// The columns to fill.
        let columns: Int
        let alignment: TextAlignment
        let role: Style.Role?
    }

    let pieces: [Piece]

    /// The line with styles and without spaces at its end. Styles cover text only, never the padding beside it.
    func rendered(style: Style) -> String {
        var line = ""
        var pendingSpaces = 0
        for (index, piece) in pieces.enumerated() {
            if index > 0 { pendingSpaces += TextTable.gutterColumns }
            let text = piece.text.trimmingTrailingSpaces()
            let trimmed = piece.text.utf8.count - text.utf8.count
            let padding = max(piece.columns - DisplayWidth.columns(of: piece.text), 0)
            if text.isEmpty {
                pendingSpaces += trimmed + padding
                continue
            }
            pendingSpaces += piece.alignment == .right ? padding : 0
            line += String(repeating: " ", count: pendingSpaces)
            line += style.apply(piece.role, to: String(text))
            pendingSpaces = trimmed + (piece.alignment == .left ? padding : 0)
        }
        return line
    }

    /// The line with its padding and without styles.
    var padded: String {
        pieces.map { DisplayWidth.padded($0.text, toColumns: $0.columns, alignment: $0.alignment) }
            .joined(separator: String(repeating: " ", count: TextTable.gutterColumns))
    }
}

extension String {
    fileprivate func trimmingTrailingSpaces() -> Substring {
        var rest = self[...]
        while rest.utf8.last == 0x20 { rest = Substring(rest.unicodeScalars.dropLast()) }
        return rest
    }
}
