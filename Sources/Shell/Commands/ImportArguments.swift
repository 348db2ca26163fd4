import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// What changes the outcome of `check` and `import` (§3).
struct ImportArguments: ParsableArguments {
    static let completions: [String: ArgumentKind] = [
        "FILE": .package, "--into": .taskDirectory, "--only": .packageTask,
    ]

    @Argument(help: .words("批量任务包", "the package", value: "FILE"))
    var file: String

    @Option(help: .words("任务目录：新任务建在这里", "the task directory that new tasks are made in", value: "DIR"))
    var into: String?

    @Option(
        parsing: .upToNextOption,
        help: .words("只取这些任务；@FILE 为一行一个名称的文件", "these tasks only; @FILE is a file with one a line", value: "NAME"))
    var only: [String] = []

    @Flag(help: .words("不提交上线", "does not submit them online"))
    var noSubmit = false

    @Option(
        help: .words(
            "目标端自己修改过的任务：覆盖、保留或停止；默认按平台的设置",
            "tasks that the target has changed itself: overwrite, keep or stop; by default as the platform says"))
    var onConflict: ConflictChoice?

    /// The policies as the command line names them.
    enum ConflictChoice: String, CaseIterable, ExpressibleByArgument {
        case overwrite
        case keep
        case stop

        var policy: ConflictPolicy {
            switch self {
            case .overwrite: .overwrite
            case .keep: .keep
            case .stop: .stop
            }
        }
    }

    /// The files that are read.
    var reads: [String] { [file] + NameText.files(in: only) }

    init() {}

    /// The options among these that were given; a plan has its own.
    var given: [String] {
        [
            into == nil ? nil : "--into", only.isEmpty ? nil : "--only", noSubmit ? "--no-submit" : nil,
            onConflict == nil ? nil : "--on-conflict",
        ].compactMap { $0 }
    }

    func options(_ session: Session) throws -> ImportOptions {
        guard let into else { throw TaskferryError(.missingArgument, subject: "--into") }
        guard let directory = TaskDirectory(into) else {
            throw TaskferryError(.illegalName, subject: into, detail: "directory")
        }
        return ImportOptions(
            directory: directory, only: only.isEmpty ? [] : try session.names(only), submit: !noSubmit,
            onConflict: onConflict?.policy)
    }
}
