import Foundation
import TerminalSupport
import Testing

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

    @Test("20 columns: prompt, completion list and tables keep to them")
    func narrow() throws {
        let terminal = try TerminalWorld().prompt(columns: 20, rows: 200)
        try terminal.type(Keys.bytes("match 库存快照_{tab}{tab}"))
        try terminal.wait("the list") { $0.rows.contains { $0.hasPrefix("库存快照_晚") } }
        try terminal.type("{^U}", showing: Self.place)
        try terminal.submit("tasks 'dwd_*'{enter}")
        #expect(terminal.screen.text.contains("dwd"))
        // Nothing ran over the edge: every row was ended by what wrote it.
        try terminal.submit("set{enter}")
        try terminal.submit("help match{enter}")
        try terminal.submit("frob{enter}")
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("TERM=dumb: commands, lists, Ctrl-C and Ctrl-D work, without one escape sequence")
    func dumb() throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt(type: "dumb")
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
