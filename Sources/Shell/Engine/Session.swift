import FileIO
import Migration
import PlatformStore
import TaskModel
import TaskPackage

/// Where somebody is and what was set: what one command leaves to the next.
final class Session {
    let environment: RunEnvironment
    var settings: Settings
    var variables = Variables()
    /// The list that stands after the present command (`<<END`).
    var list: String?
    /// Whether the commands come from standard input, so that no command may read it.
    var inputHasScript = false
    /// What completion keeps from one Tab to the next.
    let completionMemory = CompletionMemory()
    /// Runs a script file for `run`; set by the engine.
    var runScript: (_ path: String, _ arguments: [String], ScriptOptions) throws -> Engine.Outcome = { _, _, _ in
        Engine.Outcome()
    }
    /// What records the commands, if anything does.
    var recorder: Recorder?
    /// How often this session has changed a platform.
    let commits = CommitCounter()
    /// How many scripts run inside each other.
    var scriptDepth = 0
    /// Asks somebody at a prompt, and gives the answer as typed, nil when it was broken off; nil: this is no prompt.
    var promptQuestion: ((Words) throws -> String?)?
    /// Whether the session is a prompt.
    var isPrompt: Bool { promptQuestion != nil }
    /// The same for the present command; nil: there is nobody to ask, for nobody has typed it: a script does not wait.
    var question: ((Words) throws -> String?)? { scriptDepth == 0 ? promptQuestion : nil }
    /// Whether the present command was typed at a prompt.
    var isTyped: Bool { question != nil }
    /// Asks somebody at a prompt yes or no; nil: there is nobody to ask.
    var ask: ((Words) throws -> Bool)? {
        question.map { question in
            { words in
                let answer = try question(Words("\(words.zh) [y/N] ", "\(words.en) [y/N] "))
                return ["y", "yes", "是"].contains(answer?.trimmed.lowercased() ?? "")
            }
        }
    }

    /// The platform and project that commands are for.
    struct Place {
        fileprivate var platformPath: String?
        fileprivate var projectName: String?
        fileprivate var opened: Workspace?
        fileprivate var chosen: PathName?
    }

    var place = Place()
    /// The project of `--project` or `TASKFERRY_PROJECT`.
    private let givenProject: String?
    /// The platforms that the session has been at, each once.
    private(set) var visited: [Workspace] = []
    /// For whom the account acts (`--as`).
    let actingFor: String?

    init(
        environment: RunEnvironment, settings: Settings, platform: String? = nil, project: String? = nil,
        actingFor: String? = nil
    ) {
        self.environment = environment
        self.settings = settings
        self.actingFor = actingFor
        func given(_ option: String?, _ variable: String) -> String? {
            option ?? environment.variables[variable].flatMap { $0.isEmpty ? nil : $0 }
        }
        place.platformPath = given(platform, "TASKFERRY_PLATFORM").map {
            Self.path($0, from: environment.workingDirectory)
        }
        givenProject = given(project, "TASKFERRY_PROJECT")
        place.projectName = givenProject
    }

    var presenter: Presenter { Presenter(environment: environment, settings: settings, isTyped: isTyped) }

    /// Rings the bell of a terminal, if it is wanted.
    func ringBell() {
        guard settings.ringsBell, !settings.isQuiet, environment.errorTerminal.isTerminal else { return }
        try? environment.errors("\u{7}")
    }

    func notice(_ words: Words) { presenter.notice(words) }

    // MARK: Where

    /// The platform that commands are for, opened once. Throws `no-platform` when none was named.
    func workspace() throws -> Workspace {
        if let opened = place.opened { return opened }
        guard let platformPath = place.platformPath else { throw TaskferryError(.noPlatform) }
        let workspace = try Workspace(
            platform: Platform.open(platformPath), actor: actor(), surroundings: surroundings())
        place.opened = workspace
        visit(workspace)
        return workspace
    }

    private func visit(_ workspace: Workspace) {
        visited.removeAll { $0.platform.path.isIdentical(to: workspace.platform.path) }
        visited.append(workspace)
    }

    /// The platform if one was named and can be opened; for what works without one.
    var workspaceIfAny: Workspace? { place.platformPath == nil ? nil : try? workspace() }

    /// The directory of the platform, if one was named.
    var platformDirectory: String? { place.platformPath }

    /// Goes to another platform; the project is chosen anew.
    func open(_ path: String) throws -> Workspace {
        let path = self.path(path)
        let workspace = try Workspace(platform: Platform.open(path), actor: actor(), surroundings: surroundings())
        place = Place(platformPath: path, opened: workspace)
        // The one that was given for all commands goes on counting, where there is one of that name.
        if let givenProject, let name = PathName(givenProject), try workspace.projects().contains(name) {
            place.projectName = givenProject
        }
        visit(workspace)
        return workspace
    }

    /// The project that commands are for: the chosen one, else the only one.
    func project() throws -> PathName {
        if let chosen = place.chosen { return chosen }
        let project = try place.projectName.map { try self.project(named: $0) } ?? workspace().defaultProject()
        place.chosen = project
        return project
    }

    /// What a project is called from where the session is: nothing when it is there, else as much as it takes.
    func distance(to workspace: Workspace, _ project: PathName) -> Phrase? {
        if let opened = place.opened, opened.platform.path.isIdentical(to: workspace.platform.path) {
            return projectIfAny == project ? nil : "\(project)"
        }
        let platform = (try? workspace.platform.snapshot().settings.name.text) ?? workspace.platform.path
        return "\(platform)/\(project)"
    }

    /// The project if it is clear which; for what works without one.
    var projectIfAny: PathName? { try? project() }

    /// The name of the project that was asked for, by option, variable or `use`; nil when none was.
    var chosenProject: String? { place.projectName }

    /// What the user may do where the session is; as long as it is not clear in which project, what one of them allows.
    /// Nil when no platform was named or it cannot be opened.
    var permissions: Permissions? {
        workspaceIfAny.flatMap { workspace in
            if let project = projectIfAny { return try? workspace.permissions(in: project) }
            return try? place.projectName == nil ? workspace.widestPermissions() : workspace.permissions(in: nil)
        }
    }

    /// Why the platform or the project that was named cannot be used; nil when there is nothing to say.
    var placeProblem: TaskferryError? {
        do {
            if place.platformPath != nil { _ = try workspace() }
            if place.projectName != nil { _ = try project() }
            return nil
        } catch {
            return error as? TaskferryError
        }
    }

    /// Goes to another project of the platform.
    func use(_ name: String) throws -> PathName {
        let project = try project(named: name)
        place.projectName = name
        place.chosen = project
        return project
    }

    private func project(named name: String) throws -> PathName {
        let projects = try workspace().projects()
        guard let project = PathName(name), projects.contains(project) else {
            throw TaskferryError(
                .unknownProject, subject: name, detail: projects.map(\.text).joined(separator: ", "))
        }
        return project
    }

    /// Who acts: the account, and for whom.
    func actor() throws -> Actor {
        Actor(user: try Self.user(environment.user), actingFor: try actingFor.map(Self.user))
    }

    private static func user(_ text: String) throws -> PathName {
        guard let name = PathName(text) else { throw TaskferryError(.illegalName, subject: text) }
        return name
    }

    // MARK: Files

    /// A path as the user means it, absolute.
    func path(_ text: String) -> String { Self.path(text, from: environment.workingDirectory) }

    private static func path(_ text: String, from directory: String) -> String {
        if text.utf8.first == UInt8(ascii: "/") { return text }
        // `./x` is `x`: paths are shown.
        var scalars = text.unicodeScalars[...]
        while scalars.starts(with: "./".unicodeScalars), scalars.count > 2 { scalars = scalars.dropFirst(2) }
        return directory == "/" ? "/\(String(scalars))" : "\(directory)/\(String(scalars))"
    }

    /// The directory for the private copies of packages (§6).
    var staging: String {
        if let directory = environment.variables["TMPDIR"], !directory.isEmpty { return path(directory) }
        return (try? Files.status("/var/tmp"))??.isDirectory == true ? "/var/tmp" : "/tmp"
    }

    // MARK: Lists

    /// The text of a list of names given by the words of a command, the list after it, or standard input.
    func nameText(_ words: [String], argument: String) throws -> String {
        let readsInput = !inputHasScript && !environment.inputIsTerminal
        let input = environment.input
        let names = NameText(
            argument: argument, path: path, input: readsInput ? { try input.readAll() } : nil)
        return try names.text(words, list: list)
    }

    /// A list of tasks for `match` and `generate` (R3).
    func nameList(_ words: [String]) throws -> NameList {
        let names = try NameList(parsing: nameText(words, argument: "NAME"))
        if !names.repeated.isEmpty { notice(Messages.repeated(names.repeated)) }
        return names
    }

    /// Names of any kind.
    func names(_ words: [String], argument: String = "NAME") throws -> [String] {
        let names = try NameText.lines(nameText(words, argument: argument))
        guard !names.isEmpty else { throw TaskferryError(.emptyList) }
        return names
    }

    // MARK: Services

    /// What the services take from outside.
    func surroundings() throws -> Workspace.Surroundings {
        var packageTime: Timestamp?
        if let text = environment.variables["SOURCE_DATE_EPOCH"], !text.isEmpty {
            // The year 9999 is the last that a time of four digits can name.
            guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
                throw TaskferryError(.invalidArgument, subject: "SOURCE_DATE_EPOCH=\(text)", detail: "seconds")
            }
            packageTime = Timestamp(secondsSince1970: seconds)
        }
        let presenter = presenter
        return Workspace.Surroundings(
            now: environment.now, packageTime: packageTime,
            zones: environment.variables["TZDIR"].map { ZoneFiles(directory: $0) } ?? ZoneFiles(),
            waiting: { presenter.notice(Messages.waiting(for: $0, seconds: $1)) },
            committed: { [commits] in commits.add() }, cancelled: environment.cancelled)
    }

    /// Runs a piece of work that tells how far it is, with a bar on standard error.
    func withProgress<Result>(
        _ label: Words, _ work: (@escaping @Sendable (PackageProgress) -> Void) throws -> Result
    ) rethrows -> Result {
        let display = ProgressDisplay(presenter, label: label)
        defer { display.finish() }
        return try work { display.update($0) }
    }
}
