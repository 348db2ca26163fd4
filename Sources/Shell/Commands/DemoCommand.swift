import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Makes the two demonstration platforms.
struct DemoCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "demo", group: .setUp, audience: .everyone,
        summary: Words("新建两个演示平台", "makes two platforms for trying things out"), examples: ["demo /tmp/ferry"])

    @Argument(help: .words("目录", "the directory", value: "DIR"))
    var directory: String

    var writes: [String] { [directory] }
    var changesRights: Bool { true }

    func run(_ session: Session) throws -> CommandResult {
        let actor = try session.actor()
        guard actor.actingFor == nil else { throw TaskferryError(.notPermitted, subject: "--as") }
        var random = EnvironmentRandom(source: session.environment.random)
        let platforms = try Setup.demo(
            at: session.path(directory), by: actor, surroundings: session.surroundings(), using: &random)
        let (test, production) = (platforms.test.path, platforms.production.path)
        return CommandResult(
            json: {
                [
                    "test": .string(test), "production": .string(production),
                    "importDirectory": .text(platforms.importDirectory),
                    "passingBatch": .array(platforms.passingBatch.map(JSONValue.string)),
                ]
            },
            text: { screen in
                screen.facts([
                    (Words("测试平台", "test platform"), "\(test)"), (Words("生产平台", "production"), "\(production)"),
                ])
                screen.heading(Words("试一试", "Try it"))
                let project = "零售数仓"
                for command in [
                    ["-p", test, "-P", project, "match"] + platforms.passingBatch,
                    ["-p", test, "-P", project, "generate"], ["-p", test, "-P", project, "export", "batch.zip"],
                    ["inspect", "pkg", "batch.zip"],
                    ["-p", production, "-P", project, "import", "batch.zip", "--into", platforms.importDirectory.text],
                ] {
                    screen.line("  \(Phrase(.code, Phrase(foreign: "taskferry " + ShellQuoting.quoted(command))))")
                }
            })
    }
}
