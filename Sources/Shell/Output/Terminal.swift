import Glibc

/// What is known of the device behind a file descriptor, and the only place that asks the system for it.
struct Terminal: Sendable {
    /// The two questions to the system, replaceable in tests.
    struct Probe: Sendable {
        /// Whether the descriptor is a terminal.
        var isTerminal: @Sendable (_ descriptor: Int32) -> Bool
        /// The columns of the descriptor's window; nil when it has none or does not know.
        var windowColumns: @Sendable (_ descriptor: Int32) -> Int?
        /// The rows of the descriptor's window; nil when it has none or does not know.
        var windowRows: @Sendable (_ descriptor: Int32) -> Int? = { _ in nil }

        static let system = Probe(
            isTerminal: { isatty($0) == 1 }, windowColumns: { window($0).map(\.ws_col).flatMap(positive) },
            windowRows: { window($0).map(\.ws_row).flatMap(positive) })

        private static func window(_ descriptor: Int32) -> winsize? {
            var size = winsize()
            return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
        }

        private static func positive(_ number: UInt16) -> Int? { number > 0 ? Int(number) : nil }
    }

    /// The width assumed when neither the window nor `COLUMNS` tells.
    static let fallbackColumns = 80

    let descriptor: Int32
    let environment: [String: String]
    private let probe: Probe

    init(descriptor: Int32, environment: [String: String], probe: Probe = .system) {
        self.descriptor = descriptor
        self.environment = environment
        self.probe = probe
    }

    var isTerminal: Bool { probe.isTerminal(descriptor) }

    /// The width now (windows are resized): of the window, else from `COLUMNS`, else 80.
    var columns: Int {
        if let columns = probe.windowColumns(descriptor) { return columns }
        if let text = environment["COLUMNS"], let columns = Int(text), (1...10_000).contains(columns) { return columns }
        return Self.fallbackColumns
    }

    /// The rows now: of the window, else from `LINES`, else 24.
    var rows: Int {
        if let rows = probe.windowRows(descriptor) { return rows }
        if let text = environment["LINES"], let rows = Int(text), (1...10_000).contains(rows) { return rows }
        return 24
    }

    /// The width that layouts have to keep to: nil, without limit, when the output is no terminal.
    var layoutColumns: Int? { isTerminal ? columns : nil }

    /// Whether a line can be drawn again in place.
    var canRedraw: Bool { isTerminal && !Self.isDumb(environment: environment) }

    /// Whether the locale's character encoding is UTF-8.
    var usesUTF8: Bool { Self.usesUTF8(environment: environment) }

    /// The style for this device.
    func style(_ choice: ColorChoice) -> Style {
        Style(choice: choice, isTerminal: isTerminal, environment: environment)
    }

    /// Whether `TERM` is `dumb`, empty or not set: nothing is known then of what escape sequences do.
    static func isDumb(environment: [String: String]) -> Bool {
        let term = environment["TERM"] ?? ""
        return term.isEmpty || term == "dumb"
    }

    /// Whether the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty names UTF-8.
    static func usesUTF8(environment: [String: String]) -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            let lowered = value.lowercased()
            return lowered.contains("utf-8") || lowered.contains("utf8")
        }
        return false
    }
}
