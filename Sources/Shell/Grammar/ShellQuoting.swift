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
