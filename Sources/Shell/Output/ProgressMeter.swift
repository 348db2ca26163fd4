import Synchronization

/// Draws a `ProgressBar` in place while work goes on, and leaves no trace of it (R6).
///
/// Safe to update from several threads. Nothing is written unless `isEnabled` says that the device can redraw a line
/// (`Terminal.canRedraw`): neither a file nor a dumb terminal gets a byte.
final class ProgressMeter: Sendable {
    /// The shortest time between two drawings.
    static let interval = Duration.milliseconds(100)

    private struct State {
        var done = 0
        var lastDrawn: Duration?
        var isVisible = false
        var isFinished = false
    }

    private let label: String
    private let total: Int
    private let unit: ProgressBar.Unit
    private let glyphs: ProgressBar.Glyphs
    private let style: Style
    private let isEnabled: Bool
    private let columns: @Sendable () -> Int
    private let now: @Sendable () -> Duration
    private let sink: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - columns: The width of the terminal, asked for at each drawing.
    ///   - now: A monotonic clock, counted from any origin.
    ///   - sink: Writes to the terminal at once. It is called under the meter's lock, so that nothing is drawn after
    ///     `finish`, and must not call the meter.
    init(
        label: String, total: Int, unit: ProgressBar.Unit = .count, glyphs: ProgressBar.Glyphs = .blocks,
        style: Style, isEnabled: Bool, columns: @escaping @Sendable () -> Int,
        now: @escaping @Sendable () -> Duration, sink: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.total = total
        self.unit = unit
        self.glyphs = glyphs
        self.style = style
        self.isEnabled = isEnabled
        self.columns = columns
        self.now = now
        self.sink = sink
    }

    /// A meter for `terminal`, which decides on drawing, width and glyphs.
    convenience init(
        label: String, total: Int, unit: ProgressBar.Unit = .count, style: Style, terminal: Terminal,
        now: @escaping @Sendable () -> Duration, sink: @escaping @Sendable (String) -> Void
    ) {
        self.init(
            label: label, total: total, unit: unit, glyphs: terminal.usesUTF8 ? .blocks : .ascii, style: style,
            isEnabled: terminal.canRedraw, columns: { terminal.columns }, now: now, sink: sink)
    }

    /// Sets how much is done.
    func update(done: Int) {
        change { $0.done = done }
    }

    /// Adds to how much is done.
    func advance(by amount: Int = 1) {
        change { state in
            let (sum, overflow) = state.done.addingReportingOverflow(amount)
            state.done = overflow ? Int.max : sum
        }
    }

    /// Takes the line off the screen for other output; the next due drawing brings it back.
    func hide() {
        state.withLock { erase(&$0) }
    }

    /// Takes the line off the screen for good. Later calls do nothing.
    func finish() {
        state.withLock { state in
            erase(&state)
            state.isFinished = true
        }
    }

    private func change(_ apply: (inout State) -> Void) {
        guard isEnabled else { return }
        state.withLock { state in
            if state.isFinished { return }
            apply(&state)
            let time = now()
            if let last = state.lastDrawn, time - last < Self.interval { return }
            state.lastDrawn = time
            state.isVisible = true
            // One column stays free: some terminals wrap as soon as the last one is filled.
            let line = ProgressBar.render(
                done: state.done, total: total, label: label, columns: max(columns() - 1, 1), style: style,
                unit: unit, glyphs: glyphs)
            sink("\r\(line)\u{1B}[K")
        }
    }

    private func erase(_ state: inout State) {
        if !state.isVisible { return }
        state.isVisible = false
        sink("\r\u{1B}[K")
    }
}
