import TaskModel

/// What stands on a line before the cursor, read as `LineScanner` reads it but with patience: nothing is an error, since
/// most of what is completed is not finished yet.
///
/// The line may go over several lines; the last command of it counts.
struct CompletionLine {
    /// What can be completed at the cursor.
    enum Place: Equatable {
        /// A word of a command.
        case word
        /// The name of a variable, whose `$` stands at an offset.
        case variable(start: Int, name: String)
        /// A line of a list (`<<END`).
        case listLine
        /// Nothing: a comment, the end word of a list.
        case nothing
    }

    /// The words of the command that stand before the one at the cursor.
    private(set) var words: [String] = []
    /// The word at the cursor; an empty one between words.
    private(set) var current = CompletionWord(start: 0)
    private(set) var place = Place.word

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var isInWord = false
    private var listEnd: String?
    private let home: String?
    private let value: (String) -> String?

    /// `cursor` counts Unicode scalars; `value` gives the value of a variable.
    init(_ line: String, cursor: Int, home: String?, value: @escaping (String) -> String?) {
        scalars = Array(line.unicodeScalars.prefix(max(cursor, 0)))
        self.home = home
        self.value = value
        while position < scalars.count { scan() }
        if !isInWord, place != .listLine { current = CompletionWord(start: position) }
    }

    private mutating func scan() {
        let scalar = scalars[position]
        if let open = current.open { return scanQuoted(scalar, open) }
        switch scalar {
        case "\n", "\r":
            endWord()
            position += 1
            if listEnd == nil { words = [] } else { scanList() }
            if place == .nothing { place = .word }
        case _ where place == .nothing:
            position += 1
        case " ", "\t", "\u{3000}":
            endWord()
            position += 1
        case "#" where !isInWord:
            place = .nothing
        case "'", "\"":
            begin()
            current.open = CompletionWord.Quote(mark: scalar, place: position)
            position += 1
        case "\\":
            begin()
            position += 1
            guard position < scalars.count else { return }
            // Before a line break it joins the lines.
            if scalars[position] != "\n" { current.append(scalars[position], end: position + 1, isPlain: false) }
            position += 1
        case "$":
            begin()
            scanDollar()
        case "<" where !isInWord && !words.isEmpty && position + 1 < scalars.count && scalars[position + 1] == "<":
            scanListStart()
        case "~" where !isInWord && home != nil && isEndOfTilde(position + 1):
            begin()
            position += 1
            current.append(home ?? "", end: position)
        default:
            begin()
            position += 1
            current.append(scalar, end: position)
        }
    }

    private mutating func begin() {
        if !isInWord { current = CompletionWord(start: position) }
        isInWord = true
    }

    private mutating func endWord() {
        if isInWord { words.append(current.text) }
        isInWord = false
        current = CompletionWord(start: position)
    }

    private func isEndOfTilde(_ place: Int) -> Bool {
        place < scalars.count && [" ", "\t", "/", "\n"].contains(scalars[place])
    }

    private mutating func scanQuoted(_ scalar: Unicode.Scalar, _ open: CompletionWord.Quote) {
        if scalar == open.mark {
            current.open = nil
            position += 1
        } else if open.mark == "\"", scalar == "\\" {
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            switch next {
            case "\"", "\\", "$", "`":
                current.append(next ?? "\\", end: position + 2)
                position += 2
            case "\n": position += 2
            case nil: position += 1
            default:
                position += 1
                current.append(scalar, end: position)
            }
        } else if open.mark == "\"", scalar == "$" {
            scanDollar()
        } else {
            position += 1
            current.append(scalar, end: position)
        }
    }

    private mutating func scanDollar() {
        let start = position
        let next = start + 1 < scalars.count ? scalars[start + 1] : nil
        var name: String?
        switch next {
        case ("1"..."9")?:
            name = next.map { String($0) }
            position += 2
        case "{":
            let rest = scalars[(start + 2)...]
            guard let end = rest.firstIndex(of: "}") else {
                place = .variable(start: start, name: Self.text(rest))
                position = scalars.count
                return
            }
            name = Self.text(scalars[(start + 2)..<end])
            position = end + 1
        default: position += 1
        }
        // What has no value stays as it is.
        current.append(name.flatMap(value) ?? Self.text(scalars[start..<position]), end: position)
    }

    // MARK: Lists

    private mutating func scanListStart() {
        position += 2
        let end = scalars[position...].prefix { ![" ", "\t", "\n", "\r"].contains($0) }
        position += end.count
        listEnd = Self.text(end.filter { $0 != "'" && $0 != "\"" })
        if position == scalars.count { place = .nothing }
    }

    /// Reads the lines of a list up to its end or the cursor.
    private mutating func scanList() {
        while true {
            let line = scalars[position...].prefix { $0 != "\n" }
            if position + line.count == scalars.count {
                place = .listLine
                let indent = line.prefix { $0 == " " || $0 == "\t" }.count
                current = CompletionWord(start: position + indent)
                for index in line.indices.dropFirst(indent) { current.append(scalars[index], end: index + 1) }
                position = scalars.count
                return
            }
            position += line.count + 1
            if let end = listEnd, Self.text(line).isIdentical(to: end) {
                words = []
                listEnd = nil
                return
            }
        }
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
