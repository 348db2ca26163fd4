import ArgumentParser
import TaskModel

/// Runs a script file.
struct RunCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "run", group: .shell, audience: .everyone, summary: Words("运行脚本", "runs a script file"),
        examples: [
            "run weekly.ferry /media/usb", "run --dry-run weekly.ferry", "run --echo --keep-going weekly.ferry",
        ], options: .first)

    @Flag(help: .words("遇到失败的命令时继续", "goes on after a command that failed"))
    var keepGoing = false

    @Flag(help: .words("只检查各条命令，不执行", "reads and checks the commands, and does nothing"))
    var dryRun = false

    @Flag(help: .words("执行前显示每条命令", "shows every command before it runs"))
    var echo = false

    @Argument(help: .words("脚本文件", "the script", value: "SCRIPT"))
    var script: String

    @Argument(parsing: .captureForPassthrough, help: .words("脚本中的 $1 … $9", "$1 … $9 in the script", value: "ARGUMENT"))
    var arguments: [String] = []

    func run(_ session: Session) throws -> CommandResult {
        guard dryRun else {
            let options = ScriptOptions(keepsGoing: keepGoing, echoes: echo)
            return .told(try session.runScript(script, arguments, options).status)
        }
        let check = ScriptCheck(session)
        let status = try check.run(script, arguments: arguments)
        let (commands, problems) = (check.commands, check.problems)
        var result = CommandResult.said(
            Words(
                "检查了 \(commands) 条命令，\(problems) 处有问题；没有执行",
                "\(commands, of: "command") checked, \(problems, of: "problem"); nothing was done."),
            ["commands": .integer(commands), "problems": .integer(problems)])
        if status != 0 { result.toldStatus = status }
        return result
    }
}
