import TaskModel

/// Candidates as readline puts them on a line of bash: it replaces from the last character on that it takes for the start
/// of a word (`COMP_WORDBREAKS`), or from an open quote on, which it closes itself.
enum ReadlineCompletion {
    /// `line` is bash's command line up to the cursor.
    static func replies(
        _ found: CompletionSet, line: [Unicode.Scalar], _ current: CompletionWord, breaks: String
    ) -> [String] {
        let typed = current.text(from: found.keep)
        // Readline would take what is common for what was typed.
        if found.names.count > 1, found.names.contains(where: { !$0.text.utf8.starts(with: typed.utf8) }) { return [] }
        let quoting = CompletionQuoting(current, found)
        if let open = current.open {
            let begin = open.place + 1
            return found.names.map { name in
                let kept = quoting.start > begin ? text(line[begin..<quoting.start]) : ""
                let whole = quoting.start > begin ? name.text : current.text(upTo: found.keep) + name.text
                let dropped = quoting.start > begin ? 0 : current.count(before: open)
                return kept + CompletionQuoting.inside(self.text(whole.unicodeScalars.dropFirst(dropped)), open.mark)
            }
        }
        let plain = current.count(upToLastOf: breaks.unicodeScalars)
        let begin = current.offset(keeping: plain) ?? current.start
        return found.names.map { name in
            let end = name.isFinal ? " " : ""
            guard begin > quoting.start else { return text(line[begin..<quoting.start]) + quoting.text(name) + end }
            let whole = current.text(upTo: found.keep) + name.text
            let rest = text(whole.unicodeScalars.dropFirst(plain))
            return (CompletionQuoting.needsQuotes(rest) ? ShellQuoting.quoted(rest) : rest) + end
        }
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
