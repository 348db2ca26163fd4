import TerminalSupport
import Testing

/// Arrow keys and Ctrl-R.
@Suite struct HistoryTests {
    static let entries = ["history=generate 夜间汇总", "history=match <<END\\n销售\\n库存\\nEND", "history=show 夜间 "]
    static let cases: [(String, String)] = [
        ("{up}", "show 夜间 "),
        ("{up}x", "show 夜间 x"),
        ("{up}{up}", "match <<END\\x10;销售\\x10;库存\\x10;END"),
        // Inside an entry of four lines the arrows move by lines first.
        ("{up}{up}{up}{up}+", "match <<END\\x10;销售+\\x10;库存\\x10;END"),
        ("{up}{up}{up}{up}{up}{up}", "generate 夜间汇总"),
        ("{up}{up}{up}{up}{up}{up}{up}", "generate 夜间汇总"),
        ("草稿{up}{up}{app-down}{app-down}!", "草稿!"),
        ("{up}{down}", ""),
        ("{^P}{^P}{^N}", "show 夜间 "),
        ("show {M-.}", "show 夜间"),
        ("show {M-.}{M-.}", "show END"),
        ("{^R}夜间", "show 夜间 "),
        ("{^R}夜间{^R}", "generate 夜间汇总"),
        ("{^R}夜间{^R}{^S}", "show 夜间 "),
        ("{^R}库", "match <<END\\x10;销售\\x10;库存\\x10;END"),
        ("{^R}夜间汇{back}", "show 夜间 "),
        // The found place is where the cursor is; the key that ends the search counts.
        ("{^R}夜间汇{right}X", "generate 夜X间汇总"),
        ("{^R}夜间汇{M-b}X", "Xgenerate 夜间汇总"),
        // What is found last stays when more of the pattern is not found.
        ("{^R}nothing like it", "generate 夜间汇总"),
        ("草稿{^R}夜间{^G}!", "草稿!"),
        ("{^R}夜间汇{up}", "generate 夜间汇总"),
        // A pattern is no regular expression.
        ("{^R}.*", ""),
    ]

    @Test(arguments: cases)
    func recalled(keys: String, expected: String) throws {
        let terminal = try EditingTests.line(keys, Self.entries)
        try terminal.wait(report: "line \(expected)")
    }

    @Test func searchShowsPatternAndResult() throws {
        let terminal = try PseudoTerminal(Self.entries)
        try terminal.wait(for: ">")
        try terminal.type(Keys.bytes("{^R}夜间"))
        try terminal.wait(for: "(history search) '夜间': show 夜间")
        try terminal.type("x")
        try terminal.wait(for: "(nothing found) '夜间x': show 夜间")
        try terminal.type("\u{3}")
        try terminal.wait(report: "interrupted")
    }

    @Test func linesOfAnEntryAreShownAsLines() throws {
        let terminal = try PseudoTerminal(Self.entries)
        try terminal.wait(for: ">")
        try terminal.type(Keys.bytes("{up}{up}"))
        try terminal.wait("four lines") { $0.rows.prefix(4) == ["> match <<END", "销售", "库存", "END"] }
        #expect(terminal.screen.row == 3 && terminal.screen.column == 3)
    }

    @Test func aTypedLineIsInTheHistory() throws {
        let terminal = try EditingTests.line("一")
        try terminal.wait(report: "line 一")
        try terminal.type(Keys.bytes("{up}二{enter}"))
        try terminal.wait(report: "line 一二")
    }

    @Test func aLongDraftSurvivesTheWalk() throws {
        let draft = String(repeating: "长", count: 3000)
        let terminal = try EditingTests.line(draft + "{up}{down}!", ["history=x"])
        try terminal.wait(report: "line \(draft)!")
    }
}
