import Migration
import PlatformStore
import TaskModel

/// All other sentences that people see; those of errors and findings stand in `ErrorMessages` and `FindingMessages`.
enum Messages {
    // MARK: Match and generate

    /// R4, in the words of the source document.
    static func matched(_ matched: Int, failed: Int) -> Words {
        Words("匹配到 \(matched) 个，失败 \(failed) 个", "\(matched) matched, \(failed) failed")
    }

    static func reason(_ reason: MatchFailure.Reason) -> Words {
        switch reason {
        case .notFound: Words("没有这个任务", "no such task")
        case .notOnline: Words("任务不在线上，只有开发版本", "not online, in development only")
        case .invalidName: Words("不可能是任务名称", "cannot be a task name")
        }
    }

    /// What joined a list because the target lacks it.
    static func widened(_ report: WideningReport) -> Words {
        Words(
            "目标端没有，加入 \(report.added.count) 个；目标端已有，不加入 \(report.there.count) 个",
            "\(report.added.count) added that the target lacks, \(report.there.count) left out that it has")
    }

    /// As `project-differs` of a check.
    static func inventoryOfAnother(_ project: String) -> Words {
        Words("平台清单来自其他项目：\(project)", "the inventory is of another project: \(project)")
    }

    static func repeated(_ names: [String]) -> Words {
        Words(
            "重复的名称只算一次：\(Phrase.list(names, by: "、"))",
            "names that stand twice count once: \(Phrase.list(names, by: ", "))")
    }

    /// R6.
    static let generated = Words("生成批量任务包已完成，可导出！", "The package is generated and can be exported.")
    static let generating = Words("生成批量任务包", "Generating the package")
    static let exporting = Words("导出", "Exporting")
    static let reading = Words("读取任务包", "Reading the package")
    static let importing = Words("导入", "Importing")

    /// R27: what an inventory has as it is.
    static func leftOut(_ names: [String]) -> Words {
        Words(
            "与平台清单相同，未打包：\(Phrase.list(names, by: "、"))",
            "the same in the inventory, left out: \(Phrase.list(names, by: ", "))")
    }

    static func startedJob(_ process: Int32, tasks: Int) -> Words {
        Words(
            "正在后台生成批量任务包（\(tasks) 个任务）", "The package is being generated in the background (\(tasks, of: "task"))")
    }

    /// R8, in the words of the source document.
    static func lastPackage(at time: Phrase) -> Words {
        Words("最近一次包已在 \(time) 生成!", "The last package was generated at \(time).")
    }

    /// `0.123 ms`, in milliseconds whatever the size, so that programs read it easily.
    static func took(_ duration: Duration) -> Words {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let fraction = "\(microseconds % 1000)"
        let text = "\(microseconds / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
        return Words("用时 \(text) 毫秒", "took \(text) ms")
    }

    static func jobState(_ job: JobRecord) -> Words {
        switch job.state {
        case .running(let done, let total):
            total > 0
                ? Words("正在生成：\(done)/\(total)", "running: \(done)/\(total)") : Words("正在生成", "running")
        case .done: Words("已完成", "done")
        case .failed(let code, let subject): jobFailure(code, subject)
        case .cancelled: Words("已取消", "cancelled")
        case .died: Words("意外终止", "died")
        }
    }

    private static func jobFailure(_ code: String, _ subject: String) -> Words {
        guard let code = TaskferryError.Code(rawValue: code) else { return Words("失败：\(code)", "failed: \(code)") }
        let sentence = ErrorMessages.explain(TaskferryError(code, subject: subject)).sentence
        return Words("失败：\(sentence.zh)", "failed: \(sentence.en)")
    }

    /// `place` is given where it is not the present one.
    static func jobEnded(_ job: JobRecord, at place: Phrase? = nil) -> Words {
        let (zh, en): (Phrase, Phrase) = place.map { ("\($0)：", "\($0): ") } ?? ("", "")
        if case .done = job.state { return Words("\(zh)\(generated.zh)", "\(en)\(generated.en)") }
        let state = jobState(job)
        return Words("\(zh)生成批量任务包：\(state.zh)", "\(en)Generating the package: \(state.en)")
    }

    static func waiting(for holder: LockHolder, seconds: Int) -> Words {
        let who = holder.user.isEmpty ? "?" : holder.user
        let what = holder.command.isEmpty ? "?" : holder.command
        let process = holder.pid.map { "\($0)" } ?? "?"
        return Words(
            "平台正被 \(who) 写入（\(what)，进程 \(process)），已等待 \(seconds) 秒",
            "\(who) is writing to the platform (\(what), process \(process)); waiting for \(seconds) s")
    }

    static func exitStatus(_ status: Int32) -> Words { Words("退出码 \(status)", "exit status \(status)") }

    // MARK: Check and import

    static let checkPassed = Words("检测通过", "The check passed")
    static let checkFailed = Words("检测未通过", "The check did not pass")
    static let failureReason = Words("未通过原因", "reason")
    static let failureSubject = Words("未通过项", "what")
    static let warnings = Words("提示", "Warnings")
    static let plan = Words("计划", "Plan")
    static let none = Words("（无）", "(none)")

    static func action(_ action: PlannedTask.Action) -> Words {
        switch action {
        case .create: Words("新建", "create")
        case .overwrite: Words("覆盖", "overwrite")
        case .rename: Words("重命名", "rename")
        case .unchanged: Words("不变", "unchanged")
        }
    }

    static func severity(_ severity: Severity) -> Words {
        switch severity {
        case .error: Words("错误", "error")
        case .warning: Words("警告", "warning")
        }
    }

    /// How many tasks there are of each action; `isDone` tells of them as of the past.
    static func planned(_ counts: PlanCounts, isDone: Bool = false) -> Words {
        var parts = PlannedTask.Action.allCases.map { action -> Words in
            let count = counts.actions[action] ?? 0
            return switch action {
            case .create: Words("新建 \(count) 个", "\(count) \(own: isDone ? "created" : "to create")")
            case .overwrite: Words("覆盖 \(count) 个", "\(count) \(own: isDone ? "overwritten" : "to overwrite")")
            case .rename: Words("重命名 \(count) 个", "\(count) \(own: isDone ? "renamed" : "to rename")")
            case .unchanged: Words("不变 \(count) 个", "\(count) unchanged")
            }
        }
        if counts.kept > 0 { parts.append(Words("保留 \(counts.kept) 个", "\(counts.kept) kept")) }
        return Words(Phrase.joined(parts.map(\.zh), by: "，"), Phrase.joined(parts.map(\.en), by: ", "))
    }

    static func imported(_ number: Int, submitted: Int) -> Words {
        Words(
            "导入完成，编号 \(number)，已提交上线 \(submitted) 个任务",
            "Import \(number) is done; \(submitted, of: "task") submitted online.")
    }

    static let nothingToImport = Words("与平台完全一致，没有写入任何内容", "The platform has all of this already; nothing was written.")
    static let unsigned = Words("未签名", "unsigned")
    static let edited = Words("经过编辑", "edited")

    static func unsignedNotice(_ path: String) -> Words { Words("任务包未签名：\(path)", "The package is unsigned: \(path)") }

    static func meaning(of policy: ConflictPolicy) -> Words {
        switch policy {
        case .overwrite: Words("覆盖目标端的修改", "the target's changes are overwritten")
        case .keep: Words("保留目标端的任务，不导入", "such tasks are kept, and left out of the import")
        case .stop: Words("不导入任何任务", "nothing is imported")
        }
    }

    // MARK: People and switches

    static func role(_ word: String) -> Words {
        switch word {
        case "owner": Words("项目负责人", "owner")
        case "admin": Words("管理员", "administrator")
        case "developer": Words("开发人员", "developer")
        case "viewer": Words("访客", "viewer")
        case "operator": Words("运维人员", "operator")
        case "administrator": Words("平台管理员", "platform administrator")
        default: Words("\(word)", "\(word)")
        }
    }

    static func isOn(_ isOn: Bool) -> Words { isOn ? Words("开启", "on") : Words("关闭", "off") }

    static func side(_ side: MigrationSide) -> Words {
        switch side {
        case .export: Words("批量导出", "batch export")
        case .import: Words("批量导入", "batch import")
        }
    }

    static func noun(_ noun: RegistryNoun) -> Words {
        switch noun {
        case .project: Words("项目", "project")
        case .directory: Words("任务目录", "directory")
        case .nodeType: Words("节点类型", "node type")
        case .reference(.qualityMonitor): Words("质量监控", "quality monitor")
        case .reference(.syncTask): Words("离线同步任务", "sync task")
        case .reference(.resourceGroup): Words("资源组", "resource group")
        case .reference(.queue): Words("队列", "queue")
        }
    }
}
