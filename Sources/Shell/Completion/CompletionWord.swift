/// The word that is being typed: its text, and how that text stands on the line.
struct CompletionWord {
    /// A quote that is open at the cursor.
    struct Quote: Equatable {
        let mark: Unicode.Scalar
        /// The offset of the mark.
        let place: Int
    }

    /// Where a scalar of the text comes from.
    private struct Origin {
        /// The offset behind what stands for it on the line.
        let end: Int
        /// The offset of the quote that it stands in.
        let quote: Int?
        /// Whether it stands for itself, neither quoted nor escaped nor from a variable.
        let isPlain: Bool
    }

    /// The offset of its first scalar on the line.
    let start: Int
    /// The text, quotes taken off, variables and `~` filled in.
    private(set) var scalars: [Unicode.Scalar] = []
    /// The quote that is open at its end.
    var open: Quote?
    private var origins: [Origin] = []

    init(start: Int) { self.start = start }

    /// A word that a shell has split off and unquoted.
    init(unquoted text: String, home: String?) {
        start = 0
        let all = Array(text.unicodeScalars)
        var rest = all[...]
        if let home, all.first == "~", all.count > 1, all[1] == "/" {
            append(home, end: 1)
            rest = all.dropFirst()
        }
        for index in rest.indices { append(all[index], end: index + 1) }
    }

    /// The text.
    var text: String { Self.string(scalars) }

    /// The text from a place on.
    func text(from place: Int) -> String { Self.string(scalars.dropFirst(place)) }

    /// The text up to a place.
    func text(upTo place: Int) -> String { Self.string(scalars.prefix(place)) }

    /// Adds a scalar that ends at an offset of the line.
    mutating func append(_ scalar: Unicode.Scalar, end: Int, isPlain: Bool = true) {
        scalars.append(scalar)
        origins.append(Origin(end: end, quote: open?.place, isPlain: isPlain && open == nil))
    }

    /// Adds what a variable or `~` stands for.
    mutating func append(_ text: String, end: Int) {
        for scalar in text.unicodeScalars { append(scalar, end: end, isPlain: false) }
    }

    /// The offset on the line behind the first `count` scalars of the text, when the line can be replaced from there on:
    /// not inside a quote that was closed since.
    func offset(keeping count: Int) -> Int? {
        guard count > 0 else { return start }
        guard count <= origins.count else { return nil }
        let origin = origins[count - 1]
        switch (origin.quote, open) {
        case (nil, nil): return origin.end
        case (nil, let open?): return open.place >= origin.end ? origin.end : nil
        case (let quote?, let open?): return quote == open.place ? origin.end : nil
        case (_?, nil): return nil
        }
    }

    /// How many scalars of the text stand up to the last plain one that is among `breaks`: where readline begins. It
    /// takes `@` and `$` along.
    func count(upToLastOf breaks: String.UnicodeScalarView) -> Int {
        let last = origins.indices.last { origins[$0].isPlain && breaks.contains(scalars[$0]) }
        return last.map { ["@", "$"].contains(scalars[$0]) ? $0 : $0 + 1 } ?? 0
    }

    /// How many scalars of the text stand before a quote.
    func count(before quote: Quote) -> Int { origins.prefix { $0.end <= quote.place }.count }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
