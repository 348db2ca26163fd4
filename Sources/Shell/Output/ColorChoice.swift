/// The value of `--color` (§7).
enum ColorChoice: String, CaseIterable, Sendable {
    case auto
    case always
    case never

    /// Whether output is coloured. `always` and `never` are the user's word and beat every variable. For `auto`, in this
    /// order: `NO_COLOR` (not empty) says no, `CLICOLOR_FORCE` (not empty, not `0`) says yes, and otherwise it takes a
    /// terminal whose `TERM` is set and not `dumb`.
    func enablesColor(isTerminal: Bool, environment: [String: String]) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if let value = environment["NO_COLOR"], !value.isEmpty { return false }
            if let value = environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" { return true }
            return isTerminal && !Terminal.isDumb(environment: environment)
        }
    }
}
