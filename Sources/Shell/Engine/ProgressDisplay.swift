import Synchronization
import TaskPackage

/// Shows how far work on a package is, as soon as it is known how much there is (R6).
final class ProgressDisplay: Sendable {
    private let make: @Sendable (_ total: Int, _ unit: ProgressBar.Unit) -> ProgressMeter
    private let meter = Mutex<ProgressMeter?>(nil)

    init(_ presenter: Presenter, label: Words) {
        let environment = presenter.environment
        let settings = presenter.settings
        let isShown = settings.format != .json && !settings.isQuiet && !settings.isPlain
        make = { total, unit in
            let terminal = environment.errorTerminal
            return ProgressMeter(
                label: label[settings.language].plain, total: total, unit: unit,
                glyphs: terminal.usesUTF8 ? .blocks : .ascii, style: terminal.style(settings.color),
                isEnabled: isShown && terminal.canRedraw, columns: { terminal.columns },
                now: environment.monotonic, sink: { try? environment.errors($0) })
        }
    }

    /// Called by the services, from any thread.
    func update(_ progress: PackageProgress) {
        if progress.bytesTotal > 0 {
            update(done: progress.bytesDone, total: progress.bytesTotal, unit: .bytes)
        } else {
            update(done: progress.entriesDone, total: progress.entriesTotal, unit: .count)
        }
    }

    func update(done: Int, total: Int, unit: ProgressBar.Unit) {
        guard total > 0 else { return }
        let current = meter.withLock { meter in
            if let meter { return meter }
            let new = make(total, unit)
            meter = new
            return new
        }
        current.update(done: done)
    }

    /// Takes the line off the screen for other output, until there is more to tell.
    func hide() { meter.withLock { $0 }?.hide() }

    /// Takes the line off the screen.
    func finish() { meter.withLock { $0 }?.finish() }
}
