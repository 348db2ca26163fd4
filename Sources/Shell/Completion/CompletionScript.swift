import ArgumentParser
import TaskModel

/// The completion scripts of the system's shells, as they stand in `completions`.
///
/// They ask the program for everything, so that what they offer fits the platform, the user's rights (R1, R2) and the
/// language. Where the program cannot answer, the commands and options that were known when the script was made are
/// offered.
enum CompletionScript: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish

    /// The script, without its last line break.
    var text: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    /// The name of its file in `completions`.
    var fileName: String {
        switch self {
        case .bash: "taskferry.bash"
        case .zsh: "_taskferry"
        case .fish: "taskferry.fish"
        }
    }

    /// All commands, by name.
    static var commands: [any ShellCommand.Type] {
        CommandTable.rows.map { $0.type }.sorted { $0.entry.name.precedes($1.entry.name) }
    }

    static var commandNames: [String] { commands.map { $0.entry.name } }

    /// The long names of a command's options.
    static func options(_ type: any ParsableArguments.Type) -> [String] {
        CommandShape(type).options.compactMap { $0.names.last }
    }

    /// `case` branches of a POSIX-like shell that say which options a command has.
    static func optionCases(indent: String) -> String {
        commands.compactMap { type in
            let options = options(type)
            return options.isEmpty
                ? nil : "\(indent)\(type.entry.name)) known=(\(options.joined(separator: " "))) ;;"
        }.joined(separator: "\n")
    }
}
