import ArgumentParser
import Migration
import TaskModel

/// 生成批量任务包 (R5, R6).
struct GenerateCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "generate", group: .carryOut, audience: .exporter,
        summary: Words("生成批量任务包", "makes the package"),
        examples: [
            "generate", "generate @names.txt", "generate --background", "generate --cancel",
            "generate --since production.inventory",
        ], takesList: true)

    static let completions: [String: ArgumentKind] = ["NAME|@FILE": .onlineTask]

    @Flag(help: .words("在后台生成", "in the background"))
    var background = false

    @Flag(help: .words("停止正在运行的生成任务", "stops the running job"))
    var cancel = false

    @Option(
        help: .words(
            "只打包与目标端的平台清单不同的任务；此后的任务名称即为这些",
            "packs only what differs from an inventory of the target; these are the names from then on",
            value: "INVENTORY"))
    var since: String?

    @Argument(
        help: .words(
            "任务名称；不给出时用上次匹配的", "task names; those of the last match when left out", value: "NAME|@FILE"))
    var names: [String] = []

    func validate() throws {
        if cancel, background || !names.isEmpty {
            throw TaskferryError(
                .usage, subject: background ? "--cancel, --background" : "--cancel, NAME", detail: "exclusive")
        }
        if cancel, since != nil { throw TaskferryError(.usage, subject: "--cancel, --since", detail: "exclusive") }
    }

    var reads: [String] { NameText.files(in: names) + [since].compactMap { $0 } }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let project = try session.project()
        if cancel {
            let job = try workspace.cancelGenerate(project: project)
            return CommandResult(
                json: { ["job": .object(JobView.json(job))] }, text: { $0.line(Messages.jobEnded(job)) })
        }
        let list = names.isEmpty && session.list == nil ? nil : try session.nameList(names)
        let inventory = try since.map {
            try Inventory(file: session.path($0), cancelled: session.environment.cancelled)
        }
        if background {
            let variables = session.environment.variables.sorted { $0.key < $1.key }
            let report = try workspace.startGenerate(
                project: project, list: list, since: inventory, executable: session.environment.executable,
                environment: variables.map { "\($0.key)=\($0.value)" })
            var result = result(report)
            result.startsJob = true
            return result
        }
        return result(
            try session.withProgress(Messages.generating) {
                try workspace.generate(project: project, list: list, since: inventory, progress: $0)
            })
    }

    private func result(_ report: GenerateReport) -> CommandResult {
        guard report.match.allMatched else { return MatchView.result(report.match) }
        return CommandResult(
            json: {
                [
                    "package": report.package.map { .object(CachedPackageView.json($0)) } ?? .null,
                    "job": report.job.map { .object(JobView.json($0)) } ?? .null,
                    "leftOut": .array(report.leftOut.map(JSONValue.text)),
                ]
            },
            text: { screen in
                if !report.leftOut.isEmpty { screen.line(Messages.leftOut(report.leftOut.map(\.text))) }
                if let job = report.job { screen.line(Messages.startedJob(job.process, tasks: job.tasks)) }
                guard let package = report.package else { return }
                screen.line(.success, Messages.generated)
                CachedPackageView.show(package, &screen)
            })
    }
}
