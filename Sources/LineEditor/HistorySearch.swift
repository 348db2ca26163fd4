/// Ctrl-R: what is looked for and where it was found.
///
/// libedit's own search takes the low byte of a Chinese character for a key and the pattern for a regular expression.
struct HistorySearch {
    private let entries: [[Unicode.Scalar]]
    /// The line from before, which Ctrl-G brings back.
    let original: [Unicode.Scalar]
    let originalCursor: Int
    private(set) var pattern: [Unicode.Scalar] = []
    /// The entry that is shown; the number of entries while it is still the line from before.
    private(set) var index: Int
    private(set) var isFound = true

    init(entries: [String], line: [Unicode.Scalar], cursor: Int) {
        self.entries = entries.map { Array($0.unicodeScalars) }
        original = line
        originalCursor = cursor
        index = entries.count
    }

    var shown: [Unicode.Scalar] { index < entries.count ? entries[index] : original }

    /// Where the pattern begins in what is shown.
    var cursor: Int {
        index < entries.count ? Self.position(of: pattern, in: entries[index]) ?? 0 : originalCursor
    }

    mutating func add(_ scalars: [Unicode.Scalar]) {
        pattern += scalars
        look(from: index, step: -1)
    }

    /// Takes the last character of the pattern back and looks again from the newest entry.
    mutating func removeLast() {
        pattern.removeLast(CharacterSteps.before(pattern.count, in: pattern))
        index = entries.count
        isFound = true
        if !pattern.isEmpty { look(from: index, step: -1) }
    }

    /// The next older or newer entry that has the pattern and differs from what is shown.
    mutating func next(older: Bool) {
        let step = older ? -1 : 1
        if !pattern.isEmpty { look(from: index + step, step: step, differingFrom: shown) }
    }

    private mutating func look(from start: Int, step: Int, differingFrom shown: [Unicode.Scalar]? = nil) {
        var candidate = min(start, entries.count - (step < 0 ? 1 : 0))
        while entries.indices.contains(candidate) {
            let entry = entries[candidate]
            if entry != shown, Self.position(of: pattern, in: entry) != nil {
                index = candidate
                isFound = true
                return
            }
            candidate += step
        }
        isFound = false
    }

    /// The last place of `pattern`, letter by letter.
    private static func position(of pattern: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
        guard pattern.count <= text.count else { return nil }
        return (0...(text.count - pattern.count)).reversed().first { start in
            text[start..<(start + pattern.count)].elementsEqual(pattern)
        }
    }
}
