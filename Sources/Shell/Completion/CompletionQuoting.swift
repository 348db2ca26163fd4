import TaskModel

/// Writes what was found for a word as the line needs it: quoted where a name has a space or a character of the shell,
/// going on in a quote that is open, and closing it behind a last part.
struct CompletionQuoting {
    /// The offset from which on the line is replaced.
    let start: Int
    /// What of the word's text has to be written again, since the line is replaced from further left.
    private let head: String
    private let open: CompletionWord.Quote?
    /// One name that needs quotes gives them to all, so that what is common to all stays common.
    private let quotesAll: Bool

    init(_ word: CompletionWord, _ found: CompletionSet) {
        open = word.open
        if let offset = word.offset(keeping: found.keep) {
            start = offset
            head = ""
        } else {
            start = word.start
            head = word.text(upTo: found.keep)
        }
        let head = head
        quotesAll = found.names.contains { Self.needsQuotes(head + $0.text) }
    }

    /// What stands on the line from `start` on.
    func text(_ name: CompletionSet.Name) -> String {
        let whole = head + name.text
        if let open {
            let mark = String(open.mark)
            return (open.place >= start ? mark : "") + Self.inside(whole, open.mark) + (name.isFinal ? mark : "")
        }
        guard quotesAll else { return whole }
        return "'" + Self.inside(whole, "'") + (name.isFinal ? "'" : "")
    }

    /// The text between two quotation marks.
    static func inside(_ text: String, _ mark: Unicode.Scalar) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'" where mark == "'": result += "'\\''"
            case "\"", "\\", "$", "`":
                if mark == "\"" { result += "\\" }
                result.unicodeScalars.append(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a text has to be quoted; an `@` at its start has a meaning that quotes do not take away.
    static func needsQuotes(_ text: String) -> Bool {
        if isPlain(text) { return false }
        let body = text.unicodeScalars.first == "@" ? "_" + text : text
        return !ShellQuoting.quoted(body).isIdentical(to: body)
    }

    /// Whether a look at the bytes is enough: letters, digits, `_`, `-`, `.`, `/` and the common Han ideographs, U+4E00
    /// to U+9FFF. Most names are such, and hundreds are looked at for one Tab.
    private static func isPlain(_ text: String) -> Bool {
        var lead: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D...0x2F, 0xE4...0xE9: lead = byte
            case 0x80...0xBF where lead != 0xE4 || byte >= 0xB8: lead = 0xBF
            default: return false
            }
        }
        return !text.isEmpty
    }

    /// What the line can go on with whichever of several names is meant; nil when that adds nothing to `typed`.
    func common(_ names: [CompletionSet.Name], typed: String) -> String? {
        guard names.count > 1 else { return nil }
        let common = Self.common(names.map(\.text))
        guard common.utf8.count > typed.utf8.count, common.utf8.starts(with: typed.utf8) else { return nil }
        return text(CompletionSet.Name(text: common, isFinal: false))
    }

    /// What all texts begin with, without a character that a mark belongs to in one of them.
    private static func common(_ texts: [String]) -> String {
        guard let first = texts.first else { return "" }
        var count = first.utf8.count
        for text in texts {
            var same = 0
            for (left, right) in zip(first.utf8, text.utf8) {
                guard same < count, left == right else { break }
                same += 1
            }
            count = same
        }
        func isSplit() -> Bool {
            texts.contains { text in
                let utf8 = text.utf8
                let place = utf8.index(utf8.startIndex, offsetBy: count)
                guard place < utf8.endIndex else { return false }
                if utf8[place] & 0xC0 == 0x80 { return true }
                let next = text.unicodeScalars[place]
                return next.properties.isGraphemeExtend || next == "\u{200D}"
            }
        }
        while count > 0, isSplit() { count -= 1 }
        return String(decoding: first.utf8.prefix(count), as: UTF8.self)
    }
}
