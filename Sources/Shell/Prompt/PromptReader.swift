import LineEditor
import TaskModel

/// Reads what is typed at a prompt, with line editing or without, as the settings are at that moment.
final class PromptReader {
    /// What every editor is given before it reads.
    var prepare: (LineEditor) -> Void = { _ in }

    private let session: Session
    private let openTerminal: (_ isPlain: Bool) -> any LineReading
    private var edited: (any LineReading)?
    private var plain: (any LineReading)?

    init(_ session: Session, _ openTerminal: @escaping (Bool) -> any LineReading) {
        self.session = session
        self.openTerminal = openTerminal
    }

    /// The editor, where there is one by now.
    var editor: LineEditor? { edited as? LineEditor }

    func readLine(prompt: String) throws -> LineEvent {
        do {
            return try reader().readLine(prompt: prompt)
        } catch let error as LineEditorError {
            throw TaskferryError(.ioError, subject: "stdin", cause: "\(error)")
        }
    }

    /// Reads an answer: there is nothing to complete, and no command to go back to.
    func ask(_ question: String) throws -> LineEvent {
        guard let editor else { return try readLine(prompt: question) }
        let (history, complete) = (editor.history, editor.complete)
        (editor.history, editor.complete) = ([], nil)
        defer { (editor.history, editor.complete) = (history, complete) }
        return try readLine(prompt: question)
    }

    private func reader() -> any LineReading {
        let isPlain = session.settings.isPlain
        if let reader = isPlain ? plain : edited { return reader }
        let reader = openTerminal(isPlain)
        if isPlain {
            plain = reader
        } else {
            edited = reader
            if let editor = reader as? LineEditor { prepare(editor) }
        }
        return reader
    }
}
