import TaskModel

extension ErrorMessages {
    /// Commands that were not understood.
    static func usage(_ error: TaskferryError) -> Explanation {
        let subject = error.subject
        let detail = error.detail
        switch error.code {
        case .usage: return general(error)
        case .unknownCommand:
            return Explanation(
                "没有命令 \(subject)", "there is no command \(subject)",
                hint: detail.isEmpty
                    ? Words("\(command("help")) 列出全部命令", "\(command("help")) lists the commands")
                    : Words("是不是 \(command(detail))？", "did you mean \(command(detail))?"))
        case .unknownOption:
            return Explanation(
                "没有选项 \(subject)", "there is no option \(subject)", hint: optionHint(subject, detail))
        case .missingArgument:
            return Explanation("缺少参数 \(subject)", "the argument \(subject) is missing", hint: helpHint(detail))
        case .invalidArgument:
            return Explanation(
                "参数 \(subject) 无效", "the argument \(subject) is not valid",
                hint: detail.isEmpty ? nil : Words("可用：\(detail)", "what can stand here: \(detail)"))
        case .unclosedQuote:
            return Explanation(
                "\(subject) 没有结束", "\(subject) is not closed",
                hint: Words("补上结尾；要原样使用该字符，请加反斜杠或引号", "close it; put a backslash before it to use it as it is"))
        case .unclosedList:
            return Explanation(
                "列表没有结束：缺少单独一行的 \(subject)", "the list does not end: a line with \(subject) alone is missing")
        case .unsetVariable:
            return Explanation(
                "变量 \(subject) 没有设置", "the variable \(subject) is not set",
                hint: Int(subject) != nil
                    ? Words(
                        "运行脚本时要给出第 \(subject) 个参数", "the script has to be run with an argument number \(subject)")
                    : Words(
                        "先用 \(command("let", subject, "VALUE")) 设置；要原样使用，请写在单引号里",
                        "set it with \(command("let", subject, "VALUE")); in single quotes it stands for itself"))
        default: return unworded(error)
        }
    }

    private static func general(_ error: TaskferryError) -> Explanation {
        let subject = error.subject
        switch error.detail {
        case "operator":
            return Explanation(
                "\(subject) 在这里没有意义", "\(subject) means nothing here",
                hint: Words(
                    "每行一条命令；名称里的 \(subject) 请写在引号里", "one command a line; quote a \(subject) that is part of a name"))
        case "second-list":
            return Explanation("一条命令只能带一个列表", "a command takes one list")
        case "no-list":
            return Explanation("命令 \(subject) 不接受列表", "the command \(subject) takes no list")
        case "no-command":
            return Explanation(
                "没有给出命令", "no command was given",
                hint: Words(
                    "\(command("taskferry help")) 列出全部命令；脚本可从标准输入或 \(command("taskferry run SCRIPT")) 运行",
                    "\(command("taskferry help")) lists the commands; a script comes from standard input or \(command("taskferry run SCRIPT"))"
                ))
        case "extra":
            return Explanation(
                "多余的参数：\(subject)", "too many arguments: \(subject)",
                hint: Words("含空格的名称请写在引号里", "quote names that have spaces in them"))
        case "exclusive":
            return Explanation("\(subject) 不能同时使用", "\(subject) cannot stand together")
        case "widens-nothing":
            return Explanation(
                "\(subject) 要与 --with-upstream 或 --with-references 一起使用",
                "\(subject) goes with --with-upstream or --with-references",
                hint: Words(
                    "这两个选项加入上游任务和被引用的任务，\(subject) 去掉其中目标端已有的",
                    "these add upstream and referenced tasks; \(subject) leaves out those that the target has"))
        case "recording":
            return Explanation(
                "已在记录到 \(subject)", "\(subject) is being recorded already",
                hint: Words("先用 \(command("record --off")) 结束", "end it with \(command("record --off")) first"))
        case "cut-line":
            return Explanation(
                "这一行超过终端能接收的长度，没有执行", "the line is longer than the terminal takes, and did not run",
                hint: Words("多个名称请用 <<END 逐行输入，或写在文件里用 @FILE", "give many names with <<END, or in a file with @FILE"))
        case "long-line":
            return Explanation("这一行超过 \(subject) 字节", "the line has more than \(subject) bytes")
        case "too-deep":
            return Explanation("脚本嵌套过深：\(subject)", "scripts run each other too deep: \(subject)")
        default:
            return Explanation("命令写法不对\(about(subject).zh)", "the command was not understood\(about(subject).en)")
        }
    }

    private static func optionHint(_ subject: String, _ detail: String) -> Words? {
        switch detail {
        case "": nil
        case "global":
            Words(
                "全局选项写在命令之前：\(command("taskferry", subject, "… COMMAND"))",
                "global options stand before the command: \(command("taskferry", subject, "… COMMAND"))")
        default: Words("是不是 \(command(detail))？", "did you mean \(command(detail))?")
        }
    }

    private static func helpHint(_ name: String) -> Words? {
        name.isEmpty ? nil : Words("用法见 \(command("help", name))", "\(command("help", name)) shows how it is used")
    }
}
