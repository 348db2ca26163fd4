/// Where commands come from, line by line: a file, a pipe, `-c`, a test, and the prompt all are one.
protocol CommandSource: AnyObject {
    /// The name that places in it are told by.
    var name: String { get }

    /// The next line. `pending` says what the line before left open, for a second prompt.
    func nextLine(_ pending: PendingInput?) throws -> SourceEvent

    /// Told the lines of every command before it is carried out, as they were given.
    func took(_ lines: [String])

    /// Drops what came together with the present line and is still to be taken: somebody has interrupted it.
    func dropWaiting()
}

extension CommandSource {
    func took(_ lines: [String]) {}
    func dropWaiting() {}
}

/// What a source gives when asked for a line.
enum SourceEvent: Sendable {
    /// A line without its line break.
    case line(String)
    /// The user broke off what was being typed.
    case interrupted
    /// There is no more.
    case endOfFile
}

/// What a line left open, so that the next one continues it.
enum PendingInput: Hashable, Sendable {
    /// A backslash at the end of the line.
    case continuation
    /// An open `'`.
    case singleQuote
    /// An open `"`.
    case doubleQuote
    /// A list up to this word.
    case list(end: String)
}

/// Commands in a text at hand: a script file, `-c`.
final class TextSource: CommandSource {
    let name: String
    private var lines: ArraySlice<Substring.UnicodeScalarView>

    /// Lines end with LF or CRLF; a `#!` line is a comment like any other.
    init(name: String, text: String) {
        self.name = name
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    func nextLine(_ pending: PendingInput?) -> SourceEvent {
        guard let line = lines.popFirst() else { return .endOfFile }
        return .line(String(line.last == "\r" ? line.dropLast() : line))
    }
}

/// Commands from standard input.
final class InputSource: CommandSource {
    let name: String
    private let input: any TextInput

    init(name: String, input: any TextInput) {
        self.name = name
        self.input = input
    }

    func nextLine(_ pending: PendingInput?) throws -> SourceEvent {
        guard let line = try input.readLine() else { return .endOfFile }
        return .line(line.unicodeScalars.last == "\r" ? String(line.unicodeScalars.dropLast()) : line)
    }
}
