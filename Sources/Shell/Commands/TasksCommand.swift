import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Lists the tasks of a project.
struct TasksCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "tasks", group: .look, audience: .everyone, summary: Words("列出项目的任务", "lists the tasks of the project"),
        examples: ["tasks", "tasks 'ods_*'"])

    @Flag(help: .words("只列线上任务", "online ones only"))
    var online = false

    @Argument(help: .words("名称的样式，* 和 ?", "a pattern of names, with * and ?", value: "GLOB"))
    var glob: String?

    func run(_ session: Session) throws -> CommandResult {
        var records: [TaskRecord] = []
        try session.workspace().forEachTask(in: session.project(), fitting: glob) { record in
            if record.online != nil || !online { records.append(record) }
            return true
        }
        let tasks = records
        return CommandResult(
            json: { ["tasks": .array(tasks.map { .object(Self.json($0)) })] },
            text: { screen in
                guard !tasks.isEmpty else {
                    screen.line(Words("没有任务", "There are no tasks."))
                    return
                }
                var table = screen.newTable([
                    Words("任务", "task"), Words("状态", "state"), Words("任务目录", "directory"), Words("负责人", "owner"),
                ])
                for task in tasks {
                    table.add(texts: [
                        task.name.text, Self.state(task)[screen.language].plain, task.directory.text, task.owner,
                    ])
                }
                screen.table(table)
            })
    }

    static func json(_ task: TaskRecord) -> JSONObject {
        [
            "name": .text(task.name), "uid": .text(task.uid), "directory": .text(task.directory),
            "owner": .string(task.owner), "development": task.development.map { .integer($0.number) } ?? .null,
            "online": task.online.map { .integer($0.number) } ?? .null,
            "bound": .array(
                task.boundUIDs.map { .object(["uid": .text($0.uid), "platform": .string($0.platform)]) }),
        ]
    }

    /// 线上, with the version in development where that is another.
    static func state(_ task: TaskRecord) -> Words {
        state(online: task.online?.number, development: task.development?.number)
    }

    /// The same for the numbers of both versions.
    static func state(online: Int?, development: Int?) -> Words {
        switch (online, development) {
        case (let online?, let development?) where online != development:
            Words("线上 v\(online)，开发 v\(development)", "online v\(online), development v\(development)")
        case (let online?, _): Words("线上 v\(online)", "online v\(online)")
        case (nil, let development?): Words("开发 v\(development)", "development v\(development)")
        case (nil, nil): Words("无版本", "no version")
        }
    }
}
