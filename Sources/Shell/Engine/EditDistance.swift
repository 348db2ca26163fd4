/// How many letters have to change to get from one word to another: insertions, deletions, replacements and swaps of
/// neighbours.
enum EditDistance {
    static func between(_ left: String, _ right: String) -> Int {
        let a = Array(left.unicodeScalars)
        let b = Array(right.unicodeScalars)
        var rows = [Array(0...b.count)]
        for i in 1..<(a.count + 1) {
            var row = [i] + Array(repeating: 0, count: b.count)
            for j in 1..<(b.count + 1) {
                let isSame = a[i - 1] == b[j - 1]
                row[j] = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (isSame ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], rows[i - 2][j - 2] + 1)
                }
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }

    /// The likeliest of the words that was meant; nil when none is near.
    static func nearest(to word: String, among words: some Sequence<String>) -> String? {
        // Long enough words are few; an input of any length is compared by its start only.
        let word = String(word.unicodeScalars.prefix(40))
        let limit = max(1, word.unicodeScalars.count / 3)
        return words.map { (distance: between(word, $0), word: $0) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }
}
