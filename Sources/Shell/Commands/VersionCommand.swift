import ArgumentParser
import TaskModel

/// Shows the version.
struct VersionCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "version", group: .shell, audience: .everyone, summary: Words("显示版本", "shows the version"),
        examples: ["version"])

    func run(_ session: Session) throws -> CommandResult {
        .said(Words(same: "taskferry \(own: Program.version)"), ["version": .string(Program.version)])
    }
}
