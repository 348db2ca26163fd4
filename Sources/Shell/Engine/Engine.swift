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
        session.runScript = { [unowned self] in try runScript($0, arguments: $1, keepsGoing: $2) }
    }

    /// What became of the commands of a source.
    struct Outcome {
        /// The status of the first command that failed; 0 without one.
        var status: Int32 = 0
        /// Whether `exit` was among them.
        var exits = false
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
        if !result.startsJob { announceJobs() }
        if let failure = result.failure { session.presenter.report(failure, script: script) }
        return result
    }

    private func execute(_ words: [String], list: String?) throws -> CommandResult {
        guard let name = words.first else { return .nothing }
        guard let type = CommandTable.type(named: name) else {
            throw TaskferryError(
                .unknownCommand, subject: name,
                detail: EditDistance.nearest(to: name, among: CommandTable.visibleNames(session)) ?? "")
        }
        let arguments = Array(words.dropFirst())
        if !type.entry.takesWordsAsTheyAre, Self.asksForHelp(arguments) {
            return try HelpCommand.help(named: name, session)
        }
        if list != nil, !type.entry.takesList { throw TaskferryError(.usage, subject: name, detail: "no-list") }
        session.list = list
        defer { session.list = nil }
        let command: any ShellCommand
        do {
            command = try Self.parse(type, arguments)
        } catch {
            // How a command is used is shown to nobody it is hidden from (R2).
            try type.entry.audience.requireRight(session)
            throw error
        }
        return try command.run(session)
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

    private static func asksForHelp(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }

    /// Tells of background jobs that have ended (R6). A job is told of once, so only where somebody reads it.
    private func announceJobs() {
        guard session.settings.format == .text, !session.settings.isQuiet, let (workspace, project) = session.present
        else { return }
        // Who may not write the job's record is told by `status`.
        if let job = try? workspace.takeCompletionNotice(project: project) { session.notice(Messages.jobEnded(job)) }
    }

    // MARK: Many commands

    /// Runs the commands of a source until its end, `exit`, or, unless it keeps going, the first that fails.
    func run(_ source: any CommandSource, keepsGoing: Bool) -> Outcome {
        var outcome = Outcome()
        var reader = ScriptReader(
            source, home: session.environment.variables["HOME"],
            cancelled: session.environment.cancelled)
        while true {
            do {
                guard let statement = try reader.next() else { return outcome }
                let (status, exits) = run(statement)
                if exits { return Outcome(status: status, exits: true) }
                if status != 0, outcome.status == 0 { outcome.status = status }
                if status != 0, !keepsGoing || status == ExitStatus.interrupted.rawValue { return outcome }
            } catch {
                let failure = (error as? SyntaxError)?.error ?? Self.error(error)
                let place = failure.place.map { ($0, (error as? SyntaxError)?.line) }
                session.presenter.report(failure, script: place)
                if outcome.status == 0 { outcome.status = failure.code.exitStatus.rawValue }
                if !(keepsGoing && error is SyntaxError) { return outcome }
            }
        }
    }

    private func run(_ statement: Statement) -> (status: Int32, exits: Bool) {
        let start = (place: statement.place, line: statement.line(at: statement.place))
        var words: [String] = []
        do {
            words = try statement.words.map { try session.variables.fill($0.parts, file: statement.file) }
            let list = try statement.list.map { try session.variables.fill($0.parts, file: statement.file) }
            let result = try perform(words, list: list, script: start)
            return (result.status, result.exit != nil)
        } catch {
            let error = Self.error(error)
            let place = Self.place(of: error, in: statement, words: words)
            session.presenter.report(error, script: (place, statement.line(at: place)))
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

    /// Runs a script file with its own arguments; variables are shared.
    private func runScript(_ path: String, arguments: [String], keepsGoing: Bool) throws -> Int32 {
        guard depth < Self.depthLimit else { throw TaskferryError(.usage, subject: path, detail: "too-deep") }
        let text = try Files.readText(session.path(path))
        let outer = session.variables.arguments
        depth += 1
        session.variables.arguments = arguments
        defer {
            depth -= 1
            session.variables.arguments = outer
        }
        return run(TextSource(name: path, text: text), keepsGoing: keepsGoing).status
    }

    private static func error(_ error: any Error) -> TaskferryError {
        error as? TaskferryError ?? TaskferryError(.ioError, cause: "\(error)")
    }
}
