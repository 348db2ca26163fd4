import Glibc
import TerminalSupport
import Testing

/// Typing and editing on a real pseudo-terminal, in a C locale.
@Suite struct EditingTests {
    /// What comes back for keys, with Enter added.
    static func line(_ keys: String, _ arguments: [String] = []) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(arguments)
        try terminal.wait(for: ">")
        try terminal.type(Keys.bytes(keys) + "\r")
        return terminal
    }

    static let cases: [(String, String)] = [
        ("每日销售汇总", "每日销售汇总"),
        // U+591C ends in 0x1C and U+5909 in 0x09: no byte of a character may act as a key.
        ("夜変七𠮷😀", "夜変七𠮷😀"),
        ("日销售{left}{left}每", "日每销售"),
        ("日销售{left}{back}", "日售"),
        ("日销售{left}{left}{delete}", "日售"),
        ("日销售{app-left}{app-left}X", "日X销售"),
        ("match 每日 汇总{^W}明细", "match 每日 明细"),
        ("match 每日{^A}{^K}乙{^Y}", "乙match 每日"),
        ("match 每日{^U}x{^Y}", "xmatch 每日"),
        ("日售{home}每{end}表", "每日售表"),
        ("日售{vt-home}每{vt-end}表", "每日售表"),
        ("日售{app-home}每{app-end}表", "每日售表"),
        ("每日 汇总{M-b}X{^A}{M-f}Y", "每日Y X汇总"),
        ("每日 汇总{ctrl-left}X", "每日 X汇总"),
        ("ab{^T}", "ba"),
        // One letter and its mark are one step.
        ("ae\u{301}b{left}{left}X", "aXe\u{301}b"),
        ("ae\u{301}{back}c", "ac"),
        ("e\u{301}b{^A}{^D}", "b"),
        // Keys without meaning leave nothing behind: F5, page up, focus, mouse, console F1, shift F1, unknown Alt.
        ("a{esc}[15~{esc}[5~{esc}[I{esc}[<0;1;1M{esc}[[A{esc}[1;2P{M-q}b", "ab"),
        ("", ""),
        (" a  ", " a  "),
    ]

    @Test(arguments: cases)
    func typed(keys: String, expected: String) throws {
        let terminal = try Self.line(keys)
        try terminal.wait(report: "line \(expected)")
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test func invalidBytesAreReplacedAndOnlyThey() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type(bytes: Array("日".utf8) + [0xFF, 0xE6, 0x97] + Array("a".utf8) + [0xC0, 0x80, 0x0D])
        try terminal.wait(report: "line 日\u{FFFD}\u{FFFD}a\u{FFFD}\u{FFFD}")
    }

    @Test func longLineIsKept() throws {
        let text = String(repeating: "很长的名字 ", count: 500)
        let terminal = try Self.line(text)
        try terminal.wait(report: "line \(text)")
    }

    @Test func interruptClearsTheLineAndStays() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type(Keys.bytes("每日{^C}"))
        try terminal.wait(report: "interrupted")
        #expect(terminal.screen.rows[0] == "> 每日^C")
        #expect(terminal.screen.rows[1] == "[interrupted]")
        try terminal.type("a\r")
        try terminal.wait(report: "line a")
    }

    @Test func endOfFileOnlyOnAnEmptyLine() throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modesBefore
        try terminal.wait(for: ">")
        #expect(terminal.modes.c_lflag & tcflag_t(ICANON) == 0)
        try terminal.type(Keys.bytes("日{^D}{^A}{^D}{^D}"))
        try terminal.wait(report: "end")
        #expect(try terminal.waitForEnd() == 0)
        let after = terminal.modes
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
        #expect(after.c_oflag == before.c_oflag && after.c_cflag == before.c_cflag)
        #expect(!terminal.screen.isPasteMarked)
    }

    @Test func whatIsTypedAheadStaysForTheNextLine() throws {
        let terminal = try Self.line("一\r二\r三")
        try terminal.wait(report: "line 一")
        try terminal.wait(report: "line 二")
        try terminal.wait(report: "line 三")
    }
}
