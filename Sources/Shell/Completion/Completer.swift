import TaskModel

/// Completion: from a line, a cursor and a session to what can stand there. Changes nothing, writes nothing, and has no
/// errors: what cannot be looked up has no candidates.
///
/// Commands that the user may not use where the session is (R1, R2) do not appear, and their arguments are not completed.
struct Completer {
    let session: Session

    init(_ session: Session) { self.session = session }

    /// Completes a line of the prompt. `cursor` is an offset in Unicode scalars; what stands behind it stays. The line
    /// may go over several lines, as when a list (`<<END`) is being typed.
    func complete(_ line: String, cursor: Int) -> CompletionAnswer {
        let line = CompletionLine(
            line, cursor: cursor, home: session.environment.variables["HOME"], value: { session.variables[$0] })
        switch line.place {
        case .nothing: return .nothing(at: line.current.start)
        case .variable(let start, let name): return variables(name, at: start)
        case .listLine: return listLine(line)
        case .word:
            let found = words(line.words, line.current)
            let quoting = CompletionQuoting(line.current, found)
            return CompletionAnswer(
                start: quoting.start, candidates: found.names.map { candidate($0, quoting.text($0)) },
                hasMore: found.hasMore,
                common: quoting.common(found.names, typed: line.current.text(from: found.keep)))
        }
    }

    /// What can stand at a word of a command, behind the words before it.
    func words(_ words: [String], _ current: CompletionWord) -> CompletionSet {
        guard let name = words.first else { return commands(current, keep: 0) }
        guard let type = visible.first(where: { $0.entry.name.isIdentical(to: name) }) else {
            return CompletionSet(keep: 0)
        }
        let place = ArgumentPlace(
            session.completionMemory.shape(of: type), words: Array(words.dropFirst()), current: current)
        return arguments(place, current, type.completions)
    }

    /// What can stand at a word of the system's command line, behind the program's name: global options too.
    func commandLine(_ words: [String], _ current: CompletionWord) -> CompletionSet {
        let (options, command) = GlobalOptions.split(words)
        guard command.isEmpty else { return self.words(command, current) }
        let place = ArgumentPlace(CommandShape(GlobalOptions.self), words: options, current: current)
        switch place.target {
        case .value: return arguments(place, current, GlobalOptions.completions)
        case .optionName where !current.scalars.isEmpty: return arguments(place, current, [:])
        case .optionName, .nothing: return commands(current, keep: 0)
        }
    }

    // MARK: Parts of a line

    private var visible: [any ShellCommand.Type] { CommandTable.visible(session) }

    func commands(_ current: CompletionWord, keep: Int) -> CompletionSet {
        let entries = visible.map { $0.entry }.sorted { $0.name.precedes($1.name) }
        return .fitting(
            current.text(from: keep), keep: keep,
            among: entries.map { CompletionSet.Name(text: $0.name, detail: $0.summary) }, orInside: false)
    }

    private func arguments(
        _ place: ArgumentPlace, _ current: CompletionWord, _ completions: [String: ArgumentKind]
    ) -> CompletionSet {
        switch place.target {
        case .nothing: return CompletionSet(keep: 0)
        case .optionName:
            let names = place.openOptions.flatMap { option in
                // The short names are for those who know them.
                option.names.suffix(1).map { CompletionSet.Name(text: $0, detail: option.help) }
            }
            return .fitting(current.text, keep: 0, among: names, orInside: false)
        case .value(let argument, let keep):
            return values(of: argument, ArgumentKind(argument, completions), place, current, keep: keep)
        }
    }

    private func variables(_ name: String, at start: Int) -> CompletionAnswer {
        let names = session.variables.names.filter { $0.utf8.starts(with: name.utf8) }
        let candidates = names.map { name in
            let value = session.variables[name] ?? ""
            return CompletionCandidate(
                text: "${\(name)}", label: "${\(name)}", detail: Words(same: "\(value)"), isFinal: false)
        }
        return CompletionAnswer(start: start, candidates: candidates, hasMore: false, common: nil)
    }

    /// A line of a list is a name as it is; a line break follows, not a space.
    private func listLine(_ line: CompletionLine) -> CompletionAnswer {
        guard let name = line.words.first,
            let type = visible.first(where: { $0.entry.name.isIdentical(to: name) }), type.entry.takesList,
            let argument = session.completionMemory.shape(of: type).positional.last
        else { return .nothing(at: line.current.start) }
        let words = Array(line.words.dropFirst())
        let place = ArgumentPlace(session.completionMemory.shape(of: type), words: words, current: line.current)
        let kind = ArgumentKind(argument, type.completions)
        let found = names(of: kind, place, given: [], current: line.current, keep: 0)
        return CompletionAnswer(
            start: line.current.start,
            candidates: found.names.map { candidate(CompletionSet.Name(text: $0.text, isFinal: false), $0.text) },
            hasMore: found.hasMore, common: nil)
    }

    private func candidate(_ name: CompletionSet.Name, _ text: String) -> CompletionCandidate {
        CompletionCandidate(
            text: text, label: Sanitizer.sanitized(name.text), detail: name.detail, isFinal: name.isFinal)
    }
}
