import TaskModel

/// All commands: the one table that look-up, help and completion read. A new command is a new file and a line here.
enum CommandTable {
    /// By name, in the order of help.
    static let rows: [(name: String, type: any ShellCommand.Type)] = [
        ("match", MatchCommand.self), ("generate", GenerateCommand.self), ("status", StatusCommand.self),
        ("export", ExportCommand.self),
        ("check", CheckCommand.self), ("import", ImportCommand.self), ("undo", UndoCommand.self),
        ("imports", ImportsCommand.self), ("inventory", InventoryCommand.self),
        ("inspect", InspectCommand.self), ("tasks", TasksCommand.self), ("show", ShowCommand.self),
        ("graph", GraphCommand.self), ("whoami", WhoamiCommand.self), ("open", OpenCommand.self),
        ("use", UseCommand.self),
        ("load", LoadCommand.self), ("submit", SubmitCommand.self), ("restore", RestoreCommand.self),
        ("offline", OfflineCommand.self),
        ("pack", PackCommand.self),
        ("init", InitCommand.self), ("demo", DemoCommand.self), ("switch", SwitchCommand.self),
        ("add", AddCommand.self), ("remove", RemoveCommand.self), ("list", ListCommand.self),
        ("member", MemberCommand.self), ("fsck", FsckCommand.self),
        ("run", RunCommand.self), ("record", RecordCommand.self), ("history", HistoryCommand.self),
        ("let", LetCommand.self), ("echo", EchoCommand.self), ("set", SetCommand.self),
        ("complete", CompleteCommand.self), ("help", HelpCommand.self), ("version", VersionCommand.self),
        ("exit", ExitCommand.self),
    ]

    /// The command of a name.
    static func type(named name: String) -> (any ShellCommand.Type)? { rows.first { $0.name == name }?.type }

    /// The commands that the user may use where the session is (R2); those that need no right without a platform.
    static func visible(_ session: Session) -> [any ShellCommand.Type] {
        let permissions = session.permissions
        return rows.map { $0.type }.filter { type in
            guard let permissions else { return true }
            return type.entry.audience.includes(permissions)
        }
    }

    /// Their names.
    static func visibleNames(_ session: Session) -> [String] { visible(session).map { $0.entry.name } }

    /// The command that words come to, with its arguments read but nothing done; nil for no words.
    ///
    /// Throws `unknown-command`, and what is wrong with the arguments; to whom the command is hidden, that (R2).
    static func parse(_ words: [String], hasList: Bool, _ session: Session) throws -> (any ShellCommand)? {
        guard let name = words.first else { return nil }
        guard let type = type(named: name) else {
            throw TaskferryError(
                .unknownCommand, subject: name,
                detail: EditDistance.nearest(to: name, among: visibleNames(session)) ?? "")
        }
        let arguments = Array(words.dropFirst())
        if type.entry.options.contains("--help", in: arguments) || type.entry.options.contains("-h", in: arguments) {
            return try parse(HelpCommand.self, ["--", name])
        }
        if hasList, !type.entry.takesList { throw TaskferryError(.usage, subject: name, detail: "no-list") }
        do {
            return try parse(type, arguments)
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
}
