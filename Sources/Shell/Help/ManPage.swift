/// The manual page, made from what help says: `help --man`.
struct ManPage {
    private let language: Language
    private let types: [any ShellCommand.Type]
    private var text = ""

    /// The page in roff, with these commands.
    static func text(_ types: [any ShellCommand.Type], _ language: Language) -> String {
        var page = ManPage(types, language)
        page.write()
        return page.text
    }

    private init(_ types: [any ShellCommand.Type], _ language: Language) {
        self.types = types
        self.language = language
    }

    private mutating func write() {
        request("TH", ["TASKFERRY", "1", "", "taskferry \(Program.version)", "taskferry"])
        section(Words("名称", "NAME"))
        paragraph(
            Words(
                "taskferry - 在没有网络相连的两个数据开发平台之间搬运任务",
                "taskferry - carries scheduled data tasks between data-development platforms that no network joins"))
        section(Words("用法", "SYNOPSIS"))
        for line in [
            "taskferry [OPTION…]", "taskferry [OPTION…] COMMAND [ARGUMENT…]",
            "taskferry [OPTION…] -c COMMAND [-c COMMAND…]",
            "taskferry [OPTION…] run SCRIPT [ARGUMENT…]",
        ] {
            text += escaped(line) + "\n"
            request("br")
        }
        section(Words("说明", "DESCRIPTION"))
        paragraph(
            Words(
                "没有命令时，在终端上打开提示符，否则从标准输入读取脚本。一批任务经过 match、generate、export 成为一个 zip 文件，在另一平台经过 inspect、check、import 导入：全部导入，或者什么都不写入。",
                "Without a command it opens a prompt on a terminal, and reads a script from standard input otherwise. A batch of tasks becomes one zip file by match, generate and export, and comes into another platform by inspect, check and import: all of it, or nothing."
            ))
        section(HelpWords.globalOptions)
        arguments(CommandShape(GlobalOptions.self).options)
        for group in CommandEntry.Group.allCases {
            section(HelpWords.title(group))
            for type in types where type.entry.group == group { command(type) }
        }
        section(Words("退出状态", "EXIT STATUS"))
        for status in ExitStatusWords.all { item("\(status.code)", status.words[language].plain) }
        section(Words("环境变量", "ENVIRONMENT"))
        for (name, words) in Self.variables { item(name, words[language].plain) }
        section(Words("文件", "FILES"))
        for (name, words) in Self.files { item(name, words[language].plain) }
    }

    private mutating func command(_ type: any ShellCommand.Type) {
        let shape = CommandShape(type)
        request("SS", [shape.usage(of: type.entry.name)])
        paragraph(type.entry.summary)
        arguments(shape.positional + shape.options)
        guard !type.entry.examples.isEmpty else { return }
        request("PP")
        request("nf")
        for example in type.entry.examples { text += "    \(escaped(example))\n" }
        request("fi")
    }

    private mutating func arguments(_ arguments: [CommandShape.Argument]) {
        for argument in arguments { item(argument.usage, argument.help[language].plain) }
    }

    // MARK: roff

    private mutating func request(_ name: String, _ words: [String] = []) {
        text += ".\(name)" + words.map { " \"\(escaped($0))\"" }.joined() + "\n"
    }

    private mutating func section(_ title: Words) { request("SH", [title[language].plain]) }

    private mutating func paragraph(_ words: Words) {
        request("PP")
        text += escaped(words[language].plain) + "\n"
    }

    private mutating func item(_ name: String, _ meaning: String) {
        request("TP")
        text += "\\fB\(escaped(name))\\fR\n\(escaped(meaning))\n"
    }

    /// Text that roff takes for text: no escapes, no requests, hyphens that can be copied.
    private func escaped(_ text: String) -> String {
        var result = text.unicodeScalars.first.map { $0 == "." || $0 == "'" ? "\\&" : "" } ?? ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let variables: [(String, Words)] = [
        ("TASKFERRY_PLATFORM, TASKFERRY_PROJECT", Words("平台目录和项目", "the platform's directory and the project")),
        ("LC_ALL, LC_MESSAGES, LANG", Words("界面语言：zh 开头为中文", "the language: Chinese when it begins with zh")),
        ("TZ", Words("显示时间所用的时区", "the zone that times are shown in")),
        ("NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS", Words("颜色和宽度", "colours and width")),
        ("PAGER", Words("提示符下显示长结果的程序；默认 less", "shows long results at the prompt; less by default")),
        (
            "SOURCE_DATE_EPOCH",
            Words("任务包所记的时间（秒），使字节可重现", "the time in packages, in seconds, for the same bytes again")
        ),
        ("TMPDIR", Words("核验任务包时的暂存目录；默认 /var/tmp", "where packages are staged; /var/tmp by default")),
    ]

    private static let files: [(String, Words)] = [
        (
            "~/.local/state/taskferry/history",
            Words("输入过的命令（XDG_STATE_HOME）", "the commands that were typed (XDG_STATE_HOME)")
        ),
        (
            "~/.config/taskferry/startup.ferry",
            Words("提示符启动时执行的命令（XDG_CONFIG_HOME）", "commands for the start of a prompt (XDG_CONFIG_HOME)")
        ),
    ]
}
