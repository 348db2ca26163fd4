/// Damerau's distance between a fixed text and others that are walked scalar by scalar: insertions, deletions,
/// substitutions and swaps of neighbours count one each.
struct EditDistance {
    let pattern: [Unicode.Scalar]
    /// Distances beyond this do not matter.
    let limit: Int

    /// The distances between a prefix of a text and every prefix of the pattern.
    struct Row {
        fileprivate(set) var costs: [Int]
        fileprivate var previous: [Int] = []
        fileprivate var last: Unicode.Scalar?
    }

    var start: Row { Row(costs: Array(0...pattern.count)) }

    /// The row after one more scalar.
    func next(_ row: Row, _ scalar: Unicode.Scalar) -> Row {
        var costs = [row.costs[0] + 1]
        costs.reserveCapacity(pattern.count + 1)
        for (place, wanted) in pattern.enumerated() {
            var cost = min(row.costs[place] + (wanted == scalar ? 0 : 1), row.costs[place + 1] + 1, costs[place] + 1)
            if place > 0, !row.previous.isEmpty, wanted == row.last, pattern[place - 1] == scalar {
                cost = min(cost, row.previous[place - 1] + 1)
            }
            costs.append(cost)
        }
        return Row(costs: costs, previous: row.costs, last: scalar)
    }

    /// Whether a text that begins like this can still end within the limit.
    func isAlive(_ row: Row) -> Bool { (row.costs.min() ?? 0) <= limit }

    /// The distance of the text walked, when it is within the limit.
    func distance(_ row: Row) -> Int? {
        guard let cost = row.costs.last, cost <= limit else { return nil }
        return cost
    }

    /// The smallest scalar from `first` on that keeps the row alive; nil when none does.
    func viable(_ row: Row, from first: Unicode.Scalar) -> Unicode.Scalar? {
        // A scalar that the pattern does not have: where that one is fine, every scalar is.
        if isAlive(next(row, "\u{1}")) { return first }
        return Set(pattern).filter { $0 >= first && isAlive(next(row, $0)) }.min()
    }
}

extension Unicode.Scalar {
    /// The next scalar in order; nil after the last.
    var successor: Unicode.Scalar? { value == 0xD7FF ? "\u{E000}" : Unicode.Scalar(value + 1) }
}
