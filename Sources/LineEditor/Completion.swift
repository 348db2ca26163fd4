/// What may stand at a place of the line.
public struct Completion: Sendable, Equatable {
    /// One possibility.
    public struct Candidate: Sendable, Equatable {
        /// What takes the place of the word, quoted already where it needs quotes.
        public let text: String
        /// What the list shows.
        public let label: String
        /// What the list says about it; may be empty.
        public let detail: String
        /// Whether the word is complete with it, so that a space follows; not so for a folder.
        public let isFinal: Bool

        /// A candidate, described field by field above.
        public init(text: String, label: String, detail: String = "", isFinal: Bool = true) {
            self.text = text
            self.label = label
            self.detail = detail
            self.isFinal = isFinal
        }
    }

    /// Where the word begins, in scalars; it ends at the cursor.
    public let start: Int
    /// What may stand there, in the order of the list.
    public let candidates: [Candidate]
    /// What takes the place of the word while there are several candidates; nil: nothing goes on from what was typed, as
    /// when the candidates have it in their middle.
    public let common: String?

    /// Candidates that all go on from what was typed: what they begin with is common to them.
    public init(start: Int, candidates: [Candidate]) {
        self.init(start: start, candidates: candidates, common: Self.commonPrefix(of: candidates))
    }

    /// Candidates of any kind.
    public init(start: Int, candidates: [Candidate], common: String?) {
        self.start = start
        self.candidates = candidates
        self.common = common
    }

    /// What the texts of all candidates begin with, scalar by scalar, without splitting a character from its marks.
    private static func commonPrefix(of candidates: [Candidate]) -> String? {
        guard let first = candidates.first else { return nil }
        var shared = first.text[...]
        for candidate in candidates.dropFirst() {
            var kept = shared.startIndex
            // Characters are equal also when composed differently; what is inserted must be what is there.
            for (one, other) in zip(shared, candidate.text) {
                guard one.unicodeScalars.elementsEqual(other.unicodeScalars) else { break }
                kept = shared.index(after: kept)
            }
            shared = shared[..<kept]
        }
        return String(shared)
    }
}
