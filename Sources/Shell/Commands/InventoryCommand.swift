import ArgumentParser
import Migration
import TaskModel

/// 平台清单 (R27): what the target has, in one file that travels back to the source.
struct InventoryCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "inventory", group: .bringIn, audience: .everyone,
        summary: Words("把平台现有的任务写成清单，不含内容", "writes what the platform has to one file, without content"),
        examples: ["inventory production.inventory", "inventory /media/usb/"])

    @Argument(help: .words("写入的文件或文件夹", "the file to write, or a folder to put it into", value: "DEST"))
    var destination: String

    var writes: [String] { [destination] }

    func run(_ session: Session) throws -> CommandResult {
        let report = try session.workspace().inventory(
            project: session.project(), to: session.path(destination))
        return CommandResult(
            json: {
                var object = Self.json(report.facts)
                object["path"] = .string(report.path)
                object["tasks"] = .integer(report.tasks)
                object["size"] = .integer(report.size)
                object["sha256"] = .string(report.sha256.hex)
                return object
            },
            text: { screen in
                screen.line(.success, Words("平台清单已写入", "The inventory is written."))
                screen.facts(
                    [(Words("文件", "file"), Phrase(foreign: report.path))] + Self.facts(report.facts, screen) + [
                        (Words("任务", "tasks"), "\(report.tasks)"),
                        (Words("大小", "size"), Phrase(stringLiteral: ByteSize.text(report.size))),
                        (Words("SHA-256", "SHA-256"), "\(report.sha256.hex)"),
                    ])
            })
    }

    /// What an inventory is of.
    static func json(_ facts: InventoryFacts) -> JSONObject {
        [
            "platform": .object(["id": .string(facts.platformID), "name": .text(facts.platformName)]),
            "project": .text(facts.project), "generation": .integer(facts.generation),
            "time": .string(facts.time.text),
        ]
    }

    /// The same for people.
    static func facts(_ facts: InventoryFacts, _ screen: Screen) -> [(Words, Phrase)] {
        [
            (Words("清单", "inventory of"), "\(facts.platformName) / \(facts.project)"),
            (Words("第几代", "generation"), "\(facts.generation)"), (Words("生成于", "made at"), screen.time(facts.time)),
        ]
    }
}
