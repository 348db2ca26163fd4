import CEditline
import Glibc

/// The reading of one line: waits for keys, does what they ask for, draws.
///
/// It runs inside libedit's loop: `nextCommand` is where libedit asks for a key. What libedit does better (words, kill
/// buffer, case) is handed to it as a command; the rest happens here, on libedit's line.
final class LineSession {
    let editor: LineEditor
    let buffer: EditBuffer
    let prompt: String
    var painter: Painter
    var walk: HistoryWalk
    var search: HistorySearch?
    /// Commands for libedit, TF_KEY_….
    var commands: [Int] = []
    var outcome: LineEvent?
    var failure: LineEditorError?
    var isAfterLastWord = false
    var lastWordCount = 0
    private var decoder = KeyDecoder()
    private var lastByte = ContinuousClock.now
    /// How long nothing comes before a key that is certainly typed by hand.
    private static let pause = Duration.milliseconds(300)
    private let input: Int32
    private var isPasteMarked = false

    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"

    init(editor: LineEditor, handle: OpaquePointer, input: Int32, output: TerminalOutput, prompt: String) {
        self.editor = editor
        self.input = input
        self.prompt = prompt
        buffer = EditBuffer(handle: handle)
        painter = Painter(output: output, display: Display(columns: editor.options.columns))
        walk = HistoryWalk(entries: editor.history)
    }

    /// Reads the line; the terminal is as before when it returns, in any case.
    func run() throws(LineEditorError) -> LineEvent {
        try LineEditorError.check(tf_signals_begin(1), .read)
        defer { tf_signals_end() }
        let result = tf_editline_run(buffer.handle)
        // A terminal that is gone does not take it; that is not the error to report.
        defer { try? painter.output.write(Self.pasteOff) }
        if let failure { throw failure }
        try LineEditorError.check(result, .read)
        guard let outcome else { throw LineEditorError(action: .read, code: EIO) }
        return outcome
    }

    /// What libedit is to do next; nil when the line is done.
    func nextCommand() -> Int? {
        do {
            if !isPasteMarked {
                // Only now: libedit has made the terminal raw.
                try painter.output.write(Self.pasteOn)
                isPasteMarked = true
            }
            while outcome == nil {
                if !commands.isEmpty { return commands.removeFirst() }
                try advance()
            }
        } catch {
            failure = error
        }
        return nil
    }

    var scene: Painter.Scene {
        if let search {
            let prompt = editor.options.searchPrompt(
                String(String.UnicodeScalarView(search.pattern)), search.isFound)
            return Painter.Scene(prompt: prompt, line: search.shown, cursor: search.cursor)
        }
        return Painter.Scene(prompt: prompt, line: buffer.scalars, cursor: buffer.cursor)
    }

    /// Makes `line` the line, also an empty one.
    func set(_ line: [Unicode.Scalar], cursor: Int) throws(LineEditorError) {
        if line.isEmpty {
            try buffer.replace(with: [" "], cursor: 1)
            commands.append(TF_KEY_BACKSPACE)
        } else {
            try buffer.replace(with: line, cursor: cursor)
        }
    }

    func submit() throws(LineEditorError) {
        try painter.leave(scene)
        outcome = .line(String(String.UnicodeScalarView(buffer.scalars)))
    }

    func interrupt() throws(LineEditorError) {
        search = nil
        try painter.leave(scene, mark: "^C")
        outcome = .interrupted
    }

    func end() throws(LineEditorError) {
        try painter.leave(scene)
        outcome = .endOfFile
    }

    /// Gives the terminal back, stops, and goes on with the same line.
    func suspend(group: Bool) throws(LineEditorError) {
        try painter.leave(scene)
        try painter.output.write(Self.pasteOff)
        try LineEditorError.check(tf_editline_pause(buffer.handle), .read)
        tf_signals_suspend(group ? 1 : 0)
        try takeTerminal()
    }

    private func takeTerminal() throws(LineEditorError) {
        try LineEditorError.check(tf_editline_resume(buffer.handle), .read)
        try painter.output.write(Self.pasteOn)
        painter.forget()
    }

    /// Draws when nothing waits to be read, so that a burst of keys is drawn once; then takes a key or a signal.
    private func advance() throws(LineEditorError) {
        var found = try LineEditorError.check(tf_signals_wait(input, 0), .read)
        if found == 0 {
            let keys = decoder.rest()
            if !keys.isEmpty { return try take(keys) }
            try painter.draw(scene)
            found = try LineEditorError.check(tf_signals_wait(input, 1), .read)
        }
        let flags = Int(found)
        if flags & TF_WAIT_TERMINATE != 0 {
            // SIGHUP also tells that the terminal is gone; then it cannot be tidied up.
            try? interrupt()
            outcome = .interrupted
            return
        }
        if flags & TF_WAIT_INTERRUPT != 0 { return try interrupt() }
        if flags & TF_WAIT_SUSPEND != 0 { return try suspend(group: false) }
        // Continued after a stop that nobody could catch. A resize needs nothing: drawing looks at the size.
        if flags & TF_WAIT_CONTINUE != 0 { return try takeTerminal() }
        if flags & TF_WAIT_INPUT != 0 { try readByte() }
    }

    /// One byte a time: what was typed ahead of the end of this line stays with the terminal, for whoever reads next.
    private func readByte() throws(LineEditorError) {
        var byte: UInt8 = 0
        let count = Glibc.read(input, &byte, 1)
        let code = errno
        if count < 0, code == EINTR || code == EAGAIN { return }
        // EIO: the terminal was hung up.
        if count == 0 || (count < 0 && code == EIO) {
            outcome = .endOfFile
            return
        }
        if count < 0 { throw LineEditorError(action: .read, code: code) }
        // Escape alone ends a search at once; that it may begin an arrow key does not matter, those end it too.
        if byte == 0x1B { try acceptSearch() }
        let now = ContinuousClock.now
        defer { lastByte = now }
        try take(decoder.take(byte, afterPause: now - lastByte >= Self.pause))
    }

    private func take(_ keys: [Key]) throws(LineEditorError) {
        for key in keys where outcome == nil { try take(key) }
    }
}
