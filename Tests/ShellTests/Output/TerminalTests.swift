import Glibc
import Testing

@testable import Shell

@Suite("§7: the terminal")
struct TerminalTests {
    private func terminal(
        _ environment: [String: String], isTerminal: Bool = true, window: Int? = nil
    ) -> Terminal {
        Terminal(
            descriptor: 1, environment: environment,
            probe: .init(isTerminal: { _ in isTerminal }, windowColumns: { _ in window }))
    }

    @Test("§7: the window's width, else COLUMNS, else 80")
    func width() {
        #expect(terminal(["COLUMNS": "100"], window: 120).columns == 120)
        #expect(terminal(["COLUMNS": "100"]).columns == 100)
        for bad in ["", "0", "-5", "wide", "99999999999999999999", "10001"] {
            #expect(terminal(["COLUMNS": bad]).columns == 80)
        }
        #expect(terminal([:]).columns == 80)
        #expect(terminal([:], window: 120).layoutColumns == 120)
        #expect(terminal(["COLUMNS": "100"], isTerminal: false).layoutColumns == nil)
    }

    @Test("§7: the locale's encoding")
    func encoding() {
        #expect(terminal(["LANG": "zh_CN.UTF-8"]).usesUTF8)
        #expect(terminal(["LANG": "C", "LC_ALL": "C.utf8"]).usesUTF8)
        #expect(!terminal(["LANG": "zh_CN.UTF-8", "LC_ALL": "C"]).usesUTF8)
        #expect(terminal(["LANG": "zh_CN.UTF-8", "LC_ALL": ""]).usesUTF8)
        #expect(!terminal(["LANG": "zh_CN.GB18030"]).usesUTF8)
        #expect(!terminal([:]).usesUTF8)
    }

    @Test("§7: redrawing takes a terminal that is not dumb")
    func redraw() {
        #expect(terminal(["TERM": "xterm"]).canRedraw)
        #expect(!terminal(["TERM": "dumb"]).canRedraw)
        #expect(!terminal([:]).canRedraw)
        #expect(!terminal(["TERM": "xterm"], isTerminal: false).canRedraw)
        #expect(terminal(["TERM": "xterm"]).style(.auto).isEnabled)
    }

    @Test("§7: a descriptor that is not open is no terminal")
    func systemProbe() {
        let closed = Terminal(descriptor: -1, environment: [:])
        #expect(!closed.isTerminal)
        #expect(closed.columns == 80)
    }

    @Test("§7: the system's answers about a pseudoterminal and a pipe")
    func pseudoterminal() throws {
        let primary = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(primary >= 0)
        defer { close(primary) }
        var size = winsize(ws_row: 24, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(primary, UInt(TIOCSWINSZ), &size) == 0)
        let terminal = Terminal(descriptor: primary, environment: ["COLUMNS": "100"])
        #expect(terminal.isTerminal)
        #expect(terminal.columns == 132)
        size.ws_col = 0
        try #require(ioctl(primary, UInt(TIOCSWINSZ), &size) == 0)
        #expect(terminal.columns == 100)

        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { _ = close($0) } }
        #expect(!Terminal(descriptor: ends[1], environment: [:]).isTerminal)
    }
}
