import Migration
import TaskModel

/// The program: finds out what the command line asks for, runs it and gives the exit status.
struct Program {
    /// The program's version.
    static let version = "0.1.0"

    let environment: RunEnvironment

    func run() -> Int32 {
        if let worker = WorkerArguments(environment.arguments) { return run(worker) }
        let (optionWords, command) = GlobalOptions.split(environment.arguments)
        var settings = Settings(language: Language(variables: environment.variables))
        let asksForHelp = optionWords.contains { $0 == "-h" || $0 == "--help" }
        let options: GlobalOptions
        do {
            options = try ParserErrors.parse(
                GlobalOptions.self, optionWords.filter { $0 != "-h" && $0 != "--help" })
        } catch {
            if optionWords.contains("json") { settings.format = .json }
            let error = error as? TaskferryError ?? TaskferryError(.usage, cause: "\(error)")
            Presenter(environment: environment, settings: settings).report(error)
            return error.code.exitStatus.rawValue
        }
        settings.format = options.output ?? settings.format
        settings.language = options.lang ?? settings.language
        settings.color = options.color ?? settings.color
        settings.isQuiet = options.quiet
        settings.isPlain = options.plain
        let session = Session(
            environment: environment, settings: settings, platform: options.platform, project: options.project,
            actingFor: options.actingFor)
        let engine = Engine(session)
        return asksForHelp ? engine.run(["help"] + command.prefix(1)) : run(options, command: command, engine)
    }

    private func run(_ options: GlobalOptions, command: [String], _ engine: Engine) -> Int32 {
        if options.version { return engine.run(["version"]) }
        if !options.commands.isEmpty {
            guard command.isEmpty else {
                engine.session.presenter.report(
                    TaskferryError(.usage, subject: "-c, \(command[0])", detail: "exclusive"))
                return ExitStatus.usage.rawValue
            }
            return run(options.commands, keepsGoing: options.keepGoing, engine)
        }
        if !command.isEmpty { return engine.run(command) }
        if environment.inputIsTerminal, let openTerminal = environment.openTerminal {
            return Prompt(engine, openTerminal).run()
        }
        guard !environment.inputIsTerminal else {
            engine.session.presenter.report(TaskferryError(.usage, detail: "no-command"))
            return ExitStatus.usage.rawValue
        }
        engine.session.inputHasScript = true
        return engine.run(
            InputSource(name: "stdin", input: environment.input), ScriptOptions(keepsGoing: options.keepGoing)
        ).status
    }

    private func run(_ commands: [String], keepsGoing: Bool, _ engine: Engine) -> Int32 {
        var status: Int32 = 0
        for command in commands {
            let outcome = engine.run(TextSource(name: "-c", text: command), ScriptOptions(keepsGoing: keepsGoing))
            if outcome.exits { return outcome.status }
            if status == 0 { status = outcome.status }
            if status != 0, !keepsGoing { break }
        }
        return status
    }

    /// The worker process that makes a package in the background (R6); what it has to say is in its record.
    private func run(_ worker: WorkerArguments) -> Int32 {
        do {
            let session = Session(
                environment: environment, settings: Settings(language: .en), platform: worker.platform,
                actingFor: worker.actingFor?.text)
            try session.workspace().runWorker(worker)
            return ExitStatus.done.rawValue
        } catch {
            return ((error as? TaskferryError)?.code ?? .ioError).exitStatus.rawValue
        }
    }
}
