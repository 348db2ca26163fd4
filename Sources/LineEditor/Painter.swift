/// Draws prompt and line, and knows what stands on the screen.
///
/// It uses only what every terminal since the VT100 does: carriage return, up, down, right, clear to the end.
struct Painter {
    /// What is to be seen.
    struct Scene: Equatable {
        var prompt: String
        var line: [Unicode.Scalar]
        var cursor: Int
    }

    private struct Drawn {
        var scene: Scene
        var size: TerminalOutput.Size
        var layout: Layout
        /// The first row of the layout that is on the screen: a long text shows through a window around the cursor.
        var top: Int
        /// Where the terminal's cursor stands, in rows of the layout.
        var row: Int
    }

    let output: TerminalOutput
    let display: Display
    private var drawn: Drawn?

    init(output: TerminalOutput, display: Display) {
        self.output = output
        self.display = display
    }

    /// Brings the screen to `scene`. Without a change nothing is written; text typed at the end is written as it is.
    mutating func draw(_ scene: Scene) throws(LineEditorError) {
        let text = update(to: scene, size: output.size)
        if !text.isEmpty { try output.write(text) }
    }

    /// What to write to bring the screen to `scene`.
    mutating func update(to scene: Scene, size: TerminalOutput.Size) -> String {
        if let drawn, drawn.scene == scene, drawn.size == size { return "" }
        let layout = layout(of: scene, width: size.columns)
        var top = 0
        if layout.rows.count > size.rows {
            // Moved as little as possible.
            top = min(drawn?.top ?? 0, layout.cursor.row)
            top = max(top, layout.cursor.row - size.rows + 1)
            top = min(top, layout.rows.count - size.rows)
        }
        let next = Drawn(scene: scene, size: size, layout: layout, top: top, row: layout.cursor.row)
        let text = change(to: next)
        drawn = next
        return text
    }

    /// Puts the cursor on a fresh line below the whole text; the next `draw` starts there.
    mutating func leave(_ scene: Scene, mark: String = "") throws(LineEditorError) {
        var last = scene
        last.cursor = scene.line.count
        try draw(last)
        try output.write(mark + "\r\n")
        drawn = nil
    }

    /// Shows text below the line.
    mutating func show(_ text: String, below scene: Scene) throws(LineEditorError) {
        try leave(scene)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        try output.write(lines.map { $0 + "\r\n" }.joined())
    }

    /// Clears the screen; the next `draw` starts at its top.
    mutating func clearScreen() throws(LineEditorError) {
        try output.write("\u{1B}[H\u{1B}[2J")
        drawn = nil
    }

    /// Takes it that nothing of the text is on the screen and the cursor is at the start of a line.
    mutating func forget() { drawn = nil }

    func bell() throws(LineEditorError) { try output.write("\u{7}") }

    private func layout(of scene: Scene, width: Int) -> Layout {
        Layout(prompt: scene.prompt, line: scene.line, cursor: scene.cursor, width: width, display: display)
    }

    private func change(to next: Drawn) -> String {
        guard let drawn else { return "\r" + rows(of: next) }
        if drawn.size == next.size, drawn.top == next.top {
            if drawn.layout.rows == next.layout.rows { return Self.move(from: drawn.row, to: next.layout.cursor) }
            if let added = added(since: drawn, next) { return added }
        }
        if drawn.size.columns != next.size.columns {
            // The terminal has broken the rows anew. They are as this layout would have them, so that tells how far
            // above the cursor the text begins; what no longer fits the screen cannot be found again.
            let broken = layout(of: drawn.scene, width: next.size.columns)
            if max(broken.rows.count, drawn.layout.rows.count) >= min(next.size.rows, drawn.size.rows) {
                return "\u{1B}[H\u{1B}[2J" + rows(of: next)
            }
            return Self.up(broken.cursor.row) + rows(of: next)
        }
        return Self.up(min(drawn.row - drawn.top, next.size.rows - 1)) + rows(of: next)
    }

    /// What to write when text was only added in the row where the cursor stands.
    private func added(since drawn: Drawn, _ next: Drawn) -> String? {
        let old = drawn.layout
        let new = next.layout
        guard old.rows.count == new.rows.count, old.rows.dropLast() == new.rows.dropLast(),
            let before = old.rows.last, let after = new.rows.last,
            drawn.row == old.rows.count - 1, old.cursor.column == before.columns,
            new.cursor == Layout.Place(row: new.rows.count - 1, column: after.columns),
            after.text.utf8.starts(with: before.text.utf8)
        else { return nil }
        return String(decoding: after.text.utf8.dropFirst(before.text.utf8.count), as: UTF8.self)
    }

    /// The visible rows, from the start of the first one on, and the cursor's way to its place.
    private func rows(of next: Drawn) -> String {
        let rows = next.layout.rows
        let bottom = min(rows.count, next.top + next.size.rows) - 1
        var text = ""
        for index in next.top...bottom {
            let row = rows[index]
            text += row.text
            switch row.end {
            // The terminal wraps when more is written; a blank that is written over forces it.
            case .full: if index < bottom, rows[index + 1].columns == 0 { text += " \r" }
            case .gap: text += "\u{1B}[K"
            case .lineBreak: text += "\u{1B}[K" + (index < bottom ? "\r\n" : "")
            case .last: text += "\u{1B}[J"
            }
        }
        return text + Self.move(from: bottom, to: next.layout.cursor)
    }

    private static func up(_ count: Int) -> String { count > 0 ? "\r\u{1B}[\(count)A" : "\r" }

    private static func move(from row: Int, to place: Layout.Place) -> String {
        var text = "\r"
        if place.row < row { text += "\u{1B}[\(row - place.row)A" }
        if place.row > row { text += "\u{1B}[\(place.row - row)B" }
        if place.column > 0 { text += "\u{1B}[\(place.column)C" }
        return text
    }
}
