import Foundation
import TerminalSupport
import Testing

/// Pager, bell, notices, and the question before an import.
@Suite("Terminal: pager, notices, questions") struct OutputTerminalTests {
    static let place = TerminalWorld.testPlace

    @Test("only what does not fit goes through $PAGER, and nothing after set pager off")
    func pager() throws {
        let world = try TerminalWorld()
        try world.write("#!/bin/sh\nsed 's/^/PAGED /'\n", to: "pager", mode: 0o755)
        let terminal = try world.prompt(rows: 20, variables: ["PAGER": "\(world.folder)/pager"])
        #expect(try terminal.submit("tasks{enter}").contains("PAGED"))
        let short = try terminal.submit("tasks 'dwd_*'{enter}")
        #expect(short.contains("dwd_order_detail_di") && !short.contains("PAGED"))
        try terminal.submit("set pager off{enter}")
        let long = try terminal.submit("tasks{enter}")
        #expect(long.contains("dwd_order_detail_di") && !long.contains("PAGED"))
        try terminal.submit("set pager on{enter}")
        // The window that counts is the present one.
        terminal.resize(columns: 100, rows: 60)
        #expect(try !terminal.submit("tasks{enter}").contains("PAGED"))
    }

    @Test("less shows colours, whatever else the user wants of it", arguments: ["-i", nil])
    func lessOptions(own: String?) throws {
        let world = try TerminalWorld()
        try world.write("#!/bin/sh\necho \"<$LESS>\"; cat\n", to: "pager", mode: 0o755)
        var variables = ["PAGER": "\(world.folder)/pager"]
        variables["LESS"] = own
        let terminal = try world.prompt(rows: 20, variables: variables)
        #expect(try terminal.submit("tasks{enter}").contains("<-R \(own ?? "FX")>"))
    }

    @Test("a pager that cannot be started is no reason to show nothing")
    func missingPager() throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt(rows: 20, variables: ["PAGER": "\(world.folder)/missing"])
        #expect(try terminal.submit("tasks{enter}").contains("dwd_order_detail_di"))
    }

    @Test("Ctrl-C in the pager is the pager's: the prompt goes on, without a word about it")
    func interruptInThePager() throws {
        let world = try TerminalWorld()
        try world.write(
            "#!/bin/sh\ntrap 'echo STOPPED; exit' INT\ncat >/dev/null\necho SHOWN\nread x </dev/tty\n", to: "pager",
            mode: 0o755)
        let terminal = try world.prompt(rows: 20, variables: ["PAGER": "\(world.folder)/pager"])
        try terminal.type("tasks\r")
        try terminal.wait(for: "SHOWN")
        let output = try terminal.submit("{^C}")
        #expect(output.contains("STOPPED") && !output.contains("已中断"))
        #expect(try !terminal.submit("echo 完{enter}").contains("已中断"))
    }

    @Test(
        "R6: the notice of a background job comes with a bell before the next prompt, in another prompt of the user too"
    )
    func notice() throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt()
        let notice = "生成批量任务包已完成，可导出！"
        try terminal.submit("match 双十一预热{enter}")
        let output = Self.place
        let before = terminal.transcript.utf8.count
        try terminal.type("generate --background\r")
        try terminal.wait("a prompt") { screen in
            screen.rows[screen.row].hasPrefix("测试平台/零售数仓") && screen.rows[screen.row].hasSuffix(">")
                && terminal.written(since: before).contains("\u{1B}[?2004h")
        }
        if !terminal.written(since: before).contains(notice) {
            let bells = terminal.screen.bells
            let waited = try terminal.submit("status --wait{enter}", prompt: output)
            #expect(waited.contains(notice) && terminal.screen.bells == bells + 1)
        }
        #expect(terminal.written(since: before).components(separatedBy: notice).count == 2)
        #expect(try !terminal.submit("{enter}").contains(notice))

        // Another prompt of the same user tells it too, whoever comes first; here the first one stays at its prompt.
        let other = try world.prompt()
        try terminal.submit("match 库存快照_早{enter}")
        try other.submit("match 库存快照_晚{enter}")
        try world.ferry(["-p", world.test, "-P", TerminalWorld.project, "generate", "--background", "库存快照_早"])
        let bells = other.screen.bells
        var told = ""
        for _ in 1...2000 where !told.contains(notice) { told += try other.submit("{enter}", prompt: other.line) }
        #expect(told.contains(notice) && other.screen.bells == bells + 1)
    }

    @Test("set bell off: the notice comes without it")
    func silent() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.submit("set bell off{enter}")
        try terminal.submit("match 双十一预热{enter}")
        try terminal.type("generate --background\rstatus --wait\r")
        try terminal.wait(for: "生成批量任务包已完成，可导出！")
        #expect(terminal.screen.bells == 0)
    }

    @Test("an import shows its plan and asks; n, Enter and Ctrl-C write nothing, the answer is not in the history")
    func question() throws {
        let world = try TerminalWorld()
        try world.ferry(["-p", world.test, "-P", TerminalWorld.project, "generate", "ods_订单同步_日"])
        try world.ferry(["-p", world.test, "-P", TerminalWorld.project, "export", "a.zip"])
        let before = try world.tasks(world.production)
        let place = TerminalWorld.productionPlace
        let terminal = try world.prompt(at: world.production)
        let command = "import a.zip --into /生产接收/零售批次"
        for answer in ["n{enter}", "{enter}", "{^C}", "{^D}", "不{enter}"] {
            try terminal.type(Keys.bytes("\(command){enter}"))
            try terminal.wait("the question") { $0.rows[$0.row] == "导入 1 个任务？ [y/N]" }
            #expect(terminal.screen.text.contains("新建"))
            #expect(try terminal.submit(answer, prompt: place).contains(answer == "{^C}" ? "已中断" : "没有导入"), "\(answer)")
        }
        #expect(try world.tasks(world.production) == before)
        try terminal.type("{up}", showing: "\(place) \(command)")
        try terminal.type(Keys.bytes("{enter}"))
        try terminal.wait("the question") { $0.rows[$0.row] == "导入 1 个任务？ [y/N]" }
        #expect(try terminal.submit("是{enter}", prompt: place).contains("导入完成，编号 1"))
        try terminal.type("{up}", showing: "\(place) \(command)")
    }
}
