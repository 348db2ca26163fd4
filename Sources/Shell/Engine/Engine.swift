import FileIO
import Migration
import TaskModel

/// Runs commands, whatever source they come from: the system's command line, `-c`, a pipe, a script, the prompt.
final class Engine {
    let session: Session
    /// What the scripts that are running have done so far, the innermost last: a recording needs it of one that fails.
    private var trails: [[RecordedCommand]] = []

    /// How many scripts may run inside each other.
    static let depthLimit = 16

    init(_ session: Session) {
        self.session = session
        session.runScript = { [unowned self] in try runScript($0, arguments: $1, $2) }
    }

    /// What became of the commands of a source.
    struct Outcome {
        /// The status of the first command that failed, or that of an interrupt; 0 without one.
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
        // A prompt tells of them itself, before it asks for the next command.
        if !result.startsJob, !session.isPrompt { announceJobs() }
        if let failure = result.failure { session.presenter.report(failure, script: script) }
        return result
    }

    private func execute(_ words: [String], list: String?) throws -> CommandResult {
        guard let command = try CommandTable.parse(words, hasList: list != nil, session) else { return .nothing }
        session.list = list
        defer { session.list = nil }
        try refuseOverwriting(command)
        return try command.run(session)
    }

    /// What a command reads is not what it writes, and what it writes is not one file twice: a plan must not replace the
    /// package that it is of.
    private func refuseOverwriting(_ command: any ShellCommand) throws {
        let outputs = command.writes.map(session.path)
        if outputs.count > 1, Set(outputs.map(ExactString.init)).count < outputs.count {
            throw TaskferryError(.usage, subject: command.writes.joined(separator: ", "), detail: "exclusive")
        }
        for output in outputs {
            guard let there = try? Files.status(output), there.isFile else { continue }
            for input in command.reads where (try? Files.status(session.path(input)))?.identity == there.identity {
                throw TaskferryError(.alreadyExists, subject: output)
            }
        }
    }

    /// Tells of background jobs that have ended (R6), in whatever project and on whatever platform the session has been
    /// at. A job is told of once, so only where somebody reads it.
    func announceJobs() {
        guard session.settings.format != .json, !session.settings.isQuiet else { return }
        for workspace in session.visited {
            // Who may not write the job's record is told by `status`.
            for (project, job) in (try? workspace.takeCompletionNotices()) ?? [] {
                if session.isPrompt { session.ringBell() }
                session.notice(Messages.jobEnded(job, at: session.distance(to: workspace, project)))
            }
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
        /// Whether the source goes on after a status.
        func goesOn(after status: Int32) -> Bool {
            guard status == ExitStatus.interrupted.rawValue else { return status == 0 || options.keepsGoing }
            outcome.status = status
            guard options.isPrompt, session.environment.clearInterrupt() else { return false }
            source.dropWaiting()
            return true
        }
        while true {
            do {
                guard let statement = try reader.next() else { return outcome }
                source.took(statement.lines)
                let step = run(statement, options)
                if step.exits { return Outcome(status: step.status, exits: true) }
                if outcome.status == 0 { outcome.status = step.status }
                guard goesOn(after: step.status) else { return outcome }
            } catch {
                let syntax = error as? SyntaxError
                let failure = syntax?.error ?? Self.error(error)
                if let syntax { source.took(syntax.lines) }
                session.presenter.report(failure, script: failure.place.map { ($0, syntax?.line) })
                let status = failure.code.exitStatus.rawValue
                if outcome.status == 0 { outcome.status = status }
                guard options.isPrompt, syntax != nil || failure.code == .interrupted else {
                    // What follows a line that cannot be read is not known to be commands: it may be its list.
                    if failure.code == .interrupted { outcome.status = status }
                    return outcome
                }
                source.dropWaiting()
                guard goesOn(after: status) else { return outcome }
            }
        }
    }

    private func run(_ statement: Statement, _ options: ScriptOptions) -> (status: Int32, exits: Bool) {
        let start = (place: statement.place, line: statement.line(at: statement.place))
        if options.echoes { session.presenter.echo(statement.lines) }
        let began = session.environment.monotonic()
        let recorder = session.recorder
        let commits = session.commits.count
        var done = RecordedCommand(lines: statement.lines)
        var words: [String] = []
        var list: String?
        var status: Int32
        var exits = false
        trails.append([])
        do {
            words = try statement.words.map { try session.variables.fill($0.parts, file: statement.file) }
            list = try statement.list.map { try session.variables.fill($0.parts, file: statement.file) }
            let result = try perform(words, list: list, script: start)
            (status, exits) = (result.status, result.exit != nil)
            done.startsJob = result.startsJob
            if !result.decided.isEmpty {
                done.lines = ShellQuoting.command(words.prefix(1) + result.decided + words.dropFirst(), list: list)
            }
            if status != 0 {
                done.failure =
                    result.failure.map(session.presenter.sentence)
                    ?? Messages.exitStatus(status)[session.settings.language].plain
            }
        } catch {
            let error = Self.error(error)
            let place = statement.place(of: error, words: words)
            session.presenter.report(error, script: (place, statement.line(at: place)))
            status = error.code.exitStatus.rawValue
            done.failure = session.presenter.sentence(error)
        }
        done.inner = trails.popLast() ?? []
        done.hasChanged = session.commits.count > commits
        if session.settings.showsTiming { session.notice(Messages.took(session.environment.monotonic() - began)) }
        if let recorder, !exits { record(done, words, list, recorder) }
        return (status, exits)
    }

    /// Adds what was done to a recording; of a script, to what that script has done so far.
    private func record(_ done: RecordedCommand, _ words: [String], _ list: String?, _ recorder: Recorder) {
        guard words.first.map({ !$0.isIdentical(to: RecordCommand.entry.name) }) ?? true else { return }
        var done = done
        // A script's arguments and variables mean nothing outside it.
        if session.scriptDepth > 0, !words.isEmpty { done.lines = ShellQuoting.command(words, list: list) }
        guard session.scriptDepth <= recorder.depth else {
            if !trails.isEmpty { trails[trails.count - 1].append(done) }
            return
        }
        do {
            try recorder.add(done)
        } catch {
            // A script with gaps is worse than none: the recording ends, and says so.
            session.recorder = nil
            session.presenter.report(Self.error(error))
        }
    }

    /// Runs a script file with its own arguments; variables are shared. Nobody is asked while it runs.
    private func runScript(_ path: String, arguments: [String], _ options: ScriptOptions) throws -> Outcome {
        guard session.scriptDepth < Self.depthLimit else {
            throw TaskferryError(.usage, subject: path, detail: "too-deep")
        }
        let text = try Files.readText(session.path(path))
        let outer = session.variables.arguments
        session.scriptDepth += 1
        session.variables.arguments = arguments
        defer {
            session.scriptDepth -= 1
            session.variables.arguments = outer
        }
        return run(TextSource(name: path, text: text), options)
    }

    private static func error(_ error: any Error) -> TaskferryError {
        error as? TaskferryError ?? TaskferryError(.ioError, cause: "\(error)")
    }
}
