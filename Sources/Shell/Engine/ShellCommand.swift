import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// A command: its arguments, and what it does with them. Each stands in a file of its own in `Commands` and in
/// `CommandTable`.
protocol ShellCommand: ParsableArguments {
    /// What help says of it, and who may see it.
    static var entry: CommandEntry { get }

    /// What its arguments are, for completion, by the option's long name or the value's name in help; only what that
    /// name does not tell already.
    static var completions: [String: ArgumentKind] { get }

    /// The files that it reads, as given; for looking at a script before it runs.
    var reads: [String] { get }

    /// The files and folders that it writes, as given.
    var writes: [String] { get }

    /// Whether it may change who may do what, or make a platform or project.
    var changesRights: Bool { get }

    /// Does it.
    func run(_ session: Session) throws -> CommandResult
}

extension ShellCommand {
    static var completions: [String: ArgumentKind] { [:] }
    var reads: [String] { [] }
    var writes: [String] { [] }
    var changesRights: Bool { false }
}

/// A command as help knows it.
struct CommandEntry: Sendable {
    let name: String
    let group: Group
    let audience: Audience
    let summary: Words
    /// Commands as one would type them.
    let examples: [String]
    /// Where its options stand.
    var options = OptionPlace.anywhere
    /// Whether a list (`<<END`) may follow.
    var takesList = false

    /// Where words that begin with a dash are options.
    enum OptionPlace: Sendable {
        /// Anywhere before `--`.
        case anywhere
        /// Before the first other word: what follows it is somebody else's.
        case first
        /// Nowhere: every word stands for itself.
        case nowhere

        /// Whether an option is among the arguments.
        func contains(_ option: String, in arguments: [String]) -> Bool {
            let isDashed: (String) -> Bool = { $0.utf8.first == UInt8(ascii: "-") }
            return switch self {
            case .anywhere: arguments.prefix { $0 != "--" }.contains(option)
            case .first: arguments.prefix(while: isDashed).contains(option)
            case .nowhere: false
            }
        }
    }

    /// The parts of the overview.
    enum Group: CaseIterable, Sendable {
        case carryOut
        case bringIn
        case look
        case develop
        case setUp
        case shell
    }

    /// Who sees a command in help (R2); the library refuses everybody else whatever is shown.
    enum Audience: Sendable {
        case everyone
        case developer
        case exporter
        case importer
        /// Whoever may use either side.
        case carrier
        case manager
        case `operator`

        /// Throws `not-permitted` or `switched-off`, as the library does, when the command is hidden where the session is.
        func requireRight(_ session: Session) throws {
            guard let permissions = session.permissions, !includes(permissions) else { return }
            let (right, isSwitch) =
                switch self {
                case .everyone, .operator: ("operator", false)
                case .developer: ("developer", false)
                case .manager: ("admin", false)
                case .exporter: ("export", permissions.mayMigrate)
                case .importer, .carrier: ("import", permissions.mayMigrate)
                }
            if isSwitch {
                let platform = try session.workspace().platform.snapshot().settings.name
                throw TaskferryError(.switchedOff, subject: platform.text, detail: right)
            }
            throw TaskferryError(.notPermitted, subject: session.projectIfAny?.text ?? "", detail: right)
        }

        func includes(_ permissions: Permissions) -> Bool {
            switch self {
            case .everyone: true
            case .developer: permissions.mayDevelop
            case .exporter: permissions.mayExport
            case .importer: permissions.mayImport
            case .carrier: permissions.mayImport || permissions.mayExport
            case .manager: permissions.mayManageProject || permissions.isOperator
            case .operator: permissions.isOperator
            }
        }
    }
}

extension ArgumentHelp {
    /// The help of an argument in both languages.
    static func words(_ zh: String, _ en: String, value: String? = nil) -> ArgumentHelp {
        ArgumentHelp("\(zh)\(separator)\(en)", valueName: value)
    }

    /// Parts the two languages in the one text that the library keeps.
    static let separator = "\u{1F}"
}
