import TerminalSupport
import Testing

@testable import LineEditor

/// Tab; the probe completes a handful of names.
@Suite struct CompletionTests {
    static let cases: [(String, String)] = [
        ("show 库\t", "show 库存盘点 "),
        ("show 每\t", "show 每日销售"),
        ("show 每\t汇\t", "show 每日销售汇总 "),
        // In the middle, with Chinese before and after; a blank that is there is used.
        ("显示 库 汇总{M-b}{left}\t+", "显示 库存盘点 +汇总"),
        ("显示 库\t{^A}一", "一显示 库存盘点 "),
        ("show 没有\t", "show 没有"),
        // What two names share is "e", but not the letter that the mark is part of.
        ("e\t", "e"),
        // The kill buffer is the user's.
        ("x{^U}库\t{^Y}", "库存盘点 x"),
    ]

    @Test(arguments: cases)
    func completed(keys: String, expected: String) throws {
        let terminal = try EditingTests.line(keys)
        try terminal.wait(report: "line \(expected)")
    }

    @Test func severalCandidatesAreListedBelow() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type("show 每日销售 x\u{1B}[D\u{1B}[D\t")
        try terminal.wait("list and line") {
            $0.rows.prefix(4)
                == ["> show 每日销售 x", "每日销售汇总 (task, 60)", "每日销售明细 (task, 60)", "> show 每日销售 x"]
                && $0.row == 3
        }
        #expect(terminal.screen.column == 15)
        try terminal.type("汇\t\r")
        try terminal.wait(report: "line show 每日销售汇总 x")
    }

    @Test func withoutCandidatesABellRings() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type("没有\t")
        try terminal.wait("a bell") { $0.bells == 1 }
        try terminal.type("\r")
        try terminal.wait(report: "line 没有")
    }

    static let prefixes: [([String], String)] = [
        (["每日销售", "每日汇总"], "每日"),
        (["a"], "a"),
        (["e\u{301}a", "e\u{302}a"], ""),
        // Equal to Swift, but not the same text.
        (["x\u{E9}1", "xe\u{301}1"], "x"),
        (["ab", "abc"], "ab"),
        ([], ""),
    ]

    @Test(arguments: prefixes)
    func commonPrefix(texts: [String], expected: String) {
        let completion = Completion(
            start: 0, candidates: texts.map { Completion.Candidate(text: $0, label: $0) })
        #expect((completion.common ?? "") == expected)
    }
}
