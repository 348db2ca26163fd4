/// Semantic text styles: SGR sequences when enabled, the bare text when not.
///
/// Callers say what a piece of text is, never which colour it has. Foreign strings are sanitised before they are styled,
/// since `Sanitizer` would write these sequences out. Each style switches off only what it switched on, so styles nest.
struct Style: Sendable, Equatable {
    /// What a piece of text is.
    enum Role: CaseIterable, Sendable {
        case heading
        case success
        case warning
        case failure
        case dim
        case emphasis
        case code
    }

    let isEnabled: Bool

    /// Leaves all text as it is.
    static let plain = Style(isEnabled: false)

    init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    init(choice: ColorChoice, isTerminal: Bool, environment: [String: String]) {
        self.init(isEnabled: choice.enablesColor(isTerminal: isTerminal, environment: environment))
    }

    func apply(_ role: Role?, to text: String) -> String {
        guard isEnabled, let role, !text.isEmpty else { return text }
        let (on, off) = role.parameters
        return "\u{1B}[\(on)m\(text)\u{1B}[\(off)m"
    }

    func heading(_ text: String) -> String { apply(.heading, to: text) }
    func success(_ text: String) -> String { apply(.success, to: text) }
    func warning(_ text: String) -> String { apply(.warning, to: text) }
    func failure(_ text: String) -> String { apply(.failure, to: text) }
    func dim(_ text: String) -> String { apply(.dim, to: text) }
    func emphasis(_ text: String) -> String { apply(.emphasis, to: text) }
    func code(_ text: String) -> String { apply(.code, to: text) }
}

extension Style.Role {
    /// The SGR parameters that switch the style on and off again.
    fileprivate var parameters: (on: Int, off: Int) {
        switch self {
        case .heading: (1, 22)
        case .success: (32, 39)
        case .warning: (33, 39)
        case .failure: (31, 39)
        case .dim: (2, 22)
        case .emphasis: (1, 22)
        case .code: (36, 39)
        }
    }
}
