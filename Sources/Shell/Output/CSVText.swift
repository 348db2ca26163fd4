/// Results as comma-separated values (RFC 4180): every table and every block of facts of a result, with its headings, an
/// empty line between two. A result that has neither is its text.
///
/// Cells are foreign strings and pass `Sanitizer`, as everywhere (§7).
enum CSVText {
    static func text(_ screen: Screen) -> String {
        guard !screen.tables.isEmpty else { return screen.text }
        return screen.tables.map { table in
            let rows = [table.columns.map(\.heading)] + table.rows.map { $0.map(\.text) }
            return rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
        }.joined(separator: "\n")
    }

    /// A field, in quotes where it has a comma, a quote or a space at an end.
    static func field(_ text: String) -> String {
        let text = Sanitizer.sanitized(text)
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { $0 == "," || $0 == "\"" }) || scalars.first == " " || scalars.last == " " else {
            return text
        }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in scalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
