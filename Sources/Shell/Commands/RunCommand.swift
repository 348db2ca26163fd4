import ArgumentParser
import TaskModel

/// Runs a script file.
struct RunCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "run", group: .shell, audience: .everyone, summary: Words("运行脚本", "runs a script file"),
        examples: ["run weekly.ferry /media/usb", "run --keep-going weekly.ferry"], takesWordsAsTheyAre: true)

    @Flag(help: .words("遇到失败的命令时继续", "goes on after a command that failed"))
    var keepGoing = false

    @Argument(help: .words("脚本文件", "the script", value: "SCRIPT"))
    var script: String

    @Argument(parsing: .captureForPassthrough, help: .words("脚本中的 $1 … $9", "$1 … $9 in the script", value: "ARGUMENT"))
    var arguments: [String] = []

    func run(_ session: Session) throws -> CommandResult {
        .told(try session.runScript(script, arguments, keepGoing))
    }
}
