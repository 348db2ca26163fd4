import Migration
import TaskModel

extension ErrorMessages {
    /// Where the answer is no. `time` words a moment.
    static func answers(_ error: TaskferryError, time: (String) -> String) -> Explanation {
        let (subject, detail) = (error.subject, error.detail)
        switch error.code {
        case .notMatched:
            return Explanation(
                "有任务名称未匹配到线上任务\(about(subject).zh)", "not every name matches an online task\(about(subject).en)",
                hint: Words(
                    "全部匹配成功后才会生成批量任务包；修改名称后重新匹配",
                    "a package is made only when all match; change the names and match again"))
        case .checkFailed:
            return Explanation(
                "检测未通过：\(subject) 项",
                "the check did not pass: \(subject) \(own: subject == "1" ? "finding" : "findings")",
                hint: Words("在平台上补齐未通过项后再试；没有写入任何内容", "set up what is missing and try again; nothing was written"))
        case .declined:
            return detail == "undo"
                ? Explanation("没有撤销", "nothing was undone, as you answered")
                : Explanation("没有导入", "nothing was imported, as you answered")
        case .noImport: return Explanation("没有可撤销的导入", "there is no import to undo")
        case .alreadyUndone:
            return Explanation(
                "导入 \(subject) 已经撤销过（\(authored(detail, time))）",
                "import \(subject) was undone already (\(authored(detail, time)))")
        case .changedSince:
            let tasks = listed(subject) { authored($0, time) }
            return Explanation(
                "导入 \(detail) 之后有任务被修改，没有撤销：\(tasks)",
                "tasks were changed since import \(detail), which was not undone: \(tasks)",
                hint: Words(
                    "用 \(command("undo", detail, "--force")) 连同这些修改一起恢复",
                    "\(command("undo", detail, "--force")) puts these back too"))
        case .nameTaken:
            return Explanation(
                "名称 \(subject) 要恢复给原来的任务，但已被 \(detail) 占用",
                "the name \(subject) has to go back to its former task, and \(detail) has it now",
                hint: Words("先把 \(detail) 改名；没有撤销任何内容", "rename \(detail) first; nothing was undone"))
        case .identityTaken:
            return Explanation(
                "任务唯一标识 \(subject) 要恢复给原来的任务，但已属于 \(detail)",
                "the unique id \(subject) has to go back to its former task, and is that of \(detail) now",
                hint: Words("没有撤销任何内容", "nothing was undone"))
        case .planStale: return stalePlan(subject)
        case .noMatch:
            return Explanation(
                "还没有匹配过任务名称", "no names were matched before",
                hint: Words("先执行 \(command("match NAME…"))", "begin with \(command("match NAME…"))"))
        case .noPackage:
            return Explanation(
                "还没有生成过批量任务包", "no package was generated yet",
                hint: Words("先执行 \(command("generate"))", "begin with \(command("generate"))"))
        case .packageExpired:
            let generated = time(subject)
            return Explanation(
                "最近一次包生成于 \(generated)，已超过 3 天",
                "the last package was generated at \(generated), more than 3 days ago",
                hint: Words("重新执行 \(command("generate"))", "run \(command("generate")) again"))
        case .namesChanged:
            return Explanation(
                "任务名称已修改，与上次生成的包不一致", "the names were changed since the last package was generated",
                hint: Words(
                    "重新执行 \(command("generate"))，或用 \(command("export --last")) 导出上次的包",
                    "run \(command("generate")) again, or take the last package with \(command("export --last"))"))
        case .jobRunning:
            let process: Words =
                subject.isEmpty || subject == "0" ? Words("", "") : Words("（进程 \(subject)）", " (process \(subject))")
            return Explanation(
                "正在生成批量任务包\(process.zh)", "a package is being generated\(process.en)",
                hint: Words(
                    "用 \(command("status --wait")) 等待，或用 \(command("generate --cancel")) 停止",
                    "wait with \(command("status --wait")), or stop it with \(command("generate --cancel"))"))
        case .noJob: return Explanation("没有正在运行的生成任务", "no job is running")
        case .jobFailed:
            return Explanation("生成批量任务包失败\(about(subject).zh)", "generating the package failed\(about(subject).en)")
        case .notOnline: return Explanation("任务 \(subject) 不在线上", "the task \(subject) is not online")
        case .noDevelopmentVersion:
            return Explanation("任务 \(subject) 没有开发版本", "the task \(subject) has no development version")
        case .dependencyCycle:
            return Explanation("任务依赖成环：\(subject)", "the tasks wait for each other in a circle: \(subject)")
        case .fsckFailed:
            return Explanation(
                "发现 \(subject) 处损坏", "damage was found in \(subject) places",
                hint: Words(
                    "\(command("fsck --repair")) 修复能修复的部分", "\(command("fsck --repair")) mends what can be mended"))
        case .nothingDiffers:
            return Explanation(
                "与平台清单相比没有变化：\(subject) 个任务在目标端都已是线上内容",
                "nothing differs from the inventory: the target has all \(subject) tasks as they are online here",
                hint: Words(
                    "没有生成任务包；不用 --since 则全部打包", "no package was made; without --since all of them are packed"))
        default: return unworded(error)
        }
    }

    /// The first dozen of many things, given one a line.
    private static func listed(_ lines: String, word: (String) -> String = { $0 }) -> Phrase {
        let all = lines.split(separator: "\n").map(String.init)
        let more = all.count > 12 ? "; … (\(all.count))" : ""
        return "\(Phrase.list(all.prefix(12).map(word), by: "; "))\(own: more)"
    }

    /// `task (user, time)` or `user, time` of the same with tabs between them; as it is without tabs.
    private static func authored(_ line: String, _ time: (String) -> String) -> String {
        let parts = line.split(separator: "\t").map(String.init)
        guard parts.count > 1, let moment = parts.last else { return line }
        let author = "\(parts[parts.count - 2]), \(time(moment))"
        return parts.count == 2 ? author : "\(parts.dropLast(2).joined(separator: "\t")) (\(author))"
    }

    /// What differs, one a line: `+` is new, `-` is gone, `~` is another, with what it was and is.
    private static func stalePlan(_ differences: String) -> Explanation {
        func told(_ language: Language) -> Phrase { listed(differences) { changed($0, language) } }
        return Explanation(
            "计划已过时，没有导入：\(told(.zh))", "the plan is stale, nothing was imported: \(told(.en))",
            hint: Words(
                "重新执行 \(command("check … --out PLAN")) 并核对新的计划",
                "run \(command("check … --out PLAN")) again and look at the new plan"))
    }

    /// `~ task (online version 1 → 2)` of the same with key, former and present value, and tabs between them.
    private static func changed(_ line: String, _ language: Language) -> String {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var facts: [String] = []
        for place in stride(from: 1, to: parts.count - 2, by: 3) {
            let word = planKeys[parts[place]]?[language].plain ?? parts[place]
            let values = parts[place + 1...place + 2].map { planValue($0)?[language].plain ?? $0 }
            facts.append(values.allSatisfy(\.isEmpty) ? word : "\(word) \(values.joined(separator: " → "))")
        }
        guard let name = parts.first, !facts.isEmpty else { return planKeys[line]?[language].plain ?? line }
        return language == .zh
            ? "\(name)（\(facts.joined(separator: "，"))）" : "\(name) (\(facts.joined(separator: ", ")))"
    }

    private static func planValue(_ text: String) -> Words? {
        switch text {
        case "null": Messages.none
        case "true": Words("是", "yes")
        case "false": Words("否", "no")
        default: PlannedTask.Action(rawValue: text).map(Messages.action)
        }
    }

    /// What the keys of a plan's findings and tasks mean.
    private static let planKeys = [
        "action": Words("操作", "action"), "binds": Words("绑定唯一标识", "uid bound"), "changes": Words("变化", "changes"),
        "detail": Words("详情", "details"), "development": Words("开发版本", "development version"),
        "directory": Words("任务目录", "directory"), "from": Words("原名", "former name"), "kept": Words("保留", "kept"),
        "online": Words("线上版本", "online version"), "options": Words("选项", "options"),
        "package": Words("任务包", "package"), "platform": Words("平台", "platform"), "project": Words("项目", "project"),
        "severity": Words("级别", "severity"),
        "submits": Words("提交上线", "submitted online"), "uid": Words("唯一标识", "uid"), "uses": Words("涉及", "needed by"),
    ]
}
