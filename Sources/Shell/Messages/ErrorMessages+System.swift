import TaskModel

extension ErrorMessages {
    /// Rights, switches, disks, other processes.
    static func system(_ error: TaskferryError) -> Explanation {
        let subject = error.subject
        switch error.code {
        case .switchedOff:
            let isExport = error.detail == "export"
            let name = isExport ? "export" : "import"
            return Explanation(
                "平台 \(subject) 未开启\(isExport ? "批量导出" : "批量导入")",
                "the platform \(subject) has batch \(own: name) switched off",
                hint: Words(
                    "运维人员可用 \(command("switch \(name) on")) 开启",
                    "an operator can switch it on with \(command("switch \(name) on"))"))
        case .cannotCreate: return cannotCreate(subject, error.detail)
        case .alreadyExists:
            return Explanation(
                "\(subject) 已存在", "\(subject) exists already",
                hint: error.detail == "replaceable"
                    ? Words("换一个名称；--force 覆盖它", "take another name; --force replaces it")
                    : Words("换一个名称，或先移走它", "take another name, or move it away"))
        case .ioError:
            return Explanation(
                "读写失败\(about(subject).zh)", "reading or writing failed\(about(subject).en)", hint: outputHint(subject))
        case .notFound: return Explanation("找不到 \(subject)", "\(subject) was not found")
        case .noSpace:
            return Explanation(
                "空间不足：\(subject)", "there is not enough space: \(subject)",
                hint: outputHint(subject)
                    ?? Words("腾出空间后再试；没有写入任何内容", "make room and try again; nothing was written"))
        case .writeMismatch:
            return Explanation(
                "从介质读回的内容与写入的不一致：\(subject)", "what was read back from the media is not what was written: \(subject)",
                hint: Words("介质可能有故障，换一个再导出", "the media may be failing; export to another"))
        case .storeBusy:
            return Explanation(
                "平台正被其他进程写入\(about(subject).zh)", "another process is writing to the platform\(about(subject).en)",
                hint: Words("稍后再试", "try again later"))
        case .notPermitted: return notPermitted(subject, error.detail)
        case .accessDenied: return Explanation("没有访问权限：\(subject)", "access is denied: \(subject)")
        case .interrupted: return Explanation("已中断", "the command was interrupted")
        default: return unworded(error)
        }
    }

    /// The cause, where there is one, is the folder that it is about.
    private static func cannotCreate(_ subject: String, _ detail: String) -> Explanation {
        switch detail {
        case "inside-platform":
            Explanation(
                "不能创建 \(subject)：位于平台的目录内", "\(subject) cannot be made: it would stand inside a platform",
                hint: Words("平台的目录只由平台自己写入，换一个地方", "only the platform writes there; take another place"))
        case "no-folder":
            Explanation(
                "不能创建 \(subject)：上级目录不存在", "\(subject) cannot be made: the folder is not there",
                hint: Words("先建好该目录", "make the folder first"))
        case "no-file":
            Explanation("不能创建 \(subject)：那里已有的不是文件", "\(subject) cannot be made: what stands there is no file")
        default: Explanation("不能创建 \(subject)", "\(subject) cannot be made")
        }
    }

    /// Of output that cannot be written, the command is done all the same.
    private static func outputHint(_ subject: String) -> Words? {
        subject.isIdentical(to: StandardOutput.resultName)
            ? Words("命令已经执行完，只是结果没能写出", "the command itself is done; only its result could not be written") : nil
    }

    private static func notPermitted(_ subject: String, _ right: String) -> Explanation {
        if subject == "--as" {
            return Explanation("只有运维人员可以使用 --as", "only operators may use --as")
        }
        let scope: Words = subject.isEmpty ? Words("", "") : Words("项目 \(subject)：", " of the project \(subject)")
        return switch right {
        case "operator": Explanation("只有运维人员可以执行", "only operators may do this")
        case "admin":
            Explanation(
                "\(scope.zh)只有项目负责人和管理员可以执行", "only the owner and the administrators\(scope.en) may do this")
        case "developer":
            Explanation("\(scope.zh)只有开发人员以上可以执行", "only developers and above\(scope.en) may do this")
        case "export":
            Explanation(
                "\(scope.zh)只有项目负责人和管理员可以使用批量导出", "only the owner and the administrators\(scope.en) may export")
        case "import":
            Explanation(
                "\(scope.zh)只有项目负责人和管理员可以使用批量导入", "only the owner and the administrators\(scope.en) may import")
        case "viewer":
            Explanation(
                "\(scope.zh)只有项目成员和运维人员可以执行", "only members\(scope.en) and operators may do this")
        default: Explanation("\(scope.zh)没有权限", "this is not permitted\(scope.en)")
        }
    }
}
