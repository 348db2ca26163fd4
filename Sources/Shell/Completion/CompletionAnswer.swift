/// What can stand at the cursor of a line.
struct CompletionAnswer {
    /// The offset, in Unicode scalars, from which on the line is replaced up to the cursor.
    let start: Int
    /// What it can be replaced by, in the order to show.
    let candidates: [CompletionCandidate]
    /// Whether there are more than those given. The last of all is among them, so that what all have in common at their
    /// start is what these have in common.
    let hasMore: Bool
    /// What the line can be replaced by at once, being what all candidates begin with; nil when that would not go on
    /// from what was typed.
    let common: String?

    /// Nothing can stand there.
    static func nothing(at start: Int) -> CompletionAnswer {
        CompletionAnswer(start: start, candidates: [], hasMore: false, common: nil)
    }
}

/// One of several possible words.
struct CompletionCandidate {
    /// What replaces, quoted as the line needs it.
    let text: String
    /// What is shown, fit for a terminal.
    let label: String
    /// What it is.
    let detail: Words
    /// Whether the word ends here, so that a space follows; a directory goes on.
    let isFinal: Bool
}

/// What was found for a word, before it is written for whoever asked.
struct CompletionSet {
    /// A name that can stand there.
    struct Name {
        /// What stands behind the part of the word that is kept.
        let text: String
        var detail = Words(same: "")
        /// Whether the word ends behind it.
        var isFinal = true
    }

    /// How many scalars of the word's text stay: a path up to its last `/`, an option up to its `=`.
    var keep: Int
    var names: [Name] = []
    var hasMore = false

    init(keep: Int, _ names: [Name] = [], hasMore: Bool = false) {
        self.keep = keep
        self.names = names
        self.hasMore = hasMore
    }

    /// How many names are gathered at most; who wants others types more.
    static let limit = 200

    /// The names that fit a text: those that begin with it, else those that have it in them.
    static func fitting(
        _ text: String, keep: Int, among names: some Sequence<Name>, orInside: Bool = true
    ) -> CompletionSet {
        var found = names.filter { $0.text.utf8.starts(with: text.utf8) }
        if found.isEmpty, orInside, !text.isEmpty { found = names.filter { $0.text.contains(bytes: text) } }
        guard found.count > limit else { return CompletionSet(keep: keep, found) }
        return CompletionSet(keep: keep, found.prefix(limit - 1) + found.suffix(1), hasMore: true)
    }
}

extension String {
    /// Whether the bytes of another text stand somewhere in this one.
    func contains(bytes other: String) -> Bool {
        var rest = utf8[...]
        while rest.count >= other.utf8.count {
            if rest.starts(with: other.utf8) { return true }
            rest.removeFirst()
        }
        return false
    }
}
