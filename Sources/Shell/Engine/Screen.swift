import TaskModel

/// Gathers the lines of a result for people, in their language.
struct Screen {
    let language: Language
    let style: Style
    /// The columns to keep to; nil: no limit.
    let width: Int?
    /// The zone that times are shown in.
    let zone: () -> TimeZoneRules
    /// Whether tables and facts are kept apart from the other lines, for `CSVText`, instead of being laid out.
    let keepsTables: Bool
    /// The text so far.
    private(set) var text = ""
    /// What was kept apart.
    private(set) var tables: [TextTable] = []

    init(
        language: Language, style: Style, width: Int?, keepsTables: Bool = false,
        zone: @escaping () -> TimeZoneRules
    ) {
        self.language = language
        self.style = style
        self.width = width
        self.keepsTables = keepsTables
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
        if keepsTables { return tables.append(table) }
        text += table.rendered(width: width, style: style)
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
        if keepsTables {
            var table = newTable([Words("名称", "name"), Words("值", "value")])
            for (name, fact) in facts { table.add(texts: [name[language].plain, fact.plain]) }
            return tables.append(table)
        }
        let names = facts.map { $0.0[language].shown() }
        let width = names.map { DisplayWidth.columns(of: $0) }.max() ?? 0
        for (name, fact) in zip(names, facts) {
            text += style.dim(DisplayWidth.padded(name, toColumns: width)) + "  " + fact.1.shown(style) + "\n"
        }
    }

    /// A moment as the user's clock shows it.
    func time(_ moment: Timestamp) -> Phrase { Phrase(stringLiteral: moment.text(in: zone())) }
}
