import FileIO
import Migration
import TaskModel

/// Runs commands, whatever source they come from: the system's command line, `-c`, a pipe, a script, the coming prompt.
final class Engine {
    let session: Session
    /// How many scripts run inside each other.
    private var depth = 0

    private static let depthLimit = 16

    init(_ session: Session) {
        self.session = session
        session.runScript = { [unowned self] in try runScript($0, arguments: $1, $2) }
    }

    /// What became of the commands of a source.
    struct Outcome {
        /// The status of the first command that failed; 0 without one.
        var status: Int32 = 0
        /// Whether `exit` was among them.
        var exits = false
        /// How many commands were looked at, in a script that is only checked.
        var commands = 0
        /// How many of them are not right.
        var problems = 0
    }

    // MARK: One command

    /// Runs a command whose words come from the system's command line, and returns its exit status.
    func run(_ words: [String]) -> Int32 {
        do {
            return try perform(words, list: nil).status
        } catch {
            let error = Self.error(error)
            session.presenter.report(error)
            return error.code.exitStatus.rawValue
        }
    }

    /// Carries a command out and shows its result; a failure that is part of the result is told too, at `script`.
    private func perform(
        _ words: [String], list: String?, script: (place: TaskferryError.Place, line: String?)? = nil
    ) throws -> CommandResult {
        let result = try execute(words, list: list)
        try session.presenter.show(result)
        // A prompt tells of them itself, before it asks for the next command.
        if !result.startsJob, !session.isPrompt { announceJobs() }
        if let failure = result.failure { session.presenter.report(failure, script: script) }
        return result
    }

    private func execute(_ words: [String], list: String?) throws -> CommandResult {
        guard let command = try command(words, hasList: list != nil) else { return .nothing }
        session.list = list
        defer { session.list = nil }
        return try command.run(session)
    }

    /// The command that words come to, with its arguments read but nothing done; nil for no words.
    private func command(_ words: [String], hasList: Bool) throws -> (any ShellCommand)? {
        guard let name = words.first else { return nil }
        guard let type = CommandTable.type(named: name) else {
            throw TaskferryError(
                .unknownCommand, subject: name,
                detail: EditDistance.nearest(to: name, among: CommandTable.visibleNames(session)) ?? "")
        }
        let arguments = Array(words.dropFirst())
        if type.entry.options.contains("--help", in: arguments) || type.entry.options.contains("-h", in: arguments) {
            return try Self.parse(HelpCommand.self, ["--", name])
        }
        if hasList, !type.entry.takesList { throw TaskferryError(.usage, subject: name, detail: "no-list") }
        do {
            return try Self.parse(type, arguments)
        } catch {
            // How a command is used is shown to nobody it is hidden from (R2).
            try type.entry.audience.requireRight(session)
            throw error
        }
    }

    private static func parse<Command: ShellCommand>(
        _ type: Command.Type, _ arguments: [String]
    ) throws -> any ShellCommand {
        do {
            return try ParserErrors.parse(type, arguments)
        } catch let error as TaskferryError where error.code == .missingArgument && error.detail.isEmpty {
            throw TaskferryError(.missingArgument, subject: error.subject, detail: type.entry.name)
        }
    }

    /// Tells of background jobs that have ended (R6). A job is told of once, so only where somebody reads it.
    func announceJobs() {
        guard session.settings.format != .json, !session.settings.isQuiet, let (workspace, project) = session.present
        else { return }
        // Who may not write the job's record is told by `status`.
        if let job = try? workspace.takeCompletionNotice(project: project) {
            if session.isPrompt { session.ringBell() }
            session.notice(Messages.jobEnded(job))
        }
    }

    // MARK: Many commands

    /// Runs the commands of a source until its end, `exit`, or, unless it keeps going, the first that fails.
    ///
    /// An interrupt ends every source but a prompt, which goes on unless the whole process is to end.
    func run(_ source: any CommandSource, _ options: ScriptOptions = ScriptOptions()) -> Outcome {
        var outcome = Outcome()
        var reader = ScriptReader(
            source, home: session.environment.variables["HOME"], cancelled: session.environment.cancelled)
        while true {
            do {
                guard let statement = try reader.next() else { return outcome }
                source.took(statement.lines)
                let step = options.isDry ? check(statement, &outcome) : run(statement, options)
                if options.isDry { outcome.commands += 1 }
                if step.exits {
                    if !options.isDry { outcome.status = step.status }
                    outcome.exits = true
                    return outcome
                }
                if step.status != 0, outcome.status == 0 { outcome.status = step.status }
                if step.status == ExitStatus.interrupted.rawValue {
                    guard options.isPrompt, session.environment.clearInterrupt() else { return outcome }
                } else if step.status != 0, !options.keepsGoing {
                    return outcome
                }
            } catch {
                let syntax = error as? SyntaxError
                let failure = syntax?.error ?? Self.error(error)
                if let syntax { source.took(syntax.lines) }
                session.presenter.report(failure, script: failure.place.map { ($0, syntax?.line) })
                if outcome.status == 0 { outcome.status = failure.code.exitStatus.rawValue }
                outcome.problems += 1
                let goesOn = syntax != nil || options.isPrompt && failure.code == .interrupted
                guard options.keepsGoing, goesOn, failure.code != .interrupted || session.environment.clearInterrupt()
                else { return outcome }
            }
        }
    }

    private func run(_ statement: Statement, _ options: ScriptOptions) -> (status: Int32, exits: Bool) {
        let start = (place: statement.place, line: statement.line(at: statement.place))
        if options.echoes { session.presenter.echo(statement.lines) }
        let began = session.environment.monotonic()
        // What is done in a script is the script's line, not its own.
        let recorder = depth == 0 ? session.recorder : nil
        var words: [String] = []
        var status: Int32
        var exits = false
        var reason: String?
        do {
            words = try statement.words.map { try session.variables.fill($0.parts, file: statement.file) }
            let list = try statement.list.map { try session.variables.fill($0.parts, file: statement.file) }
            let result = try perform(words, list: list, script: start)
            (status, exits) = (result.status, result.exit != nil)
            if status != 0, !exits { reason = result.failure.map(session.presenter.sentence) ?? "\(status)" }
        } catch {
            let error = Self.error(error)
            let place = Self.place(of: error, in: statement, words: words)
            session.presenter.report(error, script: (place, statement.line(at: place)))
            status = error.code.exitStatus.rawValue
            reason = session.presenter.sentence(error)
        }
        if session.settings.showsTiming { session.notice(Messages.took(session.environment.monotonic() - began)) }
        if let recorder, !exits, words.first.map({ !$0.isIdentical(to: RecordCommand.entry.name) }) ?? true {
            do {
                try recorder.add(statement.lines, failure: reason)
            } catch {
                // A script with gaps is worse than none: the recording ends, and says so.
                session.recorder = nil
                session.presenter.report(Self.error(error))
            }
        }
        return (status, exits)
    }

    /// Looks at a command without doing it: its words, its name, its arguments; of a script that it runs, all commands.
    private func check(_ statement: Statement, _ outcome: inout Outcome) -> (status: Int32, exits: Bool) {
        var words: [String] = []
        do {
            words = try statement.words.map { try session.variables.fill($0.parts, file: statement.file) }
            _ = try statement.list.map { try session.variables.fill($0.parts, file: statement.file) }
            switch try command(words, hasList: statement.list != nil) {
            case let command as LetCommand:
                // What comes after may use it.
                _ = try command.run(session)
            case let command as RunCommand:
                let inner = try runScript(
                    command.script, arguments: command.arguments, ScriptOptions(keepsGoing: true, isDry: true))
                outcome.commands += inner.commands
                outcome.problems += inner.problems
                return (inner.status, false)
            case is ExitCommand: return (0, true)
            default: break
            }
            return (0, false)
        } catch {
            let error = Self.error(error)
            let place = Self.place(of: error, in: statement, words: words)
            session.presenter.report(error, script: (place, statement.line(at: place)))
            outcome.problems += 1
            return (error.code.exitStatus.rawValue, false)
        }
    }

    /// Where in the statement the cause stands: the error's own place, the word that it is about, else its start.
    private static func place(
        of error: TaskferryError, in statement: Statement, words: [String]
    ) -> TaskferryError.Place {
        if let place = error.place, place.file.isIdentical(to: statement.file) { return place }
        guard error.code.exitStatus == .usage, !error.subject.isEmpty else { return statement.place }
        let subjects = [error.subject, String(error.subject.unicodeScalars.prefix { $0 != " " })]
        for subject in subjects {
            if let index = words.firstIndex(where: { $0.isIdentical(to: subject) }) {
                return statement.words[index].place(in: statement.file)
            }
        }
        return statement.place
    }

    /// Runs a script file with its own arguments; variables are shared, but for those of a script that is only checked.
    private func runScript(_ path: String, arguments: [String], _ options: ScriptOptions) throws -> Outcome {
        guard depth < Self.depthLimit else { throw TaskferryError(.usage, subject: path, detail: "too-deep") }
        let text = try Files.readText(session.path(path))
        let outer = session.variables
        depth += 1
        session.variables.arguments = arguments
        defer {
            depth -= 1
            if options.isDry { session.variables = outer } else { session.variables.arguments = outer.arguments }
        }
        return run(TextSource(name: path, text: text), options)
    }

    private static func error(_ error: any Error) -> TaskferryError {
        error as? TaskferryError ?? TaskferryError(.ioError, cause: "\(error)")
    }
}
