import ArgumentParser
import Migration
import TaskModel

/// What changes the outcome of `check` and `import` (§3).
struct ImportArguments: ParsableArguments {
    static let completions: [String: ArgumentKind] = [
        "FILE": .package, "--into": .taskDirectory, "--only": .packageTask,
    ]

    @Argument(help: .words("批量任务包", "the package", value: "FILE"))
    var file: String

    @Option(help: .words("任务目录：新任务建在这里", "the task directory that new tasks are made in", value: "DIR"))
    var into: String

    @Option(
        parsing: .upToNextOption,
        help: .words("只取这些任务；@FILE 为一行一个名称的文件", "these tasks only; @FILE is a file with one a line", value: "NAME"))
    var only: [String] = []

    @Flag(help: .words("不提交上线", "does not submit them online"))
    var noSubmit = false

    init() {}

    func options(_ session: Session) throws -> ImportOptions {
        guard let directory = TaskDirectory(into) else {
            throw TaskferryError(.illegalName, subject: into, detail: "directory")
        }
        return ImportOptions(
            directory: directory, only: only.isEmpty ? [] : try session.names(only), submit: !noSubmit)
    }
}
