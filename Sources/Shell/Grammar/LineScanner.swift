import TaskModel

/// The state of `ScriptReader` on its way through one command, which may go over several lines.
struct LineScanner {
    private(set) var lines: [String]
    let firstLine: Int
    private let file: String
    private let home: String?

    private var words: [Word] = []
    private var word: Word?
    private var quote: Quote?
    private var list: OpenList?
    /// Whether the lines to come are the list's.
    private var isInBody = false
    /// Whether a backslash in double quotes ended the line.
    private var joinsNextLine = false
    private var isDone = false

    private var scalars: [Unicode.Scalar]
    private var position = 0
    private var lineNumber: Int

    private struct Quote {
        let mark: Unicode.Scalar
        let line: Int
        let column: Int
    }

    private struct OpenList {
        let end: String
        let isLiteral: Bool
        let line: Int
        let column: Int
        var body = HereList(parts: [])
        var isClosed = false
    }

    init(_ line: String, number: Int, file: String, home: String?) {
        lines = [line]
        firstLine = number
        lineNumber = number
        self.file = file
        self.home = home
        scalars = Array(line.unicodeScalars)
    }

    /// The command that was read; nil for a blank line or a comment.
    var statement: Statement? {
        words.isEmpty
            ? nil : Statement(words: words, list: list?.body, lines: lines, firstLine: firstLine, file: file)
    }

    /// Goes on with a further line.
    mutating func add(_ line: String) {
        lines.append(line)
        lineNumber += 1
        scalars = Array(line.unicodeScalars)
        position = 0
    }

    /// Forgets what was read.
    mutating func drop() {
        words = []
        word = nil
        quote = nil
        list = nil
        scalars = []
        isDone = true
    }

    /// Reads the line at hand. Returns what is still open; nil when the command is complete.
    mutating func scan() throws -> PendingInput? {
        if isDone { return nil }
        if isInBody { return scanListLine() }
        while position < scalars.count {
            let scalar = scalars[position]
            if let open = quote {
                try scanQuoted(scalar, in: open)
                continue
            }
            switch scalar {
            case " ", "\t", "\u{3000}":
                endWord()
                position += 1
            case "#" where word == nil:
                position = scalars.count
            case "'", "\"":
                quote = Quote(mark: scalar, line: lineNumber, column: position + 1)
                begin()
                word?.isQuoted = true
                position += 1
            case "\\":
                begin()
                guard position + 1 < scalars.count else {
                    position += 1
                    // A backslash before the line break joins the lines.
                    if word?.parts.isEmpty == true, word?.isQuoted == false { word = nil }
                    return .continuation
                }
                word?.isQuoted = true
                word?.append(String(scalars[position + 1]))
                position += 2
            case "$":
                begin()
                try scanDollar()
            case "<"
            where position + 1 < scalars.count && scalars[position + 1] == "<" && word == nil && !words.isEmpty:
                try scanListStart()
            case ";", "&", "|", "<", ">":
                throw TaskferryError(.usage, subject: String(scalar), detail: "operator", place: here)
            case "~" where word == nil && home != nil && isEndOfTilde(position + 1):
                begin()
                word?.append(home ?? "")
                position += 1
            default:
                begin()
                word?.append(String(scalar))
                position += 1
            }
        }
        if let quote {
            if !joinsNextLine { word?.append("\n") }
            joinsNextLine = false
            return quote.mark == "'" ? .singleQuote : .doubleQuote
        }
        endWord()
        if let list {
            isInBody = true
            return .list(end: list.end)
        }
        return nil
    }

    /// The error when the text ends with something open.
    func unclosed(_ pending: PendingInput) -> TaskferryError {
        switch pending {
        case .list(let end):
            TaskferryError(
                .unclosedList, subject: end,
                place: TaskferryError.Place(file: file, line: list?.line ?? firstLine, column: list?.column ?? 1))
        case .singleQuote, .doubleQuote:
            TaskferryError(
                .unclosedQuote, subject: quote.map { String($0.mark) } ?? "",
                place: TaskferryError.Place(file: file, line: quote?.line ?? firstLine, column: quote?.column ?? 1))
        case .continuation:
            TaskferryError(.unclosedQuote, subject: "\\", place: here)
        }
    }

    // MARK: Words

    private var here: TaskferryError.Place {
        TaskferryError.Place(file: file, line: lineNumber, column: max(min(position + 1, scalars.count), 1))
    }

    private mutating func begin() {
        if word == nil { word = Word(line: lineNumber, column: position + 1) }
    }

    private mutating func endWord() {
        if let word { words.append(word) }
        word = nil
    }

    private func isEndOfTilde(_ place: Int) -> Bool {
        place >= scalars.count || [" ", "\t", "/"].contains(scalars[place])
    }

    private mutating func scanQuoted(_ scalar: Unicode.Scalar, in open: Quote) throws {
        if scalar == open.mark {
            quote = nil
            position += 1
        } else if open.mark == "\"", scalar == "\\" {
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            switch next {
            case "\"", "\\", "$", "`":
                word?.append(next.map { String($0) } ?? "")
                position += 2
            case nil:
                position += 1
                joinsNextLine = true
            default:
                word?.append("\\")
                position += 1
            }
        } else if open.mark == "\"", scalar == "$" {
            try scanDollar()
        } else {
            word?.append(String(scalar))
            position += 1
        }
    }

    private mutating func scanDollar() throws {
        let start = position
        if let (part, end) = try Self.variable(in: scalars, at: start, line: lineNumber, file: file) {
            word?.parts.append(part)
            position = end
        } else {
            word?.append("$")
            position += 1
        }
    }

    /// The variable that begins at a `$`, and where it ends; nil when the `$` stands for itself.
    private static func variable(
        in scalars: [Unicode.Scalar], at start: Int, line: Int, file: String
    ) throws -> (Word.Part, Int)? {
        guard start + 1 < scalars.count else { return nil }
        switch scalars[start + 1] {
        case "1"..."9":
            return (.variable(String(scalars[start + 1]), line: line, column: start + 1), start + 2)
        case "{":
            guard let end = scalars[start...].firstIndex(of: "}") else {
                throw TaskferryError(
                    .unclosedQuote, subject: "${",
                    place: TaskferryError.Place(file: file, line: line, column: start + 1))
            }
            var name = String.UnicodeScalarView()
            name.append(contentsOf: scalars[(start + 2)..<end])
            return (.variable(String(name), line: line, column: start + 1), end + 1)
        default: return nil
        }
    }

    // MARK: Lists

    private mutating func scanListStart() throws {
        let column = position + 1
        guard list == nil else {
            throw TaskferryError(.usage, subject: "<<", detail: "second-list", place: here)
        }
        position += 2
        var end = String.UnicodeScalarView()
        var isLiteral = false
        var open: Unicode.Scalar?
        scan: while position < scalars.count {
            let scalar = scalars[position]
            switch scalar {
            case " ", "\t", ";", "&", "|", "<", ">": if open == nil { break scan } else { end.append(scalar) }
            case "'", "\"":
                isLiteral = true
                if open == nil { open = scalar } else if open == scalar { open = nil } else { end.append(scalar) }
            default: end.append(scalar)
            }
            position += 1
        }
        guard open == nil, !end.isEmpty else {
            throw TaskferryError(
                .unclosedList, subject: "<<\(String(end))",
                place: TaskferryError.Place(file: file, line: lineNumber, column: column))
        }
        list = OpenList(end: String(end), isLiteral: isLiteral, line: lineNumber, column: column)
    }

    private mutating func scanListLine() -> PendingInput? {
        guard var open = list else { return nil }
        // There is one owner, so that what was read is not copied for every line.
        list = nil
        defer { list = open }
        let line = lines[lines.count - 1]
        if line.isIdentical(to: open.end) {
            isDone = true
            return nil
        }
        var plain = ""
        var place = 0
        while place < scalars.count {
            if !open.isLiteral, scalars[place] == "$",
                let found = try? Self.variable(in: scalars, at: place, line: lineNumber, file: file)
            {
                open.body.parts.append(joining: plain)
                plain = ""
                open.body.parts.append(found.0)
                place = found.1
            } else {
                plain.unicodeScalars.append(scalars[place])
                place += 1
            }
        }
        open.body.parts.append(joining: plain + "\n")
        return .list(end: open.end)
    }
}
