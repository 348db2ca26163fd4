import TaskModel

/// Writes a text as one word of a command, for a POSIX shell as for our own scripts.
enum ShellQuoting {
    /// The word: bare when nothing in it is special, else in single quotes.
    static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.unicodeScalars.allSatisfy(isPlain), let first = text.unicodeScalars.first, first != "@" {
            return text
        }
        var result = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { result += "'\\''" } else { result.unicodeScalars.append(scalar) }
        }
        return result + "'"
    }

    /// A command with its list as the lines of a script that mean the same.
    static func command(_ words: [String], list: String?) -> [String] {
        let line = quoted(words)
        guard let list else { return lines(line) }
        var items = lines(list)
        if items.last?.isEmpty == true { items.removeLast() }
        var end = "END"
        while items.contains(where: { $0.isIdentical(to: end) }) { end += "_" }
        return lines("\(line) <<'\(end)'") + items + [end]
    }

    private static func lines(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// Several words.
    static func quoted(_ texts: [String]) -> String { texts.map { quoted($0) }.joined(separator: " ") }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "@", "%", "+", "=", ",": true
        case _ where scalar.isASCII: false
        default:
            switch scalar.properties.generalCategory {
            case .otherLetter, .lowercaseLetter, .uppercaseLetter, .otherNumber, .decimalNumber: true
            default: false
            }
        }
    }
}
