import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Makes a platform.
struct InitCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "init", group: .setUp, audience: .everyone,
        summary: Words("新建平台，两个开关都关闭", "makes a platform, with both switches off"),
        examples: ["init /srv/taskferry/test --name 测试平台 --project 零售数仓"])

    @Option(help: .words("平台名称", "the platform's name", value: "NAME"))
    var name: String

    @Option(parsing: .upToNextOption, help: .words("项目", "its projects", value: "NAME"))
    var project: [String] = []

    @Option(help: .words("该用户组的成员也可写入（2770）", "members of this group may write as well (2770)", value: "G"))
    var group: String?

    @Argument(help: .words("目录", "the directory", value: "DIR"))
    var directory: String

    var writes: [String] { [directory] }
    var changesRights: Bool { true }

    func run(_ session: Session) throws -> CommandResult {
        guard !project.isEmpty else { throw TaskferryError(.missingArgument, subject: "--project", detail: "init") }
        let actor = try session.actor()
        guard actor.actingFor == nil else { throw TaskferryError(.notPermitted, subject: "--as") }
        var random = EnvironmentRandom(source: session.environment.random)
        let platform = try Setup.create(
            at: session.path(directory), name: Self.name(name), projects: project.map(Self.name), group: group,
            by: actor, now: session.environment.now(), using: &random)
        if session.platformDirectory == nil { _ = try session.open(directory) }
        return .said(
            Words("已新建平台 \(name)：\(platform.path)", "The platform \(name) was made: \(platform.path)"),
            [
                "platform": .string(name), "path": .string(platform.path), "id": .string(platform.id),
                "projects": .array(project.map(JSONValue.string)),
            ])
    }

    private static func name(_ text: String) throws -> PathName {
        guard let name = PathName(text) else { throw TaskferryError(.illegalName, subject: text) }
        return name
    }
}
