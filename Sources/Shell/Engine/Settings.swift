/// What `set` and the global options say about input and output.
struct Settings: Sendable {
    /// How results are written.
    enum Format: String, CaseIterable, Sendable {
        case text
        case json
        case csv
    }

    var format = Format.text
    var language: Language
    var color = ColorChoice.auto
    /// Whether notices and progress are left out.
    var isQuiet = false
    /// Whether results that do not fit the screen of a prompt go through `$PAGER`.
    var usesPager = true
    /// Whether nothing is drawn: no line editing, no progress bar, no columns; for screen readers and odd terminals.
    var isPlain = false
    /// Whether every command tells how long it took.
    var showsTiming = false
    /// Whether the end of a background job rings the bell of a prompt.
    var ringsBell = true
    /// Whether an import at a prompt shows its plan and asks.
    var asksBeforeImport = true
}
