/// One line that shows how far a piece of work has come (R6), as a function of numbers only.
enum ProgressBar {
    /// The characters of the bar.
    enum Glyphs: Sendable {
        /// `█` and `░`, for UTF-8 locales.
        case blocks
        /// `#` and `-`.
        case ascii
    }

    /// What is counted.
    enum Unit: Sendable {
        /// `90/200`.
        case count
        /// `1.2 MiB/4.0 MiB`.
        case bytes
    }

    /// The label, a bar, the percentage and the counts in at most `columns` columns.
    ///
    /// When space is short the bar gives way first, then the label is cut, then the counts go. `done` is held between 0
    /// and `total`; with a total of 0 there is nothing to do and everything is done. The label passes `Sanitizer`.
    static func render(
        done: Int, total: Int, label: String, columns: Int, style: Style,
        unit: Unit = .count, glyphs: Glyphs = .blocks
    ) -> String {
        let total = max(total, 0)
        let done = min(max(done, 0), total)
        let percent = percentage(done: done, total: total)
        let percentText = DisplayWidth.padded("\(percent)%", toColumns: 4, alignment: .right)
        let counts = counts(done: done, total: total, unit: unit)
        let label = Sanitizer.sanitized(label)

        let figures = "\(percentText)  \(counts)"
        let left = label.isEmpty ? "" : label + gutter
        let barColumns = min(columns - DisplayWidth.columns(of: left + gutter + figures), maximumBar)
        if barColumns >= minimumBar {
            let bar = bar(done: done, total: total, columns: barColumns, style: style, glyphs: glyphs)
            return left + bar + gutter + figures
        }
        if let line = labelled(label, before: figures, columns: columns, minimumLabel: minimumLabel) { return line }
        if let line = labelled(label, before: percentText, columns: columns, minimumLabel: 1) { return line }
        return DisplayWidth.truncated("\(percent)%", toColumns: columns)
    }

    /// The label, cut if need be, and `tail`; nil if that leaves fewer than `minimumLabel` columns for a cut label.
    private static func labelled(_ label: String, before tail: String, columns: Int, minimumLabel: Int) -> String? {
        let room = columns - DisplayWidth.columns(of: tail)
        if label.isEmpty { return room >= 0 ? tail : nil }
        let labelRoom = room - gutter.count
        guard labelRoom >= min(minimumLabel, DisplayWidth.columns(of: label)) else { return nil }
        return DisplayWidth.truncated(label, toColumns: labelRoom) + gutter + tail
    }

    private static let gutter = "  "
    private static let maximumBar = 40
    private static let minimumBar = 8
    private static let minimumLabel = 8

    private static func percentage(done: Int, total: Int) -> UInt {
        // Rounded down: 100% is said only of finished work.
        share(of: 100, done: done, total: total)
    }

    private static func bar(done: Int, total: Int, columns: Int, style: Style, glyphs: Glyphs) -> String {
        let filled = Int(share(of: UInt(columns), done: done, total: total))
        let (full, empty) = glyphs == .blocks ? ("█", "░") : ("#", "-")
        return style.success(String(repeating: full, count: filled))
            + style.dim(String(repeating: empty, count: columns - filled))
    }

    /// `whole × done ÷ total`, in double width so that no number of bytes overflows.
    private static func share(of whole: UInt, done: Int, total: Int) -> UInt {
        if total == 0 { return whole }
        return UInt(total).dividingFullWidth(whole.multipliedFullWidth(by: UInt(done))).quotient
    }

    private static func counts(done: Int, total: Int, unit: Unit) -> String {
        switch unit {
        case .count:
            let totalText = "\(total)"
            return DisplayWidth.padded("\(done)", toColumns: totalText.utf8.count, alignment: .right) + "/" + totalText
        case .bytes:
            return "\(ByteSize.text(done))/\(ByteSize.text(total))"
        }
    }
}
