import Migration
import TaskModel

/// Every finding in words (§8): its reason, a sentence that names the thing, and what to do about it.
enum FindingMessages {
    /// 未通过原因, in the words of the source document.
    static func reason(_ code: FindingCode) -> Words {
        switch code {
        case .missingQualityMonitor: Words("不存在的引用质量监控", "quality monitor does not exist")
        case .missingResourceGroup: Words("不存在的引用资源组", "resource group does not exist")
        case .missingReferencedTask:
            Words("不存在的嵌套流或AI 2.0任务引用的任务", "task of a nested flow or AI 2.0 node does not exist")
        case .missingSyncTask: Words("不存在的引用离线同步任务", "offline sync task does not exist")
        case .missingQueue: Words("不存在的引用队列", "queue does not exist")
        case .missingUpstreamTask: Words("不存在的上游依赖任务", "upstream task does not exist")
        case .missingUpstreamProject: Words("不存在的上游依赖项目", "upstream project does not exist")
        case .upstreamNotOnline: Words("上游依赖任务未上线", "upstream task is not online")
        case .invalidTaskName: Words("任务名称不合法", "task name is not legal")
        case .nameTaken: Words("任务名称被其他任务占用", "task name is taken by another task")
        case .missingDirectory: Words("任务目录不存在", "task directory does not exist")
        case .duplicateIdentity: Words("任务唯一标识重复", "unique task id stands twice")
        case .dependencyCycle: Words("依赖成环", "tasks wait for each other in a circle")
        case .unsupportedNodeType: Words("不支持的节点类型", "node type is not supported")
        case .invalidSchedule: Words("调度配置不合法", "schedule is not legal")
        case .targetChanged: Words("目标任务在上次导入后被修改", "target task was changed since the last import")
        case .unsubmittedChanges: Words("目标任务有未提交的修改", "target task has changes that are not submitted")
        case .olderPackage: Words("任务包早于上次导入的包", "package is older than the last one imported from there")
        case .scheduleExpired: Words("调度已失效", "schedule has expired")
        case .identityReplaced: Words("任务已绑定其他唯一标识", "task was bound to another unique id")
        case .projectDiffers: Words("任务包来自其他项目", "package comes from another project")
        case .unknownKey: Words("不认识的字段", "unknown key")
        case .editedPackage: Words("任务包经过编辑", "package was edited")
        }
    }

    /// The finding as one sentence.
    static func message(_ finding: Finding) -> Words {
        let reason = reason(finding.code)
        let users = finding.uses.map { use in use.node.map { "\(use.task)/\($0)" } ?? use.task.text }
        let needed: Words =
            users.isEmpty
            ? Words("", "")
            : Words("（\(Phrase.list(users, by: "、"))）", " (\(Phrase.list(users, by: ", ")))")
        return Words(
            "\(reason.zh)：\(finding.subject)\(needed.zh)", "\(reason.en): \(finding.subject)\(needed.en)")
    }

    /// What to do about it: a command where one exists. Moments are told as a zone's clock shows them; without one, as
    /// they are written in files.
    static func fix(_ finding: Finding, project: PathName, zone: TimeZoneRules? = nil) -> Words {
        let name = ShellQuoting.quoted(finding.subject)
        func run(_ command: String) -> Words { Words(same: Phrase(.code, Phrase(foreign: command))) }
        switch finding.code {
        case .missingQualityMonitor: return run("add monitor \(name)")
        case .missingResourceGroup: return run("add resource-group \(name)")
        case .missingSyncTask: return run("add sync-task \(name)")
        case .missingQueue: return run("add queue \(name)")
        case .missingDirectory: return run("add directory \(name)")
        case .unsupportedNodeType: return run("add node-type \(name)")
        case .missingUpstreamProject: return run("add project \(name)")
        case .missingReferencedTask, .missingUpstreamTask: return missingTask(finding)
        case .upstreamNotOnline:
            guard !finding.subject.utf8.contains(UInt8(ascii: "/")) else {
                return Words("在其所属项目中提交上线", "submit it online in its project")
            }
            return run("submit \(name)")
        case .invalidTaskName: return Words("在导出端重命名后重新导出", "rename it at the source and export again")
        case .nameTaken:
            return Words(
                "先重命名占用该名称的任务（唯一标识 \(finding.detail.last ?? "")）",
                "first rename the task that has the name (unique id \(finding.detail.last ?? ""))")
        case .duplicateIdentity: return duplicate(finding)
        case .dependencyCycle:
            return Words(
                "解除其中一个依赖，或把环上的任务放进同一批", "remove one of the dependencies, or bring the tasks of the circle in one batch"
            )
        case .invalidSchedule:
            return Words(
                "在导出端修正 \(finding.detail.first ?? "") 后重新导出",
                "correct \(finding.detail.first ?? "") at the source and export again")
        case .targetChanged, .unsubmittedChanges: return conflict(finding, zone)
        case .olderPackage:
            let (number, package) = (finding.detail.first ?? "", finding.detail.dropFirst().first ?? "")
            return Words(
                "导入 \(number) 的包 \(package) 更新；确认要回到较早的内容",
                "import \(number) took \(package), which is newer: make sure that older content is wanted")
        case .scheduleExpired: return Words("不再触发；需要时修改生效日期", "it will not run again; change its dates if it should")
        case .identityReplaced:
            return Words(
                "原唯一标识 \(finding.detail.first ?? "") 将被 \(finding.detail.last ?? "") 取代",
                "its unique id \(finding.detail.first ?? "") is replaced by \(finding.detail.last ?? "")")
        case .projectDiffers:
            return Words(
                "将导入项目 \(project)；同项目的依赖在该项目中查找", "it goes into \(project), where its own project's links are looked up"
            )
        case .unknownKey: return Words("原样保留", "it is kept as it is")
        case .editedPackage: return Words("以文件夹名称为准；请确认修改来源", "the folder's name counts; make sure who changed it")
        }
    }

    private static func duplicate(_ finding: Finding) -> Words {
        let others = Array(finding.detail.dropFirst())
        let (zh, en) = (Phrase.list(others, by: "、"), Phrase.list(others, by: ", "))
        // A package task that is known by the uids of several tasks of the target cannot be more than one of them.
        if finding.detail.first == "target" {
            return Words(
                "目标端的 \(zh) 都对应这个任务；用 undo 撤销造成绑定的导入，或用 --only 不导入它",
                "\(en) at the target are all this task: undo the import that bound them, or leave it out with --only")
        }
        return Words(
            "与包内的 \(zh) 冲突；用 --only 只导入其中一个",
            "it conflicts with \(en) of the package: import one of them only, with --only")
    }

    /// Who changed what and when, and what can be chosen.
    private static func conflict(_ finding: Finding, _ zone: TimeZoneRules?) -> Words {
        let (user, moment) = (finding.detail.first ?? "", finding.detail.dropFirst().first ?? "")
        let time = zone.flatMap { zone in (try? Timestamp(moment))?.text(in: zone) } ?? moment
        let fields = Array(finding.detail.dropFirst(2))
        let shown = Phrase.list(Array(fields.prefix(5)), by: ", ")
        let more = fields.count > 5 ? ", …" : ""
        let policy = Phrase(.code, "--on-conflict overwrite|keep|stop")
        return Words(
            "\(user) 于 \(time) 修改了 \(shown)\(own: more)；\(policy) 选择覆盖、保留或停止",
            "\(user) changed \(shown)\(own: more) at \(time); choose with \(policy)")
    }

    private static func missingTask(_ finding: Finding) -> Words {
        if let other = finding.detail.first {
            return Words(
                "该任务在导入端名为 \(other)；把它放进同一批，或统一名称",
                "the target knows it as \(other): bring it in the same batch, or rename it")
        }
        return Words("先导入该任务，或把它放进同一批", "import it first, or bring it in the same batch")
    }
}
