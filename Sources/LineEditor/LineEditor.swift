import CEditline
import Glibc

/// Reads lines from a terminal with editing, history and completion.
///
/// Keys are those of Emacs and of the cursor block: Ctrl-A/E/B/F/P/N, arrows, Home, End, Delete; Ctrl-W, Ctrl-U, Ctrl-K,
/// Alt-D kill and Ctrl-Y brings back; Alt-B/F move by words; Ctrl-R searches the history (Ctrl-S the other way, Ctrl-G
/// gives up); Ctrl-L clears the screen; Alt-. inserts the last word of the entry before. Pasted text goes into the line
/// as it is and runs only with Enter. No start-up file is read: nothing outside can change what the keys do.
///
/// It reads on the thread that calls. While it reads, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT and SIGWINCH are its
/// own; SIGTERM and SIGHUP are raised again for the program's handlers when it returns.
public final class LineEditor: LineReading {
    /// What the program may choose.
    public struct Options {
        /// The columns of one character on the terminal; by default the C library's.
        public var columns: (Character) -> Int
        /// The prompt during a history search.
        public var searchPrompt: (_ pattern: String, _ isFound: Bool) -> String
        /// The value of `TERM`: nil, empty and `dumb` cannot be edited on.
        public var terminalType: String?

        /// The usual, for a terminal of this type.
        public init(terminalType: String?) {
            self.terminalType = terminalType
            columns = Display.systemColumns
            searchPrompt = { pattern, isFound in
                isFound ? "(history search) '\(pattern)': " : "(nothing found) '\(pattern)': "
            }
        }
    }

    /// What the arrow keys and Ctrl-R walk, oldest first. Entries may have several lines.
    public var history: [String] = []

    /// Asked by Tab: the line, and the cursor in scalars.
    public var complete: ((_ line: String, _ cursor: Int) -> Completion)?

    /// Makes the list of several candidates for a terminal of this size; it is printed as it is, below the line.
    public var showCandidates: ((_ candidates: [Completion.Candidate], _ columns: Int, _ rows: Int) -> String)?

    /// What the program has chosen.
    public var options: Options
    private let input: Int32
    private let output: TerminalOutput
    private var handle: OpaquePointer?
    private var session: LineSession?

    /// An editor on a terminal, by default on standard input and output.
    ///
    /// - Throws: when there is no terminal, or none to edit on; `PlainLineReader` is for those.
    public init(
        program: String, input: Int32 = 0, output: Int32 = 1, options: Options
    ) throws(LineEditorError) {
        guard let type = options.terminalType, !type.isEmpty, type != "dumb" else {
            throw LineEditorError(action: .open, code: ENOTTY)
        }
        self.options = options
        self.input = input
        self.output = TerminalOutput(descriptor: output)
        var code: Int32 = 0
        let next: tf_next_key = { context in
            guard let context else { return -1 }
            let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
            return Int32(editor.session?.nextCommand() ?? -1)
        }
        handle = tf_editline_open(program, input, output, next, Unmanaged.passUnretained(self).toOpaque(), &code)
        if handle == nil { throw LineEditorError(action: .open, code: code) }
    }

    deinit { tf_editline_close(handle) }

    /// Adds what was typed to the history, unless it is empty or the newest entry already.
    public func addHistory(_ entry: String) {
        if !entry.isEmpty, entry != history.last { history.append(entry) }
    }

    /// Reads one line. The prompt may hold colours (`ESC [ … m`), wide characters and line breaks; names in it must have
    /// been made harmless by the caller.
    public func readLine(prompt: String) throws(LineEditorError) -> LineEvent {
        // A closure of this editor cannot read another line from it.
        guard let handle, session == nil else { throw LineEditorError(action: .read, code: EBUSY) }
        let session = LineSession(editor: self, handle: handle, input: input, output: output, prompt: prompt)
        self.session = session
        defer { self.session = nil }
        return try session.run()
    }
}
