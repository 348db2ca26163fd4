import Glibc
import Foundation
import TerminalSupport
import Testing

/// Ctrl-C, Ctrl-D and Ctrl-Z at a prompt that waits.
@Suite("Terminal: control keys") struct LineControlTerminalTests {
    static let place = TerminalWorld.testPlace

    @Test("Ctrl-C clears the line, drops an open list or quote, and never leaves")
    func interrupt() throws {
        let world = try TerminalWorld()
        let before = try world.tasks(world.test)
        let terminal = try world.prompt()
        try terminal.type("offline 双十一预热", showing: "\(Self.place) offline 双十一预热")
        try terminal.submit("{^C}")
        #expect(terminal.screen.text.contains("offline 双十一预热^C\n\(Self.place)"))
        try terminal.submit("offline <<END{enter}", prompt: "END…")
        try terminal.submit("双十一预热{enter}", prompt: "END…")
        try terminal.type("退货率", showing: "END… 退货率")
        try terminal.submit("{^C}")
        try terminal.submit("echo '一{enter}", prompt: "'…")
        try terminal.submit("{^C}")
        for _ in 1...5 { try terminal.submit("{^C}") }
        // Nothing of what was dropped is in the history or was done.
        #expect(try terminal.submit("echo 二{enter}").contains("\r\n二\r\n"))
        try terminal.type("{up}", showing: "\(Self.place) echo 二")
        try terminal.submit("{^C}")
        #expect(try terminal.leave() == 0)
        #expect(try world.tasks(world.test) == before)
        #expect(terminal.modes.c_lflag == terminal.modesBefore.c_lflag)
    }

    @Test("Ctrl-D deletes on a line with text and leaves on an empty one")
    func endOfInput() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.type("每日销{^A}{^D}", showing: "\(Self.place) 日销")
        // At the end of a line there is nothing to delete, and nothing happens.
        try terminal.type("{^E}{^D}{^D}售", showing: "\(Self.place) 日销售")
        try terminal.submit("{^C}")
        #expect(try terminal.leave() == 0)
        #expect(terminal.modes.c_lflag == terminal.modesBefore.c_lflag)
        #expect(!terminal.screen.isPasteMarked)
    }

    @Test("Ctrl-D in an open list says that it was not closed; the prompt goes on")
    func endInAList() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.submit("match <<END{enter}", prompt: "END…")
        #expect(try terminal.submit("{^D}").contains("prompt:1:"))
        #expect(try terminal.leave() == 0)
    }

    @Test("exit leaves with its status")
    func exit() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.type("exit 3\r")
        #expect(try terminal.waitForEnd() == 3 << 8)
    }

    @Test("Ctrl-Z and fg under a shell keep the line")
    func suspend() throws {
        let world = try TerminalWorld()
        let shell = try world.open(["--norc", "--noprofile", "--noediting", "-i"], program: "/bin/bash")
        try shell.wait(for: "shell$")
        try shell.type("'\(BuiltProgram.path)' --lang zh -p test -P 零售数仓\r")
        try shell.wait("the prompt") { $0.rows[$0.row] == Self.place }
        try shell.type("match 每日销售{left}{left}", showing: "\(Self.place) match 每日销售")
        for _ in 1...2 {
            try shell.type("\u{1A}")
            try shell.wait("the shell") { $0.rows[$0.row] == "shell$" }
            #expect(!shell.screen.isPasteMarked)
            try shell.type("clear\rfg\r")
            try shell.wait("the line again") { $0.rows[$0.row] == "\(Self.place) match 每日销售" && $0.isPasteMarked }
        }
        try shell.type("的", showing: "\(Self.place) match 每日的销售")
        try shell.submit("{^C}")
        try shell.type("\u{4}")
        try shell.wait("the shell") { $0.rows[$0.row] == "shell$" }
    }

    @Test("a signal that asks a prompt to end is no Ctrl-D: 130", arguments: [SIGTERM, SIGHUP])
    func signalsAtThePrompt(signal: Int32) throws {
        let terminal = try TerminalWorld().prompt()
        kill(terminal.child, signal)
        #expect(try terminal.waitForEnd() >> 8 == 130)
    }

    @Test("without editing, Ctrl-D does not run what was not ended by Enter")
    func plainLines() throws {
        let terminal = try TerminalWorld().prompt(options: ["--plain"])
        try terminal.type("echo 前\u{4}\u{4}")
        try terminal.type("后\n")
        try terminal.wait("what the whole line says") { $0.rows.contains("前后") }
        #expect(!terminal.screen.rows.contains("前"))
        try terminal.type("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
    }

    @Test("without editing, a line that the terminal has cut does not run")
    func plainCut() throws {
        let terminal = try TerminalWorld().prompt(options: ["--plain"])
        try terminal.type("echo " + String(repeating: "x", count: 5000) + "\n")
        try terminal.wait(for: "超过终端能接收的长度")
    }

    @Test("nothing is completed at a question")
    func questions() throws {
        let world = try TerminalWorld()
        try world.ferry(["-p", world.test, "-P", TerminalWorld.project, "generate", "双十一预热"])
        try world.ferry(["-p", world.test, "-P", TerminalWorld.project, "export", "a.zip"])
        let terminal = try world.prompt(at: world.production)
        try terminal.type("import a.zip --into /\r")
        try terminal.wait("the question") { $0.rows[$0.row].contains("[y/N]") }
        let before = terminal.transcript.utf8.count
        try terminal.type("\t\tx")
        try terminal.wait("what was typed") { $0.rows[$0.row].hasSuffix("[y/N] x") }
        #expect(!terminal.written(since: before).contains("match"))
    }
}
