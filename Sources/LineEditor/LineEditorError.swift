import Glibc

/// Why no line can be read from a terminal.
public struct LineEditorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was being done.
    public enum Action: String, Sendable {
        /// Making an editor for a terminal.
        case open
        /// Setting the terminal's modes, or reading from it.
        case read
        /// Writing to it.
        case write
    }

    /// What failed.
    public let action: Action
    /// The errno; `ENOTTY` from `open` when there is no terminal or it cannot be edited on (`TERM=dumb`).
    public let code: Int32

    /// For a log; the shell words it for people.
    public var description: String { "terminal: \(action.rawValue): \(String(cString: strerror(code)))" }

    /// Throws for a result below 0, which is a negative errno.
    @discardableResult
    static func check(_ result: Int32, _ action: Action) throws(LineEditorError) -> Int32 {
        if result < 0 { throw LineEditorError(action: action, code: -result) }
        return result
    }
}
