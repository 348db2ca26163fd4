import TerminalSupport
import Testing

@testable import LineEditor

/// What stands on the screen while a line is edited.
@Suite struct ScreenTests {
    static let prompt = "prompt=\u{1B}[32m订单\u{1B}[0m \u{1B}[1m项目>\u{1B}[1m "

    @Test func colouredPromptInTwentyColumns() throws {
        let terminal = try PseudoTerminal([Self.prompt], columns: 20, rows: 10)
        try terminal.wait(for: "项目>")
        // 11 columns of prompt: four wide characters, one column left, the fifth on the next row.
        try terminal.type("每日销售汇总")
        try terminal.wait("the wrap") { $0.rows.prefix(2) == ["订单 项目> 每日销售", "汇总"] }
        #expect(terminal.screen.row == 1 && terminal.screen.column == 4)
        #expect(terminal.screen.colour(row: 0, column: 0) == "32m")
        #expect(terminal.screen.colour(row: 0, column: 5) == "1m")
        // The prompt ends in a colour; what is typed has none.
        #expect(terminal.screen.colour(row: 0, column: 11) == "")
        try terminal.type("\u{1B}[D\u{1B}[D\u{1B}[D")
        try terminal.wait("the cursor above") { $0.row == 0 && $0.column == 17 }
        try terminal.type("x")
        try terminal.wait("a full row") { $0.rows.prefix(2) == ["订单 项目> 每日销x售", "汇总"] && $0.row == 0 }
        #expect(terminal.screen.column == 18)
        try terminal.type("\u{7F}\u{7F}\r")
        try terminal.wait(report: "line 每日售汇总")
        #expect(terminal.screen.rows.prefix(3) == ["订单 项目> 每日售汇", "总", "[line 每日售汇总]"])
    }

    @Test func aFullRowLeavesThePlaceForTheCursor() throws {
        let terminal = try PseudoTerminal(columns: 20, rows: 10)
        try terminal.wait(for: ">")
        try terminal.type("123456789012345678")
        try terminal.wait("the next row") { $0.row == 1 && $0.column == 0 }
        try terminal.type("9\u{7F}\u{7F}")
        try terminal.wait("one less") { $0.rows[0] == "> 12345678901234567" && $0.row == 0 && $0.column == 19 }
        #expect(terminal.screen.rows[1] == "")
    }

    @Test func resizeWhileTyping() throws {
        let terminal = try PseudoTerminal([Self.prompt], columns: 60, rows: 10)
        try terminal.wait(for: "项目>")
        try terminal.type("每日销售汇总每日销售明细")
        try terminal.wait("the line") { $0.rows[0] == "订单 项目> 每日销售汇总每日销售明细" }
        terminal.resize(columns: 20, rows: 10)
        try terminal.wait("three rows") {
            $0.rows.prefix(3) == ["订单 项目> 每日销售", "汇总每日销售明细", ""] && $0.row == 1
        }
        terminal.resize(columns: 60, rows: 10)
        try terminal.wait("one row") { $0.rows[0] == "订单 项目> 每日销售汇总每日销售明细" && $0.column == 35 }
        try terminal.type("\r")
        try terminal.wait(report: "line 每日销售汇总每日销售明细")
    }

    @Test func whatCannotBeSeenIsWrittenOut() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type("a\u{202E}b\u{1B}[200~\u{200B}\u{1B}[201~e\u{301}c")
        try terminal.wait(for: "> a\\u{202E}b\\u{200B}e\u{301}c")
        #expect(terminal.screen.column == 22)
        try terminal.type("\r")
        try terminal.wait(report: "line a\u{202E}b\u{200B}e\u{301}c")
    }

    @Test func manyMarksStayInTheLineButNotOnTheScreen() throws {
        let name = "e" + String(repeating: "\u{301}", count: 64)
        let terminal = try EditingTests.line(name)
        try terminal.wait(report: "line \(name)")
        #expect(terminal.screen.rows[0] == "> e" + String(repeating: "\u{301}", count: 8))
    }

    @Test func clearScreenKeepsTheLine() throws {
        let terminal = try EditingTests.line("first")
        try terminal.wait(report: "line first")
        try terminal.type("每日\u{C}")
        try terminal.wait("the top") { $0.rows.prefix(2) == ["> 每日", ""] }
        try terminal.type("\r")
        try terminal.wait(report: "line 每日")
    }

    @Test(arguments: 2...9)
    func layoutNeverLosesText(width: Int) {
        let display = Display(columns: Display.systemColumns)
        for text in ["", "a", "每日销售", "a每b日\n销\n\n售", "e\u{301}e\u{301}", "\t每\t", "1234567890\n", "\u{202E}日"] {
            for cursor in 0...text.unicodeScalars.count {
                let layout = Layout(
                    prompt: "> ", line: Array(text.unicodeScalars), cursor: cursor, width: width, display: display)
                #expect(layout.rows.allSatisfy { $0.columns <= width })
                #expect(layout.rows.last?.end == .last && layout.cursor.column < width)
                let shown = layout.rows.map { $0.text + ($0.end == .lineBreak ? "\n" : "") }.joined()
                let plain = shown.filter { $0 != " " && $0 != "\t" }
                #expect(
                    plain == ("> " + text).replacing("\u{202E}", with: "\\u{202E}").filter { $0 != " " && $0 != "\t" })
            }
        }
    }

    /// Random edits in small windows: what stands on the screen after many steps is what drawing it at once gives.
    @Test(arguments: [(12, 4), (20, 6), (40, 3), (7, 2)])
    func drawingStepByStepIsDrawingAtOnce(columns: Int, rows: Int) {
        let display = Display(columns: Display.systemColumns)
        var steps = Steps(state: UInt64(columns))
        var line: [Unicode.Scalar] = []
        var painter = Painter(output: TerminalOutput(descriptor: -1), display: display)
        var screen = Screen(columns: columns, height: rows)
        for _ in 0..<400 {
            let place = steps.next(below: line.count + 1)
            switch steps.next(below: 4) {
            case 0: line.removeSubrange(max(0, place - steps.next(below: 6))..<place)
            case 1: line.insert(contentsOf: "每日x\n售\t".unicodeScalars.prefix(steps.next(below: 7)), at: place)
            case 2: line += Array("y销e\u{301}".unicodeScalars.prefix(steps.next(below: 4)))
            default: break
            }
            let cursor = steps.next(below: 2) == 0 ? line.count : steps.next(below: line.count + 1)
            let scene = Painter.Scene(prompt: "\u{1B}[1m日>\u{1B}[1m ", line: line, cursor: cursor)
            screen.feed(painter.update(to: scene, size: .init(columns: columns, rows: rows)))
            let layout = Layout(
                prompt: scene.prompt, line: line, cursor: cursor, width: columns, display: display)
            let top = layout.cursor.row - screen.row
            #expect(top >= 0 && screen.column == layout.cursor.column)
            for row in 0..<rows {
                let expected = layout.rows.indices.contains(top + row) ? layout.rows[top + row].text : ""
                #expect(screen.rows[row] == Self.plain(expected))
            }
        }
        #expect(screen.unknown.isEmpty)
    }

    /// A row as it stands on the screen.
    private static func plain(_ row: String) -> String {
        var text = PromptPart.parts(of: row).map { if case .text(let text) = $0 { text } else { "" } }.joined()
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The same random steps each time.
    private struct Steps {
        var state: UInt64

        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }
}
