import ArgumentParser
import TaskModel

/// Shows all commands, or one with its options and examples.
struct HelpCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "help", group: .shell, audience: .everyone, summary: Words("显示帮助", "shows help"),
        examples: ["help", "help check"])

    @Flag(help: .words("输出手册页（roff）", "writes the manual page (roff)"))
    var man = false

    @Argument(help: .words("命令", "a command", value: "COMMAND"))
    var command: String?

    func run(_ session: Session) throws -> CommandResult {
        if man {
            let page = ManPage.text(CommandTable.visible(session), session.settings.language)
            return CommandResult(json: { ["man": .string(page)] }, text: { $0.own(page) })
        }
        if let problem = session.placeProblem { session.presenter.report(problem) }
        guard let command else { return Self.overview(CommandTable.visible(session), session.settings.language) }
        // Hidden commands are as good as absent here too (R2).
        guard let type = CommandTable.visible(session).first(where: { $0.entry.name.isIdentical(to: command) }) else {
            // Whoever may use it where it is switched on is told that, as the command itself does.
            do {
                try CommandTable.type(named: command)?.entry.audience.requireRight(session)
            } catch let error as TaskferryError where error.code == .switchedOff {
                throw error
            } catch {}
            throw TaskferryError(
                .unknownCommand, subject: command,
                detail: EditDistance.nearest(to: command, among: CommandTable.visibleNames(session)) ?? "")
        }
        return Self.help(of: type)
    }

    /// The commands by group, one line each.
    private static func overview(_ types: [any ShellCommand.Type], _ language: Language) -> CommandResult {
        CommandResult(
            json: {
                [
                    "commands": .array(
                        types.map {
                            .object([
                                "name": .string($0.entry.name), "summary": .string($0.entry.summary[language].plain),
                            ])
                        })
                ]
            },
            text: { screen in
                screen.line(
                    Words(
                        "taskferry [全局选项] 命令 [参数…]      help 命令 查看用法",
                        "taskferry [OPTIONS] COMMAND [ARGUMENT…]      help COMMAND shows how it is used"))
                let width = types.map { $0.entry.name.utf8.count }.max() ?? 0
                for group in CommandEntry.Group.allCases {
                    let entries = types.map { $0.entry }.filter { $0.group == group }
                    guard !entries.isEmpty else { continue }
                    screen.heading(HelpWords.title(group))
                    for entry in entries {
                        let name = DisplayWidth.padded(entry.name, toColumns: width)
                        screen.line(
                            "  \(Phrase(.code, Phrase(stringLiteral: name)))  \(entry.summary[screen.language])")
                    }
                }
                screen.heading(HelpWords.globalOptions)
                show(CommandShape(GlobalOptions.self).options, &screen)
            })
    }

    /// One command: usage, options, examples.
    private static func help(of type: any ShellCommand.Type) -> CommandResult {
        CommandResult(
            json: {
                let shape = CommandShape(type)
                return [
                    "command": .string(type.entry.name), "usage": .string(shape.usage(of: type.entry.name)),
                    "examples": .array(type.entry.examples.map(JSONValue.string)),
                ]
            },
            text: { screen in
                let entry = type.entry
                let shape = CommandShape(type)
                screen.line(Phrase(.heading, entry.summary[screen.language]))
                screen.line("  \(own: shape.usage(of: entry.name))")
                if !shape.arguments.isEmpty {
                    screen.heading(HelpWords.arguments)
                    show(shape.positional + shape.options, &screen)
                }
                screen.heading(HelpWords.examples)
                for example in entry.examples { screen.line("  \(Phrase(.code, Phrase(stringLiteral: example)))") }
            })
    }

    private static func show(_ arguments: [CommandShape.Argument], _ screen: inout Screen) {
        let left = arguments.map(\.usage)
        let width = left.map { DisplayWidth.columns(of: $0) }.max() ?? 0
        for (text, argument) in zip(left, arguments) {
            let name = DisplayWidth.padded(text, toColumns: width)
            screen.line("  \(Phrase(.code, Phrase(stringLiteral: name)))  \(argument.help[screen.language])")
        }
    }
}
