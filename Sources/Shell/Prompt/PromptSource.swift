import LineEditor
import TaskModel

/// Commands that are typed: asks for a line with a prompt that says where one is, and keeps what was typed.
final class PromptSource: CommandSource {
    let name = "prompt"
    private let engine: Engine
    private let reader: any LineReading
    private let history: HistoryFile?
    /// Lines that came at once, such as a paste, and are still to be taken.
    private var waiting: ArraySlice<Substring.UnicodeScalarView> = []

    init(_ engine: Engine, _ reader: any LineReading, history: HistoryFile?) {
        self.engine = engine
        self.reader = reader
        self.history = history
        guard let editor = reader as? LineEditor else { return }
        // Without a history the prompt works as well.
        editor.history = (try? history?.entries()) ?? []
    }

    func nextLine(_ pending: PendingInput?) throws -> SourceEvent {
        let environment = engine.session.environment
        if let line = waiting.popFirst() { return .line(String(line)) }
        if pending == nil { engine.announceJobs() }
        switch try readLine(PromptText(engine.session).text(pending)) {
        case .line(let text):
            waiting = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)[...]
            return .line(waiting.popFirst().map { String($0) } ?? "")
        case .interrupted:
            // Ctrl-C clears the line; a signal that asks the process to end is the end of the prompt.
            return environment.clearInterrupt() ? .interrupted : .endOfFile
        case .endOfFile:
            try environment.output("\n")
            return .endOfFile
        }
    }

    private func readLine(_ prompt: String) throws -> LineEvent {
        do {
            return try reader.readLine(prompt: prompt)
        } catch let error as LineEditorError {
            throw TaskferryError(.ioError, subject: "stdin", cause: "\(error)")
        }
    }

    func took(_ lines: [String]) {
        let entry = lines.joined(separator: "\n")
        guard HistoryFile.isKept(entry) else { return }
        (reader as? LineEditor)?.addHistory(entry)
        // A disk that is full is no reason to stop working; what was typed stays in this shell's memory.
        _ = try? history?.append(entry)
    }
}
