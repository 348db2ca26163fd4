import LineEditor
import Migration
import PlatformStore
import TaskModel

/// Commands that are typed: asks for a line with a prompt that says where one is, and keeps what was typed.
final class PromptSource: CommandSource {
    let name = "prompt"
    private let engine: Engine
    private let reader: PromptReader
    private let history: HistoryFile?
    /// Lines that came at once, such as a paste, and are still to be taken.
    private var waiting: ArraySlice<Substring.UnicodeScalarView> = []
    /// The lines of the command that is being typed, before the present one.
    private var open: [String] = []

    /// Where the last package was told of.
    private var told: (platform: String, project: PathName)?

    init(_ engine: Engine, _ reader: PromptReader, history: HistoryFile?) {
        self.engine = engine
        self.reader = reader
        self.history = history
        reader.prepare = { [unowned self] editor in
            // Without a history the prompt works as well.
            editor.history = (try? history?.entries()) ?? []
            editor.complete = { [unowned self] in completion(of: $0, cursor: $1) }
            editor.options.searchPrompt = { [engine] pattern, isFound in
                let words = isFound ? Words("查找历史", "history search") : Words("没有找到", "nothing found")
                let title = words[engine.session.settings.language].plain
                return "(\(title)) '\(Sanitizer.sanitized(pattern))': "
            }
            editor.showCandidates = { [engine] in CandidateList(engine.session).text($0, columns: $1, rows: $2) }
        }
    }

    /// What Tab offers: the lines before the present one are part of the command.
    private func completion(of line: String, cursor: Int) -> Completion {
        let before = open.map { $0 + "\n" }.joined()
        let offset = before.unicodeScalars.count
        let answer = Completer(engine.session).complete(before + line, cursor: offset + cursor)
        guard answer.start >= offset else { return Completion(start: cursor, candidates: []) }
        let language = engine.session.settings.language
        var candidates = answer.candidates.map { candidate in
            Completion.Candidate(
                text: candidate.text, label: candidate.label, detail: candidate.detail[language].shown(),
                isFinal: candidate.isFinal)
        }
        if answer.hasMore { candidates.append(CandidateList.more) }
        return Completion(start: answer.start - offset, candidates: candidates, common: answer.common)
    }

    func nextLine(_ pending: PendingInput?) throws -> SourceEvent {
        let environment = engine.session.environment
        if pending == nil { open = [] }
        if let line = waiting.popFirst() { return taken(String(line)) }
        if pending == nil {
            engine.announceJobs()
            tellLastPackage()
        }
        switch try reader.readLine(prompt: PromptText(engine.session).text(pending)) {
        case .line(let text):
            waiting = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)[...]
            return taken(waiting.popFirst().map { String($0) } ?? "")
        case .cut:
            throw SyntaxError(error: TaskferryError(.usage, detail: "cut-line"), lines: [], firstLine: 1)
        case .interrupted:
            // Ctrl-C clears the line; a signal that asks the process to end is the end of the prompt.
            return environment.clearInterrupt() ? .interrupted : .endOfFile
        case .endOfFile:
            try environment.output("\n")
            return .endOfFile
        }
    }

    func dropWaiting() {
        let count = waiting.count { !$0.allSatisfy(\.properties.isWhitespace) }
        if count > 0 {
            engine.session.notice(
                Words("其余 \(count) 行没有执行", "The other \(count, of: "line") did not run."))
        }
        waiting = []
    }

    private func taken(_ line: String) -> SourceEvent {
        open.append(line)
        return .line(line)
    }

    /// R8's line, wherever one comes to: what was generated before is still there.
    private func tellLastPackage() {
        let session = engine.session
        guard let workspace = session.workspaceIfAny, let project = session.projectIfAny else { return }
        if let told, told.project == project, told.platform.isIdentical(to: workspace.platform.path) { return }
        told = (workspace.platform.path, project)
        guard let package = try? workspace.status(project: project).package else { return }
        let time = package.generatedAt.text(in: session.environment.zone())
        session.notice(Messages.lastPackage(at: Phrase(stringLiteral: time)))
    }

    func took(_ lines: [String]) {
        let entry = lines.joined(separator: "\n")
        guard HistoryFile.isKept(entry) else { return }
        reader.editor?.addHistory(entry)
        // A disk that is full is no reason to stop working; what was typed stays in this shell's memory.
        _ = try? history?.append(entry)
    }
}
