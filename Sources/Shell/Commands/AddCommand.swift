import ArgumentParser
import Migration
import TaskModel

/// Adds names to a registry.
struct AddCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "add", group: .setUp, audience: .manager,
        summary: Words(
            "登记项目、任务目录、质量监控、离线同步任务、资源组、队列、节点类型",
            "adds projects, directories, monitors, sync tasks, resource groups, queues, node types"),
        examples: [
            "add directory /生产接收/零售批次", "add monitor 门店销售_波动率", "add queue @queues.txt", "add --from registry.json",
        ], takesList: true)

    static let completions = ["kind": NounArgument.completion]

    @Option(help: .words("登记 JSON 文件中的全部名称", "adds everything of a JSON file", value: "FILE"))
    var from: String?

    @Argument(help: .words("种类", "the kind"))
    var kind: NounArgument?

    @Argument(help: .words("名称；@FILE 为一行一个名称的文件", "names; @FILE is a file with one a line", value: "NAME|@FILE"))
    var names: [String] = []

    func validate() throws {
        if from != nil, kind != nil { throw TaskferryError(.usage, subject: "--from, KIND", detail: "exclusive") }
        if from == nil, kind == nil { throw TaskferryError(.missingArgument, subject: "KIND") }
    }

    var reads: [String] { NameText.files(in: names) + [from].compactMap { $0 } }
    var changesRights: Bool { kind?.noun == .project }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        if let from {
            return RegistryView.result(
                try workspace.add(fromFile: session.path(from), project: session.project()), adding: true)
        }
        guard let noun = kind?.noun else { throw TaskferryError(.missingArgument, subject: "KIND") }
        let change = try workspace.add(
            noun, session.names(names), project: noun.isOfProject ? session.project() : nil)
        return RegistryView.result([change], adding: true)
    }
}

/// How changes of a registry are shown.
enum RegistryView {
    static func result(_ changes: [RegistryChange], adding: Bool) -> CommandResult {
        CommandResult(
            json: {
                [
                    "changes": .array(
                        changes.map { change in
                            .object([
                                "kind": .string(change.noun.word),
                                adding ? "added" : "removed": .array(change.changed.map(JSONValue.string)),
                                "unchanged": .array(change.unchanged.map(JSONValue.string)),
                            ])
                        })
                ]
            },
            text: { screen in
                for change in changes {
                    let noun = Messages.noun(change.noun)
                    let (done, same) = (change.changed.count, change.unchanged.count)
                    screen.line(
                        adding
                            ? Words(
                                "\(noun.zh)：新增 \(done) 个，已有 \(same) 个",
                                "\(noun.en): \(done) added, \(same) there already")
                            : Words(
                                "\(noun.zh)：删除 \(done) 个，本来没有 \(same) 个",
                                "\(noun.en): \(done) removed, \(same) were not there"))
                }
            })
    }
}
