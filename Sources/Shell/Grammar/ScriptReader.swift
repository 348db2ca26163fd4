import FileIO
import TaskModel

/// Turns lines into commands, with the words of a POSIX shell: quotes, backslash, `#` comments, `<<END` lists (§7).
///
/// It asks its source for as many lines as a command needs. What a POSIX shell would take for an operator (`; & | < >`)
/// has to be quoted, so that a command copied from elsewhere is refused rather than misread.
struct ScriptReader {
    private let source: any CommandSource
    private let home: String?
    private let cancelled: CancellationCheck
    private var lineNumber = 0

    /// How long a line may be, in bytes: no command needs that, and a binary file is seen for what it is.
    static let lineLimit = 1 << 20

    /// `home` is what a leading `~/` stands for; `cancelled` is asked before every line.
    init(_ source: any CommandSource, home: String?, cancelled: @escaping CancellationCheck = {}) {
        self.source = source
        self.home = home
        self.cancelled = cancelled
    }

    /// The next command; nil at the end. What is broken off by an interrupt is dropped.
    ///
    /// Throws `unclosed-quote`, `unclosed-list` or `usage`, with the place, as a `SyntaxError` that knows the line.
    mutating func next() throws -> Statement? {
        while true {
            guard case .line(let line)? = try nextLine(nil) else { return nil }
            var scanner = LineScanner(line, number: lineNumber, file: source.name, home: home)
            do {
                while let pending = try scanner.scan() {
                    switch try nextLine(pending) {
                    case .line(let more)?: scanner.add(more)
                    case .interrupted?: scanner.drop()
                    case .endOfFile?, nil: throw scanner.unclosed(pending)
                    }
                }
            } catch let error as TaskferryError {
                throw SyntaxError(error: error, lines: scanner.lines, firstLine: scanner.firstLine)
            }
            if let statement = scanner.statement { return statement }
        }
    }

    private mutating func nextLine(_ pending: PendingInput?) throws -> SourceEvent? {
        while true {
            try cancelled()
            let event = try source.nextLine(pending)
            switch event {
            case .line(let line):
                lineNumber += 1
                guard line.utf8.count <= Self.lineLimit else {
                    let error = TaskferryError(
                        .usage, subject: "\(Self.lineLimit)", detail: "long-line",
                        place: TaskferryError.Place(file: source.name, line: lineNumber, column: 1))
                    throw SyntaxError(error: error, lines: [], firstLine: lineNumber)
                }
            case .interrupted where pending == nil: continue
            case .interrupted, .endOfFile: break
            }
            return event
        }
    }
}

/// A text that is no command, with the lines that an error message shows.
struct SyntaxError: Error {
    let error: TaskferryError
    let lines: [String]
    let firstLine: Int

    /// The line of the error's place.
    var line: String? {
        guard let place = error.place, lines.indices.contains(place.line - firstLine) else { return nil }
        return lines[place.line - firstLine]
    }
}
