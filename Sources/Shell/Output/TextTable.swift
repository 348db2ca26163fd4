/// A table for people, aligned by display width (§7).
///
///     未通过原因            未通过项
///     ────────────────────  ──────────────────
///     不存在的引用质量监控  门店销售_波动率
///
/// Cells and headings are foreign strings: they pass `Sanitizer` here, and only here. A line break in a cell is written
/// out like every other control character.
struct TextTable: Sendable {
    struct Column: Sendable {
        let heading: String
        let alignment: TextAlignment
        /// Whether cells may be broken into several lines when the table is too wide.
        let isWrappable: Bool

        init(_ heading: String, alignment: TextAlignment = .left, isWrappable: Bool = true) {
            self.heading = heading
            self.alignment = alignment
            self.isWrappable = isWrappable
        }
    }

    struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        let role: Style.Role?

        init(_ text: String, role: Style.Role? = nil) {
            self.text = text
            self.role = role
        }

        init(stringLiteral value: String) {
            self.init(value)
        }
    }

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row. Cells that are missing at its end are empty; cells beyond the last column are not shown.
    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// Adds a row of plain texts.
    mutating func add(texts: [String]) {
        add(texts.map { Cell($0) })
    }

    /// The lines of the table, without spaces at their ends: the headings, a rule, the rows.
    ///
    /// - Parameter width: The columns to keep to, by breaking the cells of the widest wrappable columns; nil for no
    ///   limit. A table that cannot be made narrow enough is wider.
    func lines(width: Int?, style: Style) -> [String] {
        layout(width: width).map { $0.rendered(style: style) }
    }

    /// The table as one text, each line ended by a line feed.
    func rendered(width: Int?, style: Style) -> String {
        lines(width: width, style: style).map { $0 + "\n" }.joined()
    }
}

// MARK: - Layout

extension TextTable {
    static let gutterColumns = 2

    /// The lines as aligned pieces, padded to equal width.
    func layout(width: Int?) -> [TableLine] {
        let headings = columns.map { Cell(Sanitizer.sanitized($0.heading), role: .heading) }
        let body = rows.map { row in
            columns.indices.map { index in
                index < row.count ? Cell(Sanitizer.sanitized(row[index].text), role: row[index].role) : ""
            }
        }
        let widths = columnWidths(of: [headings] + body, within: width)
        let rule = widths.map { Cell(String(repeating: "─", count: $0)) }
        return ([headings, rule] + body).flatMap { lines(of: $0, widths: widths) }
    }

    private func columnWidths(of rows: [[Cell]], within width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(0) { max($0, DisplayWidth.columns(of: $1[index].text)) }
        }
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + Self.gutterColumns * max(columns.count - 1, 0) - width
        if excess <= 0 { return widths }
        let narrowest = columns.indices.map { index in
            rows.reduce(CellWrapping.minimumWidth) { max($0, CellWrapping.narrowestWidth(of: $1[index].text)) }
        }
        while excess > 0 {
            // The widest gives way until it is as wide as the next, so that narrow columns stay whole.
            let candidates = columns.indices.filter { columns[$0].isWrappable && widths[$0] > narrowest[$0] }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            let next = candidates.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let surplus = widths[widest] - max(next, narrowest[widest])
            let cut = min(excess, max(surplus, 1))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }

    private func lines(of row: [Cell], widths: [Int]) -> [TableLine] {
        let wrapped = columns.indices.map { CellWrapping.lines(of: row[$0].text, width: widths[$0]) }
        let height = wrapped.reduce(1) { max($0, $1.count) }
        return (0..<height).map { level in
            TableLine(
                pieces: columns.indices.map { index in
                    TableLine.Piece(
                        text: level < wrapped[index].count ? wrapped[index][level] : "",
                        columns: widths[index], alignment: columns[index].alignment, role: row[index].role)
                })
        }
    }
}
