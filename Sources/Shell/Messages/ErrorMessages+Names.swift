import TaskModel

extension ErrorMessages {
    /// Names and places that are not there, not legal or too many.
    static func names(_ error: TaskferryError) -> Explanation {
        let subject = error.subject
        let detail = error.detail
        switch error.code {
        case .emptyList:
            return Explanation(
                "名称列表是空的", "the list of names is empty", hint: Words("一行写一个名称", "write one name a line"))
        case .tooManyNames:
            return Explanation(
                "任务名称有 \(subject) 个，最多支持 \(detail) 个", "\(subject) task names are too many: \(detail) are allowed",
                hint: Words("分成几批导出", "export them in several batches"))
        case .tooManyCharacters:
            return Explanation(
                "列表有 \(subject) 个字符，最多 \(detail) 个：\(subject)/\(detail)",
                "the list has \(subject) characters, \(detail) are allowed: \(subject)/\(detail)",
                hint: Words("分成几批导出", "export them in several batches"))
        case .noPlatform:
            return Explanation(
                "没有指定平台", "no platform was named",
                hint: Words(
                    "用 \(command("-p DIR"))、环境变量 \(command("TASKFERRY_PLATFORM")) 或命令 \(command("open DIR")) 指定",
                    "name it with \(command("-p DIR")), the variable \(command("TASKFERRY_PLATFORM")) or the command \(command("open DIR"))"
                ))
        case .noProject:
            return Explanation(
                "没有指定项目", "no project was named",
                hint: detail.isEmpty
                    ? Words("用 \(command("-P NAME")) 指定", "name it with \(command("-P NAME"))")
                    : Words(
                        "用 \(command("-P NAME")) 或命令 \(command("use NAME")) 指定；平台上有：\(detail)",
                        "name it with \(command("-P NAME")) or \(command("use NAME")); the platform has: \(detail)"))
        case .unknownProject:
            return Explanation(
                "没有项目 \(subject)", "there is no project \(subject)",
                hint: detail.isEmpty ? nil : Words("平台上有：\(detail)", "the platform has: \(detail)"))
        case .unknownTask:
            return Explanation(
                "没有任务 \(subject)", "there is no task \(subject)",
                hint: detail.isEmpty ? nil : Words("相近的：\(detail)", "near it: \(detail)"))
        case .unknownDirectory:
            return Explanation(
                "任务目录不存在：\(subject)", "there is no task directory \(subject)",
                hint: Words(
                    "\(command("add directory", ShellQuoting.quoted(subject))) 可以新建",
                    "\(command("add directory", ShellQuoting.quoted(subject))) makes it"))
        case .illegalTaskName:
            return Explanation(
                "任务名称不合法：\(subject)", "the task name is not legal: \(subject)",
                hint: Words(
                    "1 到 64 个汉字、ASCII 字母、数字、_、-、.，不以 . 或 - 开头",
                    "1 to 64 Han characters, ASCII letters, digits, _, -, . that do not start with . or -"))
        case .illegalName:
            return Explanation(
                "名称不合法：\(subject)", "the name is not legal: \(subject)", hint: nameRule(detail))
        case .nameExists:
            return Explanation(
                "名称 \(subject) 已被占用", "the name \(subject) is taken",
                hint: detail.isEmpty ? nil : Words("被 \(detail) 占用，大小写不算区别", "by \(detail); case makes no difference"))
        case .unknownImport:
            return Explanation(
                "没有编号为 \(subject) 的导入", "there is no import \(subject)",
                hint: Words("\(command("imports")) 列出导入记录", "\(command("imports")) lists them"))
        case .lastHolder:
            let role = Messages.role(detail)
            return Explanation(
                "\(subject) 是最后一个\(role.zh)，不能去掉", "\(subject) is the last \(role.en) and has to stay one",
                hint: Words("先指定另一个\(role.zh)", "make somebody else \(role.en) first"))
        default: return unworded(error)
        }
    }

    /// The rule that a name of this kind broke.
    private static func nameRule(_ kind: String) -> Words {
        switch kind {
        case "directory":
            Words(
                "任务目录以 / 开头，各级名称不为空、不是 . 或 ..，不含控制字符，例如 /生产接收/零售批次",
                "a task directory starts with /, and no part of it is empty, . or .., or has control characters: /in/retail"
            )
        case "node-type":
            Words("1 到 64 个 ASCII 字母、数字、_、-、.", "1 to 64 ASCII letters, digits, _, - and .")
        case "variable":
            Words("以 ASCII 字母或 _ 开头，后接字母、数字或 _", "an ASCII letter or _, then letters, digits and _")
        case "registry":
            Words("不能为空，最多 200 字节，不含控制字符", "it must not be empty, have over 200 bytes or control characters")
        default:
            Words(
                "不能为空，最多 200 字节，不能含有 / 或控制字符，不能是 . 或 ..",
                "it must not be empty, have over 200 bytes, a / or control characters, or be . or ..")
        }
    }
}
