import ArgumentParser
import TaskModel

/// Sets a variable.
struct LetCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "let", group: .shell, audience: .everyone, summary: Words("设置变量", "sets a variable"),
        examples: ["let dest /media/usb", "export ${dest}/batch.zip"])

    @Argument(help: .words("变量名", "the variable's name", value: "NAME"))
    var name: String

    @Argument(parsing: .captureForPassthrough, help: .words("值", "its value", value: "VALUE"))
    var value: [String] = []

    func run(_ session: Session) throws -> CommandResult {
        guard Variables.isName(name) else { throw TaskferryError(.illegalName, subject: name, detail: "variable") }
        guard value.count == 1 else {
            throw value.isEmpty
                ? TaskferryError(.missingArgument, subject: "VALUE", detail: "let")
                : TaskferryError(.usage, subject: value.dropFirst().joined(separator: " "), detail: "extra")
        }
        session.variables[name] = value[0]
        return .nothing
    }
}
