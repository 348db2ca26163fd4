import ArgumentParser
import Migration
import TaskModel
import TaskPackage

/// Looks into a package, verified; needs no platform.
struct InspectCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "inspect", group: .look, audience: .everyone,
        summary: Words("查看并核验批量任务包", "what is inside a package, verified; one task in full"),
        examples: [
            "inspect pkg batch.zip", "inspect pkg batch.zip dwd_order_detail_di", "inspect pkg batch.zip --files",
        ])

    static let completions: [String: ArgumentKind] = ["FILE": .package, "TASK": .packageTask]

    /// What can be inspected.
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case pkg
    }

    @Argument(help: .words("查看什么", "what to look into"))
    var kind: Kind

    @Argument(help: .words("批量任务包", "the package", value: "FILE"))
    var file: String

    @Argument(help: .words("完整显示这个任务", "shows this task in full", value: "TASK"))
    var task: String?

    @Flag(help: .words("列出包内文件", "lists the files inside"))
    var files = false

    var reads: [String] { [file] }

    func run(_ session: Session) throws -> CommandResult {
        let package = try session.withProgress(Messages.reading) {
            try Workspace.inspect(
                session.path(file), staging: session.staging, progress: $0, cancelled: session.environment.cancelled)
        }
        if let task { return try result(package, task: task) }
        return CommandResult(
            json: { json(package) },
            text: { screen in
                PackageView.show(package, &screen)
                screen.line()
                files ? Self.showFiles(package.entries, &screen) : Self.showTasks(package, &screen)
            })
    }

    private func result(_ package: PackageReader, task name: String) throws -> CommandResult {
        guard let task = package.tasks.first(where: { $0.folder.text.isIdentical(to: name) }) else {
            let near = EditDistance.nearest(to: name, among: package.tasks.map(\.folder.text)) ?? ""
            throw TaskferryError(.unknownTask, subject: name, detail: near)
        }
        let folder = "\(task.folder.text)/"
        let entries = files ? package.entries.filter { $0.path.utf8.starts(with: folder.utf8) } : []
        return CommandResult(
            json: {
                var object: JSONObject = [
                    "package": .object(PackageView.json(package)), "task": .object(DocumentView.json(task.document)),
                    "signature": .string(PackageView.signature(package)),
                ]
                if files { object["files"] = Self.json(entries) }
                return object
            },
            text: { screen in
                let facts: [(Words, Phrase)] = [
                    (Words("任务", "task"), "\(task.folder)"),
                    (Words("任务唯一标识", "uid"), "\(task.document.uid?.text ?? "")"),
                    (Words("签名", "signature"), PackageView.signatureWords(package)[screen.language]),
                ]
                DocumentView.show(task.document, after: facts, &screen)
                guard files else { return }
                screen.line()
                Self.showFiles(entries, &screen)
            })
    }

    private func json(_ package: PackageReader) -> JSONObject {
        var object: JSONObject = [
            "package": .object(PackageView.json(package)),
            "tasks": .array(package.tasks.map { .object(DocumentView.summary($0.document, name: $0.folder)) }),
            "signature": .string(PackageView.signature(package)),
        ]
        if files { object["files"] = Self.json(package.entries) }
        return object
    }

    private static func json(_ entries: [PackageEntry]) -> JSONValue {
        .array(
            entries.map {
                .object([
                    "path": .string($0.path), "size": .integer($0.size),
                    "compressedSize": .integer($0.compressedSize), "sha256": .string($0.sha256.hex),
                ])
            })
    }

    private static func showTasks(_ package: PackageReader, _ screen: inout Screen) {
        let headings = [
            Words("任务", "task"), Words("节点", "nodes"), Words("上游依赖", "upstream"), Words("引用", "references"),
            Words("资源", "resources"),
        ]
        var table = screen.newTable(headings, right: [1])
        for task in package.tasks {
            let document = task.document
            let references =
                ReferenceKind.allCases.flatMap { DocumentView.names(of: $0, in: document).map(\.text) }
                + document.nodes.compactMap { $0.task.map { DocumentView.text(of: $0.link) } }
            table.add(texts: [
                task.folder.text, "\(document.nodes.count)",
                document.dependencies.map { DocumentView.text(of: $0.link) }.joined(separator: ", "),
                references.joined(separator: ", "), document.resources.map(\.name.text).joined(separator: ", "),
            ])
        }
        screen.table(table)
    }

    private static func showFiles(_ entries: [PackageEntry], _ screen: inout Screen) {
        var table = screen.newTable(
            [Words("文件", "file"), Words("大小", "size"), Words("压缩后", "packed"), Words("SHA-256", "SHA-256")],
            right: [1, 2])
        for entry in entries {
            table.add(texts: [
                entry.path, ByteSize.text(entry.size), ByteSize.text(entry.compressedSize), entry.sha256.hex,
            ])
        }
        screen.table(table)
    }
}
