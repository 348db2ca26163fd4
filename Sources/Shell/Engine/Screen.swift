import Migration
import TaskModel

/// Gathers the lines of a result for people, in their language.
struct Screen {
    let language: Language
    let style: Style
    /// The columns to keep to; nil: no limit.
    let width: Int?
    /// The zone that times are shown in.
    let zone: () -> TimeZoneRules
    /// Whether a table is written as one fact a line, row by row: for somebody who hears it, or a window too narrow for
    /// columns.
    private let usesBlocks: Bool
    /// The text so far.
    private(set) var text = ""

    /// Below this width tables are written as blocks.
    private static let narrowestTable = 40

    init(
        language: Language, style: Style, width: Int?, isPlain: Bool = false,
        zone: @escaping () -> TimeZoneRules
    ) {
        self.language = language
        self.style = style
        self.width = width
        usesBlocks = isPlain || width.map { $0 < Self.narrowestTable } ?? false
        self.zone = zone
    }

    mutating func line(_ words: Words) { line(words[language]) }

    mutating func line(_ phrase: Phrase = "") { text += phrase.shown(style) + "\n" }

    /// A line in a style.
    mutating func line(_ role: Style.Role, _ words: Words) { line(Phrase(role, words[language])) }

    /// A heading with an empty line before it, unless it is the first.
    mutating func heading(_ words: Words) {
        if !text.isEmpty { line() }
        line(.heading, words)
    }

    /// Our own text over several lines, as it is.
    mutating func own(_ lines: String) { text += lines }

    /// Foreign text over several lines, such as a script.
    mutating func block(_ foreign: String) {
        text += Sanitizer.sanitized(foreign, keepingLineBreaks: true)
        if foreign.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    }

    mutating func table(_ table: TextTable) {
        guard usesBlocks else { return text += table.rendered(width: width, style: style) }
        for (index, row) in table.rows.enumerated() {
            if index > 0, table.columns.count > 1 { text += "\n" }
            for (column, cell) in zip(table.columns, row) where !cell.text.isEmpty {
                let shown = cell.role.map { Phrase($0, "\(cell.text)") } ?? "\(cell.text)"
                if table.columns.count > 1 { fact("\(column.heading)", shown) } else { line(shown) }
            }
        }
    }

    /// A table whose headings are given in both languages.
    func newTable(_ headings: [Words], right: Set<Int> = []) -> TextTable {
        TextTable(
            columns: headings.enumerated().map { index, words in
                TextTable.Column(
                    words[language].plain, alignment: right.contains(index) ? .right : .left,
                    isWrappable: !right.contains(index))
            })
    }

    /// Facts by name, one a line, with the values aligned.
    mutating func facts(_ facts: [(Words, Phrase)]) {
        guard !usesBlocks else { return facts.forEach { fact($0.0[language], $0.1) } }
        let names = facts.map { $0.0[language].shown() }
        let width = names.map { DisplayWidth.columns(of: $0) }.max() ?? 0
        for (name, fact) in zip(names, facts) {
            text += style.dim(DisplayWidth.padded(name, toColumns: width)) + "  " + fact.1.shown(style) + "\n"
        }
    }

    /// A fact on a line of its own, broken where the window ends.
    private mutating func fact(_ name: Phrase, _ value: Phrase) {
        let shown = "\(name)\(language == .zh ? "：" : ": ")\(value)" as Phrase
        guard let width, DisplayWidth.columns(of: shown.shown()) > width else { return line(shown) }
        for part in CellWrapping.lines(of: shown.shown(), width: width) { text += part + "\n" }
    }

    /// Fire times as a clock in the schedule's own time zone shows them.
    func text(of times: FireTimes?) -> Phrase {
        guard let times, !times.moments.isEmpty else { return language == .zh ? "不触发" : "never" }
        let moments = times.moments.map { Phrase(stringLiteral: $0.text(in: times.zone)) }
        return "\(Phrase.joined(moments, by: language == .zh ? "、" : ", "))  \(times.zoneName)"
    }

    /// A moment as the user's clock shows it.
    func time(_ moment: Timestamp) -> Phrase { Phrase(stringLiteral: moment.text(in: zone())) }
}
