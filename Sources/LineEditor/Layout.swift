/// Prompt and line broken into the rows of a terminal: a function of text and width.
struct Layout: Equatable {
    /// How a row goes over into the next.
    enum End: Equatable {
        /// It is full: the terminal wraps by itself, so that it can also unwrap when the window grows.
        case full
        /// The next character is two columns wide and one is left.
        case gap
        /// A line break in the text.
        case lineBreak
        /// Nothing follows; the cursor always has a place here.
        case last
    }

    struct Row: Equatable {
        var text = ""
        var columns = 0
        var end = End.last
    }

    struct Place: Equatable {
        var row = 0
        var column = 0
    }

    private(set) var rows = [Row()]
    private(set) var cursor = Place()
    private let width: Int
    private let display: Display

    /// - Parameters:
    ///   - prompt: May hold colours (`ESC [ … m`), which take no columns and end with the prompt.
    ///   - cursor: In scalars of `line`; inside a character it counts as before it.
    init(prompt: String, line: [Unicode.Scalar], cursor: Int, width: Int, display: Display) {
        // In one column a wide character has no place at all.
        self.width = max(2, width)
        self.display = display
        add(prompt: prompt)
        add(line: line, cursor: cursor)
    }

    static func == (one: Layout, other: Layout) -> Bool {
        one.rows == other.rows && one.cursor == other.cursor && one.width == other.width
    }

    private mutating func add(prompt: String) {
        let parts = PromptPart.parts(of: prompt)
        for part in parts {
            switch part {
            case .colour(let sequence): append(sequence, columns: 0)
            case .text(let text):
                for character in text { add(character) }
            }
        }
        let isColoured = parts.contains { if case .colour = $0 { true } else { false } }
        if isColoured { append("\u{1B}[0m", columns: 0) }
    }

    private mutating func add(line: [Unicode.Scalar], cursor wanted: Int) {
        var position = 0
        var isPlaced = false
        for character in String(String.UnicodeScalarView(line)) {
            position += character.unicodeScalars.count
            if !isPlaced, position > wanted {
                makeRoom(for: character)
                cursor = end
                isPlaced = true
            }
            add(character)
        }
        makeRoom(columns: 1)
        if !isPlaced { cursor = end }
    }

    private var end: Place { Place(row: rows.count - 1, column: rows[rows.count - 1].columns) }

    private mutating func add(_ character: Character) {
        switch character {
        case "\n", "\r\n":
            makeRoom(columns: 1)
            breakRow(.lineBreak)
        case "\t":
            repeat {
                makeRoom(columns: 1)
                append(" ", columns: 1)
            } while end.column % 8 != 0 && end.column < width
        default:
            for piece in display.pieces(of: character) {
                makeRoom(columns: piece.columns)
                append(piece.text, columns: piece.columns)
            }
        }
    }

    private mutating func makeRoom(for character: Character) {
        switch character {
        case "\n", "\r\n", "\t": makeRoom(columns: 1)
        default: makeRoom(columns: display.pieces(of: character).first?.columns ?? 1)
        }
    }

    /// A mark without columns of its own stays in a full row, with what it stands on.
    private mutating func makeRoom(columns: Int) {
        if end.column + columns > width { breakRow(end.column == width ? .full : .gap) }
    }

    private mutating func append(_ text: String, columns: Int) {
        rows[rows.count - 1].text += text
        rows[rows.count - 1].columns += columns
    }

    private mutating func breakRow(_ end: End) {
        rows[rows.count - 1].end = end
        rows.append(Row())
    }
}
