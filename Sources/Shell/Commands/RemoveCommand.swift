import ArgumentParser
import Migration
import TaskModel

/// Removes names from a registry.
struct RemoveCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "remove", group: .setUp, audience: .manager,
        summary: Words("删除登记的名称", "removes names from a registry"),
        examples: ["remove monitor 门店销售_波动率"], takesList: true)

    static let completions = ["kind": NounArgument.completion, "NAME|@FILE": .registered]

    @Argument(help: .words("种类", "the kind"))
    var kind: NounArgument

    @Argument(help: .words("名称；@FILE 为一行一个名称的文件", "names; @FILE is a file with one a line", value: "NAME|@FILE"))
    var names: [String] = []

    var reads: [String] { NameText.files(in: names) }

    func run(_ session: Session) throws -> CommandResult {
        let change = try session.workspace().remove(
            kind.noun, session.names(names), project: kind.noun.isOfProject ? session.project() : nil)
        return RegistryView.result([change], adding: false)
    }
}
