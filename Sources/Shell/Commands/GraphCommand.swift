import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Shows what tasks wait for and what waits for them.
struct GraphCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "graph", group: .look, audience: .everyone,
        summary: Words("任务的上游和下游", "what tasks link to, and what links to them"),
        examples: ["graph dwd_order_detail_di", "graph"])

    @Argument(help: .words("任务；不给出时为全部", "tasks; all when left out", value: "TASK"))
    var tasks: [String] = []

    private struct Neighbours {
        let record: TaskRecord
        let upstream: [String]
        let downstream: [String]
    }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let project = try session.project()
        let snapshot = try workspace.platform.snapshot()
        var found: [Neighbours] = []
        if tasks.isEmpty {
            try workspace.forEachTask(in: project) { record in
                found.append(try Self.neighbours(of: record, project, snapshot))
                return true
            }
        }
        for name in tasks {
            let record = try workspace.show(name, project: project).record
            found.append(try Self.neighbours(of: record, project, snapshot))
        }
        let result = found
        return CommandResult(
            json: {
                [
                    "tasks": .array(
                        result.map {
                            .object([
                                "name": .text($0.record.name), "upstream": .array($0.upstream.map(JSONValue.string)),
                                "downstream": .array($0.downstream.map(JSONValue.string)),
                            ])
                        })
                ]
            },
            text: { screen in
                var table = screen.newTable([Words("任务", "task"), Words("上游", "links to"), Words("下游", "linked from")])
                for task in result {
                    table.add(texts: [
                        task.record.name.text, task.upstream.joined(separator: ", "),
                        task.downstream.joined(separator: ", "),
                    ])
                }
                screen.table(table)
            })
    }

    private static func neighbours(
        of record: TaskRecord, _ project: PathName, _ snapshot: Snapshot
    ) throws -> Neighbours {
        let links = (record.development ?? record.online)?.links ?? []
        let upstream = try links.map { link in
            let name = try link.uid.flatMap { try snapshot.name(of: $0, in: link.project) } ?? link.name
            return link.project == project ? name.text : "\(link.project)/\(name)"
        }
        let downstream = try snapshot.referrers(to: record.uid, in: project).map {
            $0.project == project ? $0.name.text : "\($0.project)/\($0.name)"
        }
        return Neighbours(record: record, upstream: upstream, downstream: downstream)
    }
}
