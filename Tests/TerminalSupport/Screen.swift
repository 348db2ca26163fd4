/// What a terminal shows: just enough of one to judge what was drawn.
///
/// It wraps like real ones: a full row keeps the cursor in its last column until one more character comes. A sequence
/// that the editor has no business sending is noted.
package struct Screen {
    package let columns: Int
    package let height: Int
    private var cells: [[String]]
    /// The colour that each cell was drawn in, as the last `ESC [ … m`.
    private var colours: [[String]]
    package private(set) var row = 0
    package private(set) var column = 0
    package private(set) var isPasteMarked = false
    package private(set) var bells = 0
    package private(set) var unknown: [String] = []
    package private(set) var hasScrolled = false
    private var isFull = false
    private var colour = ""
    private var pending: [Unicode.Scalar] = []

    package init(columns: Int, height: Int) {
        self.columns = columns
        self.height = height
        cells = Array(repeating: Array(repeating: " ", count: columns), count: height)
        colours = Array(repeating: Array(repeating: "", count: columns), count: height)
    }

    /// The rows without the blanks at their ends.
    package var rows: [String] {
        cells.map { row in
            var text = row.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    package var text: String { rows.joined(separator: "\n") }

    package func colour(row: Int, column: Int) -> String { colours[row][column] }

    package mutating func feed(_ text: String) {
        for scalar in text.unicodeScalars { feed(scalar) }
    }

    private mutating func feed(_ scalar: Unicode.Scalar) {
        if !pending.isEmpty {
            pending.append(scalar)
            if pending.count == 2, scalar != "[" { pending = [] }
            if pending.count > 2, ("@"..."~").contains(scalar) { control() }
            return
        }
        switch scalar {
        case "\u{1B}": pending = [scalar]
        case "\r":
            column = 0
            isFull = false
        case "\n": lineFeed()
        case "\u{7}": bells += 1
        case "\u{8}":
            column = max(0, column - 1)
            isFull = false
        default: put(scalar)
        }
    }

    private mutating func lineFeed() {
        isFull = false
        if row + 1 < height {
            row += 1
            return
        }
        hasScrolled = true
        cells.removeFirst()
        cells.append(Array(repeating: " ", count: columns))
        colours.removeFirst()
        colours.append(Array(repeating: "", count: columns))
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Self.width(scalar)
        if width == 0 {
            let base = isFull ? column : max(0, column - 1)
            cells[row][base].unicodeScalars.append(scalar)
            return
        }
        if isFull || column + width > columns {
            column = 0
            lineFeed()
        }
        cells[row][column] = String(scalar)
        colours[row][column] = colour
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        if column >= columns {
            column = columns - 1
            isFull = true
        }
    }

    private mutating func control() {
        let sequence = String(String.UnicodeScalarView(pending.dropFirst(2)))
        pending = []
        guard let final = sequence.last else { return }
        let count = Int(sequence.dropLast()) ?? 1
        if final != "m" { isFull = false }
        switch final {
        case "A": row = max(0, row - count)
        case "B": row = min(height - 1, row + count)
        case "C": column = min(columns - 1, column + count)
        case "K": clear(row: row, from: column)
        case "J" where sequence == "2J": for row in 0..<height { clear(row: row, from: 0) }
        case "J" where sequence == "J":
            clear(row: row, from: column)
            for below in (row + 1)..<max(row + 1, height) { clear(row: below, from: 0) }
        case "H" where sequence == "H": (row, column) = (0, 0)
        case "m": colour = sequence == "0m" ? "" : sequence
        case "h" where sequence == "?2004h": isPasteMarked = true
        case "l" where sequence == "?2004l": isPasteMarked = false
        default: unknown.append(sequence)
        }
    }

    private mutating func clear(row: Int, from start: Int) {
        for column in start..<columns {
            cells[row][column] = " "
            colours[row][column] = ""
        }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if (0x300...0x36F).contains(scalar.value) { return 0 }
        return (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value) ? 2 : 1
    }
}
