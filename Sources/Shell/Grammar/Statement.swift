import TaskModel

/// One command as it stands in a text, with its variables not yet filled in.
struct Statement: Sendable {
    /// The words; at least one.
    let words: [Word]
    /// The list that follows (`<<END`).
    let list: HereList?
    /// The lines that it stands on, for errors that show the place: the first has number `firstLine`.
    let lines: [String]
    /// The number of its first line, from 1.
    let firstLine: Int
    /// The name of the text.
    let file: String

    /// Where the command begins.
    var place: TaskferryError.Place { words[0].place(in: file) }

    /// The line of the text at a place, when the statement has it.
    func line(at place: TaskferryError.Place) -> String? {
        let index = place.line - firstLine
        return place.file.isIdentical(to: file) && lines.indices.contains(index) ? lines[index] : nil
    }

    /// Where the cause of an error stands: the error's own place, the word that it is about, else the command's start.
    /// `words` are the words with their variables filled in, as far as that went.
    func place(of error: TaskferryError, words filled: [String]) -> TaskferryError.Place {
        if let place = error.place, place.file.isIdentical(to: file) { return place }
        guard error.code.exitStatus == .usage, !error.subject.isEmpty else { return place }
        let subjects = [error.subject, String(error.subject.unicodeScalars.prefix { $0 != " " })]
        for subject in subjects {
            if let index = filled.firstIndex(where: { $0.isIdentical(to: subject) }) {
                return words[index].place(in: file)
            }
        }
        return place
    }
}

/// A word of a command.
struct Word: Sendable {
    /// A part of a word.
    enum Part: Sendable, Equatable {
        /// Text that stands for itself.
        case text(String)
        /// A variable's value; its name and where it stands.
        case variable(String, line: Int, column: Int)
    }

    /// The parts, in order.
    var parts: [Part] = []
    /// The line of its first character, from 1.
    let line: Int
    /// The column of its first character in Unicode scalars, from 1.
    let column: Int
    /// Whether any of it was quoted.
    var isQuoted = false

    func place(in file: String) -> TaskferryError.Place {
        TaskferryError.Place(file: file, line: line, column: column)
    }

    mutating func append(_ text: String) {
        parts.append(joining: text)
    }
}

extension [Word.Part] {
    /// Adds text, to the text before it where there is one; in time that grows with what is added only.
    mutating func append(joining text: String) {
        guard !text.isEmpty || isEmpty else { return }
        guard case .text(var last)? = last else { return append(.text(text)) }
        // The array lets go of the text before it grows, so that it is not copied.
        removeLast()
        last += text
        append(.text(last))
    }
}

/// The lines between `<<END` and `END`.
struct HereList: Sendable {
    /// The text, with its variables not yet filled in unless the end word was quoted.
    var parts: [Word.Part]
}
