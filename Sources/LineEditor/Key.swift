/// One thing done at the keyboard.
enum Key: Equatable {
    /// A character to insert.
    case text(Unicode.Scalar)
    /// What the terminal marked as pasted, cleaned.
    case paste([Unicode.Scalar])
    /// A control character: `"C"` for Ctrl-C, `"?"` for the Backspace key.
    case control(Character)
    /// Escape or Alt before a character; `"\u{7F}"` with Backspace.
    case meta(Unicode.Scalar)
    case up
    case down
    case left
    case right
    case home
    case end
    case delete
    case wordLeft
    case wordRight
    /// A key that means nothing here; nothing of it may reach the line.
    case unknown
}
