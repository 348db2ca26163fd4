import LineEditor
import TaskModel

/// Reads what is typed at a prompt, with line editing or without, as the settings are at that moment.
final class PromptReader {
    /// What every editor is given before it reads.
    var prepare: (LineEditor) -> Void = { _ in }

    private let session: Session
    private let openTerminal: (Language, _ isPlain: Bool) -> any LineReading
    private var edited: (any LineReading)?
    private var plain: (any LineReading)?

    init(_ session: Session, _ openTerminal: @escaping (Language, Bool) -> any LineReading) {
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

    private func reader() -> any LineReading {
        let isPlain = session.settings.isPlain
        if let reader = isPlain ? plain : edited { return reader }
        let reader = openTerminal(session.settings.language, isPlain)
        if isPlain {
            plain = reader
        } else {
            edited = reader
            if let editor = reader as? LineEditor { prepare(editor) }
        }
        return reader
    }
}
