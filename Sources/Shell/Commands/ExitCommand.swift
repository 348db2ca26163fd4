import ArgumentParser
import TaskModel

/// Leaves the shell.
struct ExitCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "exit", group: .shell, audience: .everyone, summary: Words("退出", "leaves the shell"),
        examples: ["exit", "exit 1"])

    @Argument(help: .words("退出码，0 到 255", "the exit status, 0 to 255", value: "STATUS"))
    var status: Int = 0

    func run(_ session: Session) throws -> CommandResult {
        guard let status = UInt8(exactly: status) else {
            throw TaskferryError(.invalidArgument, subject: "\(status)", detail: "0…255")
        }
        return .exit(Int32(status))
    }
}
