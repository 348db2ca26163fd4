import ArgumentParser
import Migration
import TaskModel

/// Lists a registry.
struct ListCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "list", group: .setUp, audience: .everyone, summary: Words("列出登记的名称", "lists a registry"),
        examples: ["list project", "list monitor"])

    static let completions = ["kind": NounArgument.completion]

    @Argument(help: .words("种类", "the kind"))
    var kind: NounArgument

    func run(_ session: Session) throws -> CommandResult {
        let noun = kind.noun
        let entries = try session.workspace().list(noun, project: noun.isOfProject ? session.project() : nil)
        var result = CommandResult(
            json: {
                [
                    "kind": .string(noun.word),
                    "names": .array(
                        entries.map { entry in
                            var object: JSONObject = ["name": .string(entry.name)]
                            if !entry.id.isEmpty { object["id"] = .string(entry.id) }
                            return .object(object)
                        }),
                ]
            },
            text: { screen in
                for entry in entries {
                    screen.line(entry.id.isEmpty ? "\(entry.name)" : "\(entry.name)  \(entry.id)")
                }
            })
        result.rows = "names"
        return result
    }
}
