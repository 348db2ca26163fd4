import ArgumentParser
import TaskModel

/// Goes to a project of the platform.
struct UseCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "use", group: .look, audience: .everyone, summary: Words("选择项目", "goes to a project of the platform"),
        examples: ["use 零售数仓"])

    @Argument(help: .words("项目", "the project", value: "PROJECT"))
    var project: String

    func run(_ session: Session) throws -> CommandResult {
        let name = try session.use(project)
        return .said(Words("当前项目：\(name)", "The project is \(name)."), ["project": .text(name)])
    }
}
