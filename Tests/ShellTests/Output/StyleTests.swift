import Testing

@testable import Shell

@Suite("§7: colour")
struct StyleTests {
    @Test(
        "§7: --color, NO_COLOR, CLICOLOR_FORCE, TERM",
        arguments: [
            (.auto, true, ["TERM": "xterm"], true),
            (.auto, false, ["TERM": "xterm"], false),
            (.auto, true, ["TERM": "dumb"], false),
            (.auto, true, [:], false),
            (.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
            (.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true),
            (.auto, false, ["CLICOLOR_FORCE": "1"], true),
            (.auto, false, ["CLICOLOR_FORCE": "0", "TERM": "xterm"], false),
            (.auto, false, ["CLICOLOR_FORCE": "", "TERM": "xterm"], false),
            (.auto, true, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1", "TERM": "xterm"], false),
            (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
            (.never, true, ["CLICOLOR_FORCE": "1", "TERM": "xterm"], false),
        ] as [(ColorChoice, Bool, [String: String], Bool)])
    func decision(choice: ColorChoice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        #expect(choice.enablesColor(isTerminal: isTerminal, environment: environment) == expected)
        let style = Style(choice: choice, isTerminal: isTerminal, environment: environment)
        #expect(style.isEnabled == expected)
    }

    @Test("§7: a disabled style leaves text alone, an enabled one wraps it and nests")
    func application() {
        let style = Style(isEnabled: true)
        for role in Style.Role.allCases {
            #expect(Style.plain.apply(role, to: "x") == "x")
            #expect(style.apply(role, to: "") == "")
            #expect(style.apply(role, to: "x").hasPrefix("\u{1B}["))
        }
        #expect(style.failure("x") == "\u{1B}[31mx\u{1B}[39m")
        #expect(style.heading(style.success("x")) == "\u{1B}[1m\u{1B}[32mx\u{1B}[39m\u{1B}[22m")
        #expect(style.apply(nil, to: "x") == "x")
    }
}
