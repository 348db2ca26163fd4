import Glibc
import TerminalSupport
import Testing

/// Signals from elsewhere, job control, and a terminal that goes away.
@Suite struct SignalTests {
    static let controlZ = "\u{1A}"

    @Test func interruptFromElsewhereClearsTheLine() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        for round in 1...20 {
            try terminal.type("每日\(round)")
            try terminal.wait("the line") { $0.rows[$0.row] == "> 每日\(round)" }
            kill(terminal.child, SIGINT)
            try terminal.wait("the next prompt") { $0.rows[$0.row] == ">" }
        }
        try terminal.type("a\r")
        try terminal.wait(report: "line a")
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func terminationRestoresTheTerminalFirst(signal: Int32) throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modesBefore
        try terminal.wait(for: ">")
        try terminal.type("每日")
        try terminal.wait(for: "每日")
        kill(terminal.child, signal)
        // The probe has no handler of its own, so the signal ends it.
        #expect(try terminal.waitForEnd() & 0x7F == signal)
        #expect(terminal.modes.c_lflag == before.c_lflag)
        #expect(!terminal.screen.isPasteMarked)
    }

    /// A real shell with job control is the parent.
    @Test(arguments: [true, false])
    func suspendAndForeground(byKey: Bool) throws {
        let shell = try PseudoTerminal(["--norc", "--noprofile", "--noediting", "-i"], program: "/bin/bash")
        try shell.wait(for: "shell$")
        try shell.type("\(PseudoTerminal.probe) 'prompt=项目> '\r")
        try shell.wait(for: "项目>")
        try shell.type("每日销售\u{1B}[D")
        try shell.wait(for: "项目> 每日销售")
        for _ in 1...2 {
            let group = shell.foreground
            #expect(group != shell.child)
            if byKey { try shell.type(Self.controlZ) } else { kill(group, SIGTSTP) }
            try shell.wait("the shell") { $0.rows[$0.row] == "shell$" }
            #expect(!shell.screen.isPasteMarked)
            #expect(shell.modes.c_lflag & tcflag_t(ICANON) != 0)
            try shell.type("clear\rfg\r")
            try shell.wait("the line again") { $0.rows[$0.row] == "项目> 每日销售" && $0.isPasteMarked }
        }
        try shell.type("的\r")
        try shell.wait(report: "line 每日销的售")
    }

    @Test func stoppedAndContinuedByAnother() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type("每日")
        try terminal.wait(for: "每日")
        kill(terminal.child, SIGSTOP)
        kill(terminal.child, SIGCONT)
        try terminal.type("汇总\r")
        try terminal.wait(report: "line 每日汇总")
    }

    @Test func plainTerminal() throws {
        let terminal = try PseudoTerminal(["plain"], type: "dumb")
        try terminal.wait(for: ">")
        #expect(terminal.modes.c_lflag & tcflag_t(ICANON) != 0)
        try terminal.type("每日\n")
        try terminal.wait(report: "line 每日")
        // Only a prompt tells that a line is being read; before it Ctrl-C would be the program's, which here dies of it.
        try terminal.wait("the prompt") { $0.rows[$0.row] == ">" }
        try terminal.type("abc\u{3}")
        try terminal.wait(report: "interrupted")
        try terminal.wait("the prompt") { $0.rows[$0.row] == ">" }
        kill(terminal.child, SIGINT)
        try terminal.wait("a second one") { _ in terminal.transcript.contains("[interrupted]\r\n> \r\n[interrupted]") }
        try terminal.type(bytes: Array("a".utf8) + [0xFF, 0x0A])
        try terminal.wait(report: "line a\u{FFFD}")
        try terminal.wait("the prompt") { $0.rows[$0.row] == ">" }
        try terminal.type("\u{4}")
        try terminal.wait(report: "end")
        #expect(!terminal.transcript.contains("\u{1B}"))
    }

    @Test(arguments: ["dumb", ""])
    func noEditorOnADumbTerminal(type: String) throws {
        let terminal = try PseudoTerminal(type: type)
        try terminal.wait(report: "error terminal: open: \(String(cString: strerror(ENOTTY)))")
        #expect(try terminal.waitForEnd() == 1 << 8)
    }

    @Test(arguments: ["no-such-terminal", "emacs", "linux", "vt100", "xterm-256color"])
    func anyOtherTerminalType(type: String) throws {
        let terminal = try PseudoTerminal(type: type)
        try terminal.wait(for: ">")
        try terminal.type("每日\u{1B}[D汇\r")
        try terminal.wait(report: "line 每汇日")
        #expect(terminal.screen.rows[0] == "> 每汇日")
    }
}
