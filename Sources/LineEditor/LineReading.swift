/// Gives lines typed by somebody, whatever is behind it: an editor on a terminal, a plain terminal, a test.
public protocol LineReading: AnyObject {
    /// Reads one line after showing `prompt`, and says how it ended.
    ///
    /// - Throws: `LineEditorError` when the terminal does not answer.
    func readLine(prompt: String) throws -> LineEvent
}

/// How the reading of a line ended.
public enum LineEvent: Sendable, Equatable {
    /// The line, without its end. It has line breaks inside when it was pasted or recalled with them.
    case line(String)
    /// Ctrl-C, or a signal that asks to stop; what was typed is gone, and the cursor stands on a fresh line.
    case interrupted
    /// A line that is longer than the terminal gives: its end is lost.
    case cut
    /// Ctrl-D on an empty line, or the terminal is gone.
    case endOfFile
}
