import FileIO
import LineEditor
import TaskModel

/// All that the shell takes from the world around it, as one value, so that sessions can be tested in one process.
struct RunEnvironment: Sendable {
    /// The words of the command line, without the program's name.
    var arguments: [String]
    /// The environment variables.
    var variables: [String: String]
    /// The directory that relative paths start from; the process's own is never relied on.
    var workingDirectory: String
    /// The account of the operating system.
    var user: String
    /// The present moment.
    var now: @Sendable () -> Timestamp
    /// A clock that only goes forward.
    var monotonic: @Sendable () -> Duration
    /// Random bits.
    var random: @Sendable () -> UInt64
    /// Standard input.
    var input: any TextInput
    /// Whether standard input is a terminal.
    var inputIsTerminal: Bool
    /// Standard output; text that has been made fit for it.
    var output: @Sendable (String) throws -> Void
    /// Standard error.
    var errors: @Sendable (String) throws -> Void
    /// What is known of standard output's device.
    var outputTerminal: Terminal
    /// What is known of standard error's device.
    var errorTerminal: Terminal
    /// This program's file, for starting it again as a worker.
    var executable: String
    /// The zone that times are shown in.
    var zone: @Sendable () -> TimeZoneRules
    /// Opens what reads lines that somebody types, with editing or as the terminal gives them; nil: nobody is there.
    var openTerminal: (@Sendable (_ isPlain: Bool) -> any LineReading)?
    /// Shows a long text page by page, and tells whether it could; nil: there is no pager.
    var pager: (@Sendable (String) -> Bool)?
    /// Asked between the pieces of long work.
    var cancelled: CancellationCheck
    /// Forgets an interrupt that has been dealt with. False when the process was asked to end, rather than the command.
    var clearInterrupt: @Sendable () -> Bool = { true }
}

/// Text that is read line by line, such as standard input.
protocol TextInput: Sendable {
    /// The next line without its line break; nil at the end. Throws `bad-file` for what is not UTF-8, `interrupted`.
    func readLine() throws -> String?
    /// All that is left.
    func readAll() throws -> String
}

extension TextInput {
    func readAll() throws -> String {
        var lines: [String] = []
        while let line = try readLine() { lines.append(line) }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }
}

/// The environment's random bits as the standard library wants them.
struct EnvironmentRandom: RandomNumberGenerator {
    let source: @Sendable () -> UInt64

    mutating func next() -> UInt64 { source() }
}
