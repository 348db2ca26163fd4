/// The arrow keys' place in the history during one line.
///
/// libedit's own walk keeps 1024 characters of the line that was being typed and cuts a blank off every entry.
struct HistoryWalk {
    let entries: [String]
    private var index: Int
    private var draft: [Unicode.Scalar] = []
    /// How far back Alt-. has gone.
    private var wordIndex: Int

    init(entries: [String]) {
        self.entries = entries
        index = entries.count
        wordIndex = entries.count
    }

    /// The entry one step older or newer; the line that was typed after the newest; nil when there is none.
    mutating func step(older: Bool, from line: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard older ? index > 0 : index < entries.count else { return nil }
        if index == entries.count { draft = line }
        index += older ? -1 : 1
        return index == entries.count ? draft : Array(entries[index].unicodeScalars)
    }

    /// Goes on from an entry that a search has found.
    mutating func settle(at found: Int, draft: [Unicode.Scalar]) {
        if index == entries.count { self.draft = draft }
        index = found
    }

    /// The last word of the next older entry, for Alt-.; `again` when the one before stands at the cursor.
    mutating func lastWord(again: Bool) -> [Unicode.Scalar]? {
        if !again { wordIndex = entries.count }
        while wordIndex > 0 {
            wordIndex -= 1
            if let word = entries[wordIndex].split(whereSeparator: \.isWhitespace).last {
                return Array(word.unicodeScalars)
            }
        }
        return nil
    }
}
