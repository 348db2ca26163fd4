import LineEditor

/// The list that Tab shows: with what each candidate is where that is known, else in columns.
struct CandidateList {
    /// How many lines are shown at most, in however tall a window; who wants others types more.
    private static let lineLimit = 40

    private let style: Style
    private let language: Language

    init(_ session: Session) {
        style = session.environment.outputTerminal.style(session.settings.color)
        language = session.settings.language
    }

    /// Stands for the candidates that are not listed.
    static let more = Completion.Candidate(text: "", label: "", isFinal: false)

    /// The lines for a window of this size, so that the line that is being typed stays in sight. Labels and details have
    /// been made fit for it.
    func text(_ candidates: [Completion.Candidate], columns: Int, rows: Int) -> String {
        let shown = candidates.filter { !$0.label.isEmpty }
        let width = max(columns - 1, 1)
        let limit = min(max(rows - 2, 1), Self.lineLimit)
        let hasDetails = shown.contains { !$0.detail.isEmpty }
        // Where not all can be told what they are, it is better to see them all.
        var lines = hasDetails && shown.count <= limit ? detailed(shown, width) : inColumns(shown, width)
        if lines.count > limit || shown.count < candidates.count {
            lines = Array(lines.prefix(max(limit - 1, 0)))
            lines.append(style.dim(DisplayWidth.truncated(more, toColumns: width)))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var more: String { Words("…… 还有更多，请多输入几个字", "… and more: type further")[language].plain }

    private func detailed(_ candidates: [Completion.Candidate], _ width: Int) -> [String] {
        let labels = candidates.map { DisplayWidth.columns(of: $0.label) }.max() ?? 0
        return candidates.map { candidate in
            let label = DisplayWidth.truncated(candidate.label, toColumns: width)
            let rest = width - labels - 2
            guard rest >= 4, !candidate.detail.isEmpty else { return label }
            let detail = DisplayWidth.truncated(candidate.detail, toColumns: rest)
            return DisplayWidth.padded(label, toColumns: labels) + "  " + style.dim(detail)
        }
    }

    /// Down the columns, as `ls` does.
    private func inColumns(_ candidates: [Completion.Candidate], _ width: Int) -> [String] {
        let labels = candidates.map { DisplayWidth.truncated($0.label, toColumns: width) }
        let cell = (labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2
        let count = max(width / max(cell, 1), 1)
        let rows = (labels.count + count - 1) / count
        return (0..<rows).map { row in
            let cells = stride(from: row, to: labels.count, by: rows).map { labels[$0] }
            return cells.dropLast().map { DisplayWidth.padded($0, toColumns: cell) }.joined() + (cells.last ?? "")
        }
    }
}
