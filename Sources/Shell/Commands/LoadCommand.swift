import ArgumentParser
import Migration
import TaskModel

/// Puts task folders into a project (§3 «load»).
struct LoadCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "load", group: .develop, audience: .developer,
        summary: Words("把任务文件夹载入项目的开发版本", "puts task folders into the project, as development versions"),
        examples: ["load tasks --into /零售/dwd", "load tasks/dwd_order_detail_di --online"])

    static let completions: [String: ArgumentKind] = ["--into": .taskDirectory]

    @Option(help: .words("新任务的任务目录，默认 /", "the directory of new tasks, / by default", value: "DIR"))
    var into = "/"

    @Flag(help: .words("同时提交上线", "submits them online as well"))
    var online = false

    @Argument(help: .words("一个任务文件夹，或含有任务文件夹的文件夹", "a task folder, or a folder of them", value: "PATH"))
    var path: String

    var reads: [String] { [path] }

    func run(_ session: Session) throws -> CommandResult {
        guard let directory = TaskDirectory(into) else {
            throw TaskferryError(.illegalName, subject: into, detail: "directory")
        }
        var random = EnvironmentRandom(source: session.environment.random)
        let tasks = try session.workspace().load(
            session.path(path), into: directory, online: online, project: session.project(), using: &random)
        for task in tasks where !task.unknownKeys.isEmpty {
            let keys = Phrase.list(task.unknownKeys, by: ", ")
            session.notice(Words("\(task.name)：不认识的字段原样保留：\(keys)", "\(task.name): unknown keys are kept: \(keys)"))
        }
        for task in tasks where !task.invalidSchedule.isEmpty {
            let texts = Phrase.list(task.invalidSchedule, by: ", ")
            session.notice(
                Words(
                    "\(task.name)：调度配置不合法，导入时通不过检测：\(texts)",
                    "\(task.name): the schedule means nothing, and no check will pass it: \(texts)"))
        }
        return CommandResult(
            json: {
                [
                    "tasks": .array(
                        tasks.map {
                            .object([
                                "name": .text($0.name), "uid": .text($0.uid), "action": .string($0.action.rawValue),
                            ])
                        }), "online": .bool(online),
                ]
            },
            text: { screen in
                func count(_ action: LoadedTask.Action) -> Int { tasks.filter { $0.action == action }.count }
                let (created, updated, unchanged) = (count(.created), count(.updated), count(.unchanged))
                screen.line(
                    Words(
                        "新建 \(created) 个，更新 \(updated) 个，不变 \(unchanged) 个",
                        "\(created) created, \(updated) updated, \(unchanged) unchanged"))
            })
    }
}
