import ArgumentParser
import TaskModel

/// Shows and changes settings of the session.
struct SetCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "set", group: .shell, audience: .everyone, summary: Words("查看和修改设置", "shows and changes settings"),
        examples: ["set", "set output json", "set lang en"])

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
                var table = screen.newTable([Words("设置", "setting"), Words("值", "value"), Words("可选", "values")])
                for setting in shown {
                    table.add(texts: [
                        setting.rawValue, Self.value(settings, setting), Self.values(setting).joined(separator: ", "),
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
        case .quiet: ["on", "off"]
        }
    }

    private static func value(_ settings: Settings, _ setting: Setting) -> String {
        switch setting {
        case .output: settings.format.rawValue
        case .lang: settings.language.rawValue
        case .color: settings.color.rawValue
        case .quiet: settings.isQuiet ? "on" : "off"
        }
    }

    private static func change(_ settings: inout Settings, _ setting: Setting, _ value: String) -> Bool {
        guard values(setting).contains(value) else { return false }
        switch setting {
        case .output: settings.format = Settings.Format(rawValue: value) ?? settings.format
        case .lang: settings.language = Language(rawValue: value) ?? settings.language
        case .color: settings.color = ColorChoice(rawValue: value) ?? settings.color
        case .quiet: settings.isQuiet = value == "on"
        }
        return true
    }
}
