import TaskModel

/// A sentence for people, in which our own words and foreign strings (names, paths, what other programs say) are told
/// apart: every interpolated text passes `Sanitizer` on its way out, our own words do not need to (§7).
struct Phrase: Sendable, ExpressibleByStringInterpolation {
    indirect enum Piece: Sendable {
        case own(String)
        case foreign(String)
        case styled(Style.Role, Phrase)
    }

    private(set) var pieces: [Piece]

    init(stringLiteral value: String) { pieces = [.own(value)] }

    init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

    /// A foreign string and nothing else.
    init(foreign text: String) { pieces = [.foreign(text)] }

    /// A phrase in a style.
    init(_ role: Style.Role, _ phrase: Phrase) { pieces = [.styled(role, phrase)] }

    struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.own(literal)) }
        }

        mutating func appendInterpolation(_ text: String) { pieces.append(.foreign(text)) }

        mutating func appendInterpolation(_ text: some ExactText) { pieces.append(.foreign(text.text)) }

        mutating func appendInterpolation(_ number: some BinaryInteger) { pieces.append(.own(String(number))) }

        mutating func appendInterpolation(_ phrase: Phrase) { pieces += phrase.pieces }

        /// Our own words that come as a value.
        mutating func appendInterpolation(own text: String) { pieces.append(.own(text)) }

        /// `1 task`, `3 tasks`: English only.
        mutating func appendInterpolation(_ number: Int, of noun: String) {
            pieces.append(.own("\(number) \(noun)\(number == 1 ? "" : "s")"))
        }
    }

    /// The text as a terminal or a pipe gets it.
    func shown(_ style: Style = .plain) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .own(let words): text += words
            case .foreign(let foreign): text += Sanitizer.sanitized(foreign)
            case .styled(let role, let phrase): text += style.apply(role, to: phrase.shown(style))
            }
        }
        return text
    }

    /// The text with foreign strings as they are, for JSON, which has its own way of escaping.
    var plain: String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .own(let words), .foreign(let words): text += words
            case .styled(_, let phrase): text += phrase.plain
            }
        }
        return text
    }

    /// Whether there is nothing to say.
    var isEmpty: Bool { plain.isEmpty }

    /// Several phrases with something between them.
    static func joined(_ phrases: [Phrase], by separator: String) -> Phrase {
        var result: Phrase = ""
        for (index, phrase) in phrases.enumerated() {
            if index > 0 { result.pieces.append(.own(separator)) }
            result.pieces += phrase.pieces
        }
        return result
    }

    /// Foreign strings with something between them.
    static func list(_ texts: [String], by separator: String) -> Phrase {
        joined(texts.map(Phrase.init(foreign:)), by: separator)
    }
}
