import ArgumentParser
import Migration
import PlatformStore
import TaskModel
import TaskPackage

/// Makes a package of task folders.
struct PackCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "pack", group: .develop, audience: .everyone,
        summary: Words("把任务文件夹打成批量任务包", "makes a package of task folders"),
        examples: ["pack unpacked batch.zip"])

    @Flag(help: .words("覆盖已有文件", "replaces a file that is there"))
    var force = false

    @Argument(help: .words("一个任务文件夹，或含有任务文件夹的文件夹", "a task folder, or a folder of them", value: "FOLDER"))
    var folder: String

    @Argument(help: .words("文件或已有的文件夹", "a file, or a folder that is there", value: "DEST"))
    var destination: String

    var reads: [String] { [folder] }
    var writes: [String] { [destination] }

    func run(_ session: Session) throws -> CommandResult {
        let surroundings = try session.surroundings()
        try Platform.refuseInside(session.path(destination))
        let report = try session.withProgress(Words("打包", "Packing")) {
            try PackagePack.pack(
                session.path(folder), to: session.path(destination), user: session.actor().user,
                at: surroundings.packageTime ?? surroundings.now(), overwrite: force, progress: $0,
                cancelled: session.environment.cancelled)
        }
        if !report.ignored.isEmpty {
            let files = Phrase.list(report.ignored, by: ", ")
            session.notice(Words("不属于任何任务的文件没有放入：\(files)", "left out, since they belong to no task: \(files)"))
        }
        let summary = report.summary
        return CommandResult(
            json: {
                [
                    "path": .string(report.path), "id": .string(summary.id), "tasks": .integer(summary.tasks),
                    "size": .integer(summary.size), "sha256": .string(summary.sha256.hex),
                    "contentDigest": .string(summary.contentDigest.hex), "edited": .bool(report.isEdited),
                ]
            },
            text: { screen in
                screen.line(
                    .success, Words("已打包 \(summary.tasks) 个任务", "\(summary.tasks, of: "task") packed."))
                var state = Messages.unsigned[screen.language]
                if report.isEdited { state = "\(state), \(Messages.edited[screen.language])" }
                screen.facts([
                    (Words("文件", "file"), "\(report.path)"),
                    (Words("大小", "size"), Phrase(stringLiteral: ByteSize.text(summary.size))),
                    (Words("SHA-256", "SHA-256"), "\(summary.sha256.hex)"),
                    (Words("内容摘要", "content"), "\(summary.contentDigest.hex)"), (Words("状态", "state"), state),
                ])
            })
    }
}
