import Foundation
import TerminalSupport
import Testing

@testable import Shell

/// Narrow, resized and plain terminals; pastes.
@Suite("Terminal: odd terminals") struct OddTerminalTests {
    static let place = TerminalWorld.testPlace

    @Test("a Chinese line that wraps survives resizing")
    func resize() throws {
        let terminal = try TerminalWorld().prompt(columns: 60, rows: 12)
        try terminal.type("echo 每日销售汇总每日销售明细", showing: "\(Self.place) echo 每日销售汇总每日销售明细")
        // 19 columns of prompt: the blank and the first characters fill the row as far as they fit.
        terminal.resize(columns: 26, rows: 12)
        try terminal.wait("two rows and more") {
            $0.rows.prefix(3) == ["\(Self.place) echo", "每日销售汇总每日销售明细", ""] || $0.row == 1
        }
        terminal.resize(columns: 20, rows: 12)
        try terminal.wait("three rows") { $0.row == 2 && $0.text.contains("每日销售") }
        terminal.resize(columns: 60, rows: 12)
        try terminal.wait("one row") { $0.rows[$0.row] == "\(Self.place) echo 每日销售汇总每日销售明细" }
        #expect(try terminal.submit("{enter}").contains("\r\n每日销售汇总每日销售明细\r\n"))
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("20 columns: prompt, completion list, tables and facts keep to them, each with what it has to say")
    func narrow() throws {
        let terminal = try TerminalWorld().prompt(columns: 20, rows: 200)
        try terminal.type(Keys.bytes("match 库存快照_{tab}{tab}"))
        try terminal.wait("the list") { $0.rows.contains { $0.hasPrefix("库存快照_晚") } }
        try terminal.type("{^U}", showing: Self.place)
        // A row is a block: the fact's name and what it is, and no line that the terminal had to break.
        for (command, expected) in [
            ("tasks 'dwd_order*'", "dwd_order_detail_di"), ("set", "含义：结果的格式"), ("status", "项目：零售数仓"),
        ] {
            let lines = try terminal.submit("\(command){enter}").split(separator: "\r\n").map(String.init)
            #expect(lines.contains { $0.hasPrefix(expected) }, "\(command): \(lines)")
            #expect(lines.dropFirst(2).allSatisfy { DisplayWidth.columns(of: $0) <= 20 }, "\(command): \(lines)")
        }
        try terminal.submit("help match{enter}")
        try terminal.submit("frob{enter}")
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("the list that Tab shows leaves the line in sight, in however low a window")
    func lowWindow() throws {
        let terminal = try TerminalWorld().prompt(columns: 60, rows: 8)
        try terminal.type(Keys.bytes("tasks{tab}{tab}{^U}show {tab}{tab}"))
        try terminal.wait("the list") { screen in
            screen.rows.contains { $0.contains("还有更多") } && screen.rows[screen.row] == "\(Self.place) show"
        }
        try terminal.submit("{^C}")
    }

    @Test(
        "TERM=dumb and --plain: commands, lists, Ctrl-C and Ctrl-D work, without one escape sequence",
        arguments: [("dumb", []), ("xterm", ["--plain", "--color", "never"])])
    func dumb(type: String, options: [String]) throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt(options: options, type: type)
        func perform(_ line: String, expecting text: String) throws {
            let before = terminal.transcript.utf8.count
            try terminal.type(line)
            try terminal.wait("\(text) after \(line)") { screen in
                terminal.written(since: before).contains(text) && screen.rows[screen.row].hasSuffix(">")
            }
        }
        try perform("echo 每日\n", expecting: "\r\n每日\r\n")
        try perform("tasks 'dwd_*'\n", expecting: "dwd_order_detail_di")
        try perform("frob\n", expecting: "没有命令 frob")
        try terminal.type("match <<END\n")
        try terminal.wait("the second prompt") { $0.rows[$0.row] == "END…" }
        try terminal.type("双十一预热\n")
        try terminal.wait("the second prompt again") { $0.rows[$0.row] == "END…" && $0.text.contains("预热") }
        try perform("END\n", expecting: "匹配到 1 个")
        try perform("abc\u{3}", expecting: "^C")
        try perform("generate --background\n", expecting: "后台")
        try perform("status --wait\n", expecting: "生成批量任务包已完成，可导出！")
        try terminal.type("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(!terminal.transcript.contains("\u{1B}"))
    }

    @Test("--color never and NO_COLOR: no colours at the prompt, in lists, tables or errors", arguments: [true, false])
    func noColours(byOption: Bool) throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt(
            options: byOption ? ["--color", "never"] : [], variables: byOption ? [:] : ["NO_COLOR": "1"])
        try Self.tour(terminal)
        #expect(try Self.colours(terminal.transcript) == 0)
    }

    @Test("with colours the tour has some, and each ends where it should")
    func colours() throws {
        let terminal = try TerminalWorld().prompt()
        try Self.tour(terminal)
        #expect(try Self.colours(terminal.transcript) > 10)
        #expect(terminal.screen.colour(row: terminal.screen.row, column: 0) != "")
        try terminal.type("x", showing: "\(Self.place) x")
        #expect(terminal.screen.colour(row: terminal.screen.row, column: terminal.screen.column - 1) == "")
    }

    private static func tour(_ terminal: PseudoTerminal) throws {
        try terminal.submit("frob{enter}")
        try terminal.submit("tasks 'dwd_*'{enter}")
        try terminal.type(Keys.bytes("match 库存快照_{tab}{tab}"))
        try terminal.wait("the list") { $0.rows.contains { $0.hasPrefix("库存快照_晚  ") } }
        try terminal.submit("{^C}")
        try terminal.submit("match 没有 双十一预热{enter}")
        try terminal.submit("match 双十一预热{enter}")
        try terminal.submit("generate{enter}")
        try terminal.submit("status{enter}")
    }

    private static func colours(_ transcript: String) throws -> Int {
        transcript.matches(of: try Regex("\u{1B}\\[[0-9;]*m")).count
    }

    @Test("R3: a paste of 500 names into a list is too many; the prompt goes on, and the paste is one entry")
    func paste() throws {
        let terminal = try TerminalWorld().prompt()
        let names = (1...500).map { "每日任务\($0)\n" }.joined()
        try terminal.type(Keys.bytes("{paste}match <<END\n\(names)END{/paste}"))
        try terminal.wait("the end of the paste") { $0.rows[$0.row] == "END" && $0.text.contains("每日任务500\nEND") }
        let output = try terminal.submit("{enter}")
        #expect(output.contains("任务名称有 500 个，最多支持 200 个"))
        try terminal.type(Keys.bytes("{up}"))
        try terminal.wait("the whole paste") { $0.rows[$0.row] == "END" && $0.text.contains("每日任务500\nEND") }
        try terminal.submit("{^C}")
        // Into a list that is open already.
        try terminal.submit("match <<END{enter}", prompt: "END…")
        try terminal.type(Keys.bytes("{paste}\(names)END\n{/paste}"))
        try terminal.wait("the end of the paste") { $0.rows[$0.row] == "" && $0.text.contains("每日任务500\nEND") }
        #expect(try terminal.submit("{enter}").contains("任务名称有 500 个，最多支持 200 个"))
        #expect(try terminal.submit("echo 完{enter}").contains("\r\n完\r\n"))
    }
}
