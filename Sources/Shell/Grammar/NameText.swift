import FileIO
import TaskModel

/// Lists as the words of a command give them: names, `@FILE` (one name a line), `<<END`, standard input.
struct NameText {
    /// The command's word for the list, for the error when there is none.
    let argument: String
    /// Resolves a path as the session does.
    let path: (String) -> String
    /// Reads standard input; nil when it is a terminal or has the script.
    let input: (() throws -> String)?

    /// The text of a list with one name a line, as given: a single file or list is taken as it is.
    ///
    /// `@@name` is a name that begins with `@`, `@-` is standard input. Throws `missing-argument` without any words
    /// where there is no list nor standard input to read.
    func text(_ words: [String], list: String?) throws -> String {
        var pieces: [String] = []
        for word in words {
            if word.utf8.starts(with: "@@".utf8) {
                pieces.append(String(word.unicodeScalars.dropFirst()))
            } else if word.utf8.first == UInt8(ascii: "@") {
                let file = String(word.unicodeScalars.dropFirst())
                if file.isEmpty { throw TaskferryError(.missingArgument, subject: "@FILE") }
                pieces.append(file == "-" ? try input?() ?? "" : try Files.readText(path(file)))
            } else {
                pieces.append(word)
            }
        }
        if let list { pieces.append(list) }
        if pieces.isEmpty {
            guard let input else { throw TaskferryError(.missingArgument, subject: argument) }
            pieces.append(try input())
        }
        guard pieces.count > 1 else { return pieces[0] }
        return pieces.map { Self.withoutLastBreak($0) }.joined(separator: "\n")
    }

    /// The files among the words of a list.
    static func files(in words: [String]) -> [String] {
        words.compactMap { word in
            guard word.utf8.first == UInt8(ascii: "@"), !word.utf8.starts(with: "@@".utf8) else { return nil }
            let file = String(word.unicodeScalars.dropFirst())
            return file == "-" ? nil : file
        }
    }

    /// The lines of a text: trimmed, without blank ones, each once.
    static func lines(_ text: String) -> [String] {
        var seen = Set<ExactString>()
        return text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }).compactMap { line in
            let name = String(line).trimmed
            return !name.isEmpty && seen.insert(ExactString(name)).inserted ? name : nil
        }
    }

    private static func withoutLastBreak(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        if scalars.last == "\n" { scalars.removeLast() }
        if scalars.last == "\r" { scalars.removeLast() }
        return String(scalars)
    }
}
