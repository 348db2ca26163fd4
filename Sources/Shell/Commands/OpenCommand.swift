import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Goes to a platform.
struct OpenCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "open", group: .look, audience: .everyone, summary: Words("打开平台", "goes to a platform"),
        examples: ["open /srv/taskferry/production"])

    static let completions: [String: ArgumentKind] = ["DIR": .platform]

    @Argument(help: .words("平台目录", "the platform's directory", value: "DIR"))
    var directory: String

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.open(directory)
        let name = try workspace.platform.snapshot().settings.name
        let projects = try workspace.projects()
        return CommandResult(
            json: {
                [
                    "platform": .text(name), "path": .string(workspace.platform.path),
                    "projects": .array(projects.map(JSONValue.text)),
                ]
            },
            text: { screen in
                let list = Phrase.list(projects.map(\.text), by: screen.language == .zh ? "、" : ", ")
                screen.line(Words("已打开平台 \(name)，项目：\(list)", "The platform is \(name), with the projects \(list)."))
            })
    }
}
