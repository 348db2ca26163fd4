import FileIO
import LineEditor
import Migration
import TaskModel

/// The prompt (§7): the commands that somebody types, over the same engine that runs scripts.
final class Prompt {
    private let engine: Engine
    private let reader: PromptReader
    private var session: Session { engine.session }

    init(_ engine: Engine, _ openTerminal: @escaping (_ isPlain: Bool) -> any LineReading) {
        self.engine = engine
        reader = PromptReader(engine.session, openTerminal)
    }

    /// Runs until `exit` or Ctrl-D and returns the exit status: of `exit`, 130 after a signal, else 0.
    func run() -> Int32 {
        let source = PromptSource(engine, reader, history: HistoryFile.standard(session.environment.variables))
        session.promptQuestion = { [reader, unowned session] words in
            switch try reader.ask(words[session.settings.language].shown()) {
            case .line(let text): return text
            case .interrupted: throw TaskferryError(.interrupted)
            case .endOfFile, .cut: return nil
            }
        }
        session.notice(
            Words(
                "taskferry \(Program.version)　help 列出命令，Tab 补全，Ctrl-D 退出",
                "taskferry \(Program.version)  help lists the commands, Tab completes, Ctrl-D leaves"))
        if let outcome = runStartUpFile(), outcome.exits { return outcome.status }
        let outcome = engine.run(source, ScriptOptions(keepsGoing: true, isPrompt: true))
        if outcome.exits { return outcome.status }
        // A signal that asks the process to end is no Ctrl-D.
        let wasInterrupted = (try? session.environment.cancelled()) == nil
        return wasInterrupted ? ExitStatus.interrupted.rawValue : ExitStatus.done.rawValue
    }

    /// The start-up file: commands for prompts only, in the XDG configuration directory.
    private func runStartUpFile() -> Engine.Outcome? {
        let variables = session.environment.variables
        func absolute(_ name: String) -> String? {
            variables[name].flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
        }
        guard let directory = absolute("XDG_CONFIG_HOME") ?? absolute("HOME").map({ "\($0)/.config" }) else {
            return nil
        }
        let path = "\(directory)/taskferry/startup.ferry"
        guard let status = try? Files.status(path), status.isFile else { return nil }
        do {
            let text = try Files.readText(path)
            // Nobody has typed these.
            session.scriptDepth += 1
            defer { session.scriptDepth -= 1 }
            return engine.run(TextSource(name: path, text: text), ScriptOptions(keepsGoing: true))
        } catch {
            session.presenter.report(error as? TaskferryError ?? TaskferryError(.badFile, subject: path))
            return nil
        }
    }
}
