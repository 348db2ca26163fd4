import TaskModel

extension ErrorMessages {
    /// Files and packages that are not what they should be.
    static func files(_ error: TaskferryError) -> Explanation {
        let subject = error.subject
        let detail = error.detail
        switch error.code {
        case .badFile where error.detail == "no-folder":
            return Explanation(
                "\(subject) 是文件，不是任务文件夹", "\(subject) is a file and no task folder",
                hint: Words(
                    "给出 task.json 所在的文件夹，或含有任务文件夹的文件夹", "give the folder that task.json is in, or a folder of those"))
        case .badFile: return Explanation("文件不可用：\(subject)", "the file cannot be used: \(subject)")
        case .badJSON:
            // The place, where there is one, stands before the sentence and names the file.
            let about = about(error.place?.file == subject ? "" : subject)
            return Explanation("不是合法的 JSON\(about.zh)", "this is not valid JSON\(about.en)")
        case .newerFormat:
            return Explanation(
                "\(subject) 的格式 \(detail) 比本程序新", "\(subject) has format \(detail), which is newer than this program",
                hint: Words("请升级 taskferry", "upgrade taskferry"))
        case .badDocument: return Explanation("任务文档有误：\(subject)", "the task document is wrong: \(subject)")
        case .badPackage:
            return Explanation(
                "任务包已损坏或被改动：\(subject)", "the package is damaged or was altered: \(subject)",
                hint: Words("从导出端重新拷贝；没有使用其中任何内容", "copy it from the source again; nothing in it was used"))
        case .notAPackage:
            return Explanation(
                "不是批量任务包：\(subject)", "this is not a task package: \(subject)",
                hint: Words(
                    "批量任务包由 \(command("export")) 或 \(command("pack")) 生成",
                    "packages are made by \(command("export")) or \(command("pack"))"))
        case .signatureRequired:
            return Explanation(
                "平台 \(subject) 只接受签名的任务包，该包没有签名",
                "the platform \(subject) takes signed packages only, and this one is unsigned",
                hint: Words(
                    "运维人员可用 \(command("switch signatures optional")) 放开",
                    "an operator can allow it with \(command("switch signatures optional"))"))
        case .resourceMismatch:
            return Explanation(
                "资源与文档记载不符：\(subject)\(about(detail).zh)",
                "a resource is not what the document says: \(subject)\(about(detail).en)")
        case .caseCollision:
            return Explanation(
                "\(subject) 与 \(detail) 只有大小写不同，不能放进同一个包",
                "\(subject) and \(detail) differ in case only and cannot be in one package"
            )
        case .notAPlatform:
            return Explanation(
                "目录不是 taskferry 平台：\(subject)", "this directory is no taskferry platform: \(subject)",
                hint: Words(
                    "\(command("init DIR --name NAME --project NAME")) 新建平台",
                    "\(command("init DIR --name NAME --project NAME")) makes one"))
        case .headLost:
            return Explanation(
                "平台的 head.json 丢失：\(subject)", "the platform's head.json is lost: \(subject)",
                hint: Words("\(command("fsck --repair")) 可以找回", "\(command("fsck --repair")) finds it again"))
        case .damagedStore:
            return Explanation(
                "平台数据损坏：\(subject)", "the platform's data is damaged: \(subject)",
                hint: Words("\(command("fsck")) 检查整个平台", "\(command("fsck")) checks the whole platform"))
        case .notAnInventory:
            return Explanation(
                "不是平台清单：\(subject)", "this is not an inventory: \(subject)",
                hint: Words(
                    "平台清单由 \(command("inventory")) 在目标端生成",
                    "inventories are made by \(command("inventory")) at the target"))
        case .badInventory:
            return Explanation(
                "平台清单已损坏或被改动：\(subject)", "the inventory is damaged or was altered: \(subject)",
                hint: Words("从目标端重新拷贝；没有使用其中任何内容", "copy it from the target again; nothing in it was used"))
        default: return unworded(error)
        }
    }
}
