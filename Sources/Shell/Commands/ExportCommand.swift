import ArgumentParser
import Migration
import TaskModel

/// 导出 (R7).
struct ExportCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "export", group: .carryOut, audience: .exporter,
        summary: Words("导出上次生成的批量任务包", "writes the last package to a file or folder"),
        examples: ["export /media/usb/batch.zip", "export /media/usb", "export --last batch.zip"])

    @Flag(help: .words("即使任务名称已修改也导出上次的包", "the last package, even if the names were changed since"))
    var last = false

    @Flag(help: .words("覆盖已有文件", "replaces a file that is there"))
    var force = false

    @Argument(help: .words("文件或已有的文件夹", "a file, or a folder that is there", value: "DEST"))
    var destination: String

    var writes: [String] { [destination] }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let report = try session.withProgress(Messages.exporting) {
            try workspace.export(
                project: session.project(), to: session.path(destination), insist: last, overwrite: force, progress: $0)
        }
        let package = report.package
        return CommandResult(
            json: {
                [
                    "path": .string(report.path), "size": .integer(package.size), "sha256": .string(package.sha256.hex),
                    "contentDigest": .string(package.contentDigest.hex), "package": .string(package.id),
                ]
            },
            text: { screen in
                screen.line(.success, Words("已导出，并从介质读回核对", "Exported, read back from the media and compared."))
                screen.facts([
                    (Words("文件", "file"), "\(report.path)"),
                    (Words("任务", "tasks"), "\(package.tasks.count)"),
                    (Words("大小", "size"), Phrase(stringLiteral: ByteSize.text(package.size))),
                    (Words("SHA-256", "SHA-256"), "\(package.sha256.hex)"),
                    (Words("内容摘要", "content"), "\(package.contentDigest.hex)"),
                    (Words("签名", "signature"), Messages.unsigned[screen.language]),
                ])
            })
    }
}
