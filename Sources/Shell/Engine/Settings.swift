/// What `set` and the global options say about input and output.
struct Settings: Sendable {
    /// How results are written.
    enum Format: String, CaseIterable, Sendable {
        case text
        case json
    }

    var format = Format.text
    var language: Language
    var color = ColorChoice.auto
    /// Whether notices and progress are left out.
    var isQuiet = false
}
