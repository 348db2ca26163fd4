public import TaskModel

extension Snapshot {
    /// How many index entries one search may look at.
    private static let searchLimit = 6_000

    /// The names that somebody who wrote `name` may have meant, the nearest first: the same but for case, within a
    /// distance of one or two, or else going on where `name` ends.
    ///
    /// The work is bounded, whatever the number of tasks: the sorted index is walked like a trie, and whole branches
    /// that cannot come near are skipped.
    public func similarNames(
        _ project: PathName, to name: String, limit: Int, onlineOnly: Bool = false
    ) throws -> [TaskLabel] {
        guard limit > 0, !name.isEmpty, name.utf8.count <= 255 else { return [] }
        var found: [String] = []
        func add(_ names: [String]) {
            for other in names
            where !other.isIdentical(to: name) && !found.contains(where: { $0.isIdentical(to: other) }) {
                found.append(other)
            }
        }
        add(try tasks(project, foldedName: name.caseFolded).filter { !onlineOnly || $0.online != nil }.map(\.name.text))
        var budget = min(Self.searchLimit, similarityBudget)
        let allowance = budget
        for distance in 1...(name.unicodeScalars.count < 4 ? 1 : 2) where found.count < limit {
            add(try near(project, name, distance: distance, onlineOnly: onlineOnly, &budget))
        }
        similarityBudget -= allowance - budget
        if found.isEmpty { add(try names(project, prefix: name, onlineOnly: onlineOnly, limit: limit)) }
        return found.prefix(limit).compactMap(TaskLabel.init)
    }

    private func near(
        _ project: PathName, _ name: String, distance: Int, onlineOnly: Bool, _ budget: inout Int
    ) throws -> [String] {
        let search = EditDistance(pattern: Array(name.unicodeScalars), limit: distance)
        var found: [(cost: Int, name: String)] = []
        var next: String? = "\u{1}"
        while let from = next, budget > 0, found.count < 100 {
            budget -= 1
            guard let candidate = try firstName(project, from: from, onlineOnly: onlineOnly) else { break }
            let text = Array(candidate.unicodeScalars)
            var rows = [search.start]
            for scalar in text {
                let row = search.next(rows[rows.count - 1], scalar)
                guard search.isAlive(row) else { break }
                rows.append(row)
            }
            if rows.count == text.count + 1 {
                if let cost = search.distance(rows[rows.count - 1]) { found.append((cost, candidate)) }
                // The names that go on from this one come next.
                let deeper = search.viable(rows[rows.count - 1], from: "\u{1}")
                next = deeper.map { candidate + String($0) } ?? Self.aside(search, text, rows, from: text.count - 1)
            } else {
                next = Self.aside(search, text, rows, from: rows.count - 1)
            }
        }
        return found.sorted { ($0.cost, ExactString($0.name)) < ($1.cost, ExactString($1.name)) }.map(\.name)
    }

    /// Where the first branch begins that can still come near, behind the one that `text` took at `level`.
    private static func aside(
        _ search: EditDistance, _ text: [Unicode.Scalar], _ rows: [EditDistance.Row], from level: Int
    ) -> String? {
        for place in stride(from: level, through: 0, by: -1) {
            if let after = text[place].successor, let scalar = search.viable(rows[place], from: after) {
                var scalars = String.UnicodeScalarView()
                scalars.append(contentsOf: text[..<place])
                scalars.append(scalar)
                return String(scalars)
            }
        }
        return nil
    }

    private func firstName(_ project: PathName, from name: String, onlineOnly: Bool) throws -> String? {
        try ask { database in
            guard let number = try number(of: project, database) else { return nil }
            return try database.first(
                "SELECT name FROM task WHERE project = ? AND name >= ? AND isOnline >= ? ORDER BY name LIMIT 1",
                .integer(number), .text(name), .integer(onlineOnly ? 1 : 0)
            ) { try $0.text(0) }
        }
    }
}
