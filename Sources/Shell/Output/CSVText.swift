import TaskModel

/// A result as one table of comma-separated values (RFC 4180), made of its JSON: the columns are JSON's keys, those of
/// an object inside joined with a dot.
///
/// Facts are one row. Of a result that is one list, its items are the rows. Where there are both, or several lists, the
/// first column `part` says where a row belongs: `summary`, or the list's key; a list of objects inside an item has rows
/// of its own below it (`plan.changes`), which begin as the item does and have columns of their own (`changes.field`).
/// Other lists stand in one cell.
///
/// Cells are foreign strings and pass `Sanitizer`, as everywhere (§7); one that a spreadsheet would take for a formula
/// begins with `'`.
struct CSVText {
    /// The table; empty for a list without items. `rows` is the key of the list that is the whole table, where only that
    /// is wanted.
    static func text(_ object: JSONObject, rows: String? = nil) -> String {
        var table = CSVText()
        if let rows, let value = object[rows] {
            table.add(JSONObject(members: [JSONObject.Member(key: rows, value: value)]))
        } else {
            table.add(object)
        }
        return table.text
    }

    private var columns: [String] = []
    private var rows: [[String: String]] = []

    private static let part = "part"

    private mutating func add(_ object: JSONObject) {
        if object.members.count == 1, case .array(let items)? = object.members.first?.value {
            for item in items { add(Self.cells(of: item, key: object.members[0].key)) }
            return
        }
        let hasParts = object.members.contains { $0.value.isTable }
        let facts = object.members.filter { !$0.value.isTable && !$0.value.isEmptyList }
        let part = hasParts ? [(Self.part, "summary")] : []
        add(part + facts.flatMap { Self.facts(of: $0.value, key: $0.key) })
        for list in object.members where list.value.isTable { add(list.value.items, part: list.key) }
    }

    /// Rows for the items of a list; `under` is what the item that the list stands in begins with, `prefix` what the
    /// columns of its own items begin with.
    private mutating func add(
        _ items: [JSONValue], part: String, under parent: [(String, String)] = [], prefix: String = ""
    ) {
        for item in items {
            let members = item.members
            let cells = members.filter { !$0.value.isTable && !$0.value.isEmptyList }
                .flatMap { Self.facts(of: $0.value, key: prefix + $0.key) }
            add([(Self.part, part)] + parent + (members.isEmpty ? [(part, Self.cell(item))] : cells))
            for inner in members where inner.value.isTable {
                add(
                    inner.value.items, part: "\(part).\(inner.key)", under: Array((parent + cells).prefix(1)),
                    prefix: "\(inner.key).")
            }
        }
    }

    private mutating func add(_ cells: [(String, String)]) {
        for (column, _) in cells where !columns.contains(column) { columns.append(column) }
        rows.append(Dictionary(cells) { first, _ in first })
    }

    private var text: String {
        guard !rows.isEmpty else { return "" }
        let lines = [columns] + rows.map { row in columns.map { row[$0] ?? "" } }
        return lines.map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
    }

    // MARK: Cells

    /// What a value comes to: one cell, or of an object one for each of its facts. An item that is an object needs no
    /// name of its own.
    private static func cells(of value: JSONValue, key: String) -> [(String, String)] {
        guard case .object(let object) = value else { return [(key, cell(value))] }
        return object.members.flatMap { facts(of: $0.value, key: $0.key) }
    }

    private static func facts(of value: JSONValue, key: String) -> [(String, String)] {
        guard case .object(let object) = value else { return [(key, cell(value))] }
        return object.members.flatMap { facts(of: $0.value, key: "\(key).\($0.key)") }
    }

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .array(let items) where !value.isTable: items.map(cell).joined(separator: "; ")
        default: String(decoding: JSONWriter.compact(value), as: UTF8.self)
        }
    }

    /// A field, in quotes where it has a comma, a quote or a space at an end.
    static func field(_ text: String) -> String {
        var text = Sanitizer.sanitized(text)
        if let first = text.utf8.first, "=+-@".utf8.contains(first), Double(text) == nil { text = "'" + text }
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

extension JSONValue {
    /// The items of a list; none for anything else.
    fileprivate var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

    /// The members of an object; none for anything else.
    fileprivate var members: [JSONObject.Member] { if case .object(let object) = self { object.members } else { [] } }

    /// Whether it is a list of objects.
    fileprivate var isTable: Bool {
        items.contains { if case .object = $0 { true } else { false } }
    }

    fileprivate var isEmptyList: Bool { if case .array(let items) = self { items.isEmpty } else { false } }
}
