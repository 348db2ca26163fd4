import Migration

/// What an argument or an option's value is, so that completion knows where to look. A command says it beside its
/// arguments (`ShellCommand.completions`); what it does not say is told by the name that help gives the value.
enum ArgumentKind: Sendable {
    /// Nothing that could be looked up.
    case free
    /// A file of any kind.
    case file
    /// A folder.
    case folder
    /// A batch package: a `.zip`.
    case package
    /// A file to be written, or a folder to put it into.
    case destination
    /// A platform's directory.
    case platform
    /// A project of the platform.
    case project
    /// A task of the project.
    case task
    /// A task of the project that is online.
    case onlineTask
    /// A task in the package that the line names before.
    case packageTask
    /// A task directory of the project.
    case taskDirectory
    /// A registered name of the kind that the line names before.
    case registered
    /// Somebody with a role.
    case user
    /// A command.
    case command
    /// One of a few words, which may depend on what stands before.
    case choice(@Sendable (ArgumentContext) -> [(word: String, detail: Words)])

    /// What a value is by its name in help.
    init(valueName: String) {
        switch valueName {
        case "FILE", "SCRIPT", "PLAN", "INVENTORY", "KEY", "REPORT", "ARGUMENT": self = .file
        case "DIR", "PATH", "FOLDER": self = .folder
        case "DEST": self = .destination
        case "PACKAGE": self = .package
        case "PROJECT": self = .project
        case "TASK", "TASK|@FILE": self = .task
        case "USER": self = .user
        case "COMMAND": self = .command
        default: self = .free
        }
    }

    /// What an argument of a command is: as the command says, by the option's long name or the value's, or by default.
    init(_ argument: CommandShape.Argument, _ completions: [String: ArgumentKind]) {
        self = completions[argument.key] ?? completions[argument.value] ?? ArgumentKind(valueName: argument.value)
    }
}

/// What stands on the line before the argument that is completed.
struct ArgumentContext: Sendable {
    /// The values by the option's long name, or by the positional argument's name in help.
    var values: [String: [String]] = [:]

    /// The first value of an argument.
    subscript(key: String) -> String? { values[key]?.first }
}

extension CommandShape.Argument {
    /// What its values are known by: `--into`, `FILE`.
    var key: String { names.last ?? value }
}
