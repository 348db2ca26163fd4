import ArgumentParser
import TaskModel

/// Shows and changes settings of the session.
struct SetCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "set", group: .shell, audience: .everyone, summary: Words("查看和修改设置", "shows and changes settings"),
        examples: ["set", "set output json", "set lang en", "set timing on"])

    static let completions: [String: ArgumentKind] = [
        "VALUE": .choice { context in
            let values = context["setting"].flatMap(Setting.init(rawValue:)).map(Self.values) ?? []
            return values.map { ($0, Words(same: "")) }
        }
    ]

    /// A setting.
    enum Setting: String, CaseIterable, ExpressibleByArgument {
        case output
        case lang
        case color
        case quiet
        case plain
        case pager
        case timing
        case bell
        case confirm

        /// What it does.
        var meaning: Words {
            switch self {
            case .output: Words("结果的格式", "the form of results")
            case .lang: Words("界面语言", "the language")
            case .color: Words("颜色", "colours")
            case .quiet: Words("不显示提示和进度", "no notices, no progress")
            case .plain:
                Words("不重绘：无行编辑、进度条和表格列", "nothing is drawn: no line editing, progress bar or columns")
            case .pager:
                Words("屏幕放不下的结果用 $PAGER 分页（提示符下）", "results longer than the screen go through $PAGER (at the prompt)")
            case .timing: Words("显示每条命令的用时", "how long each command took")
            case .bell: Words("后台任务结束时响铃（提示符下）", "rings when a background job ends (at the prompt)")
            case .confirm: Words("导入前显示计划并询问（提示符下）", "shows the plan and asks before an import (at the prompt)")
            }
        }
    }

    @Argument(help: .words("设置", "the setting"))
    var setting: Setting?

    @Argument(help: .words("值", "its value", value: "VALUE"))
    var value: String?

    func run(_ session: Session) throws -> CommandResult {
        if let setting, let value {
            guard Self.change(&session.settings, setting, value) else {
                throw TaskferryError(
                    .invalidArgument, subject: value, detail: Self.values(setting).joined(separator: ", "))
            }
            return .nothing
        }
        let settings = session.settings
        let shown = setting.map { [$0] } ?? Setting.allCases
        return CommandResult(
            json: {
                [
                    "settings": .object(
                        JSONObject(
                            members: shown.map {
                                JSONObject.Member(key: $0.rawValue, value: .string(Self.value(settings, $0)))
                            }))
                ]
            },
            text: { screen in
                var table = screen.newTable([
                    Words("设置", "setting"), Words("值", "value"), Words("可选", "values"), Words("含义", "meaning"),
                ])
                for setting in shown {
                    table.add(texts: [
                        setting.rawValue, Self.value(settings, setting), Self.values(setting).joined(separator: ", "),
                        setting.meaning[screen.language].plain,
                    ])
                }
                screen.table(table)
            })
    }

    private static func values(_ setting: Setting) -> [String] {
        switch setting {
        case .output: Settings.Format.allCases.map(\.rawValue)
        case .lang: Language.allCases.map(\.rawValue)
        case .color: ColorChoice.allCases.map(\.rawValue)
        case .quiet, .plain, .pager, .timing, .bell, .confirm: ["on", "off"]
        }
    }

    private static func value(_ settings: Settings, _ setting: Setting) -> String {
        switch setting {
        case .output: settings.format.rawValue
        case .lang: settings.language.rawValue
        case .color: settings.color.rawValue
        case .quiet: word(settings.isQuiet)
        case .plain: word(settings.isPlain)
        case .pager: word(settings.usesPager)
        case .timing: word(settings.showsTiming)
        case .bell: word(settings.ringsBell)
        case .confirm: word(settings.asksBeforeImport)
        }
    }

    private static func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }

    private static func change(_ settings: inout Settings, _ setting: Setting, _ value: String) -> Bool {
        guard values(setting).contains(value) else { return false }
        switch setting {
        case .output: settings.format = Settings.Format(rawValue: value) ?? settings.format
        case .lang: settings.language = Language(rawValue: value) ?? settings.language
        case .color: settings.color = ColorChoice(rawValue: value) ?? settings.color
        case .quiet: settings.isQuiet = value == "on"
        case .plain: settings.isPlain = value == "on"
        case .pager: settings.usesPager = value == "on"
        case .timing: settings.showsTiming = value == "on"
        case .bell: settings.ringsBell = value == "on"
        case .confirm: settings.asksBeforeImport = value == "on"
        }
        return true
    }
}
