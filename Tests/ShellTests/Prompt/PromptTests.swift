import FileIO
import Foundation
import LineEditor
import Synchronization
import TaskModel
import Testing

@testable import Shell

@Suite struct PromptTests {
    private func demo() throws -> TestWorld {
        let world = try TestWorld()
        #expect(world.run(["demo", "demo"]).status == 0)
        return world
    }

    private let place = ["-p", "demo/test", "-P", "零售数仓"]

    @Test("the prompt names platform and project, and what is still open after the first line")
    func prompts() throws {
        let world = try demo()
        let (run, prompts) = world.prompt([
            .line("open demo/test"), .line("use 公共接入层"), .line("echo 'a"), .line("b'"), .line("echo \\"),
            .line("c"), .line("echo \"d"), .line("e\""), .line("match <<END"), .line("END"),
        ])
        #expect(run.status == 0)
        #expect(
            prompts == [
                "taskferry> ", "测试平台> ", "测试平台/公共接入层> ", "'… ", "测试平台/公共接入层> ", "… ",
                "测试平台/公共接入层> ", "\"… ", "测试平台/公共接入层> ", "END… ", "测试平台/公共接入层> ",
            ])
    }

    @Test("a command that fails is no reason to leave; exit and Ctrl-D are, with the status that exit says")
    func leaving() throws {
        let world = try demo()
        let (run, prompts) = world.prompt([.line("frob"), .line("echo 一"), .line("exit 3"), .line("echo 二")])
        #expect(run.status == 3 && prompts.count == 3)
        #expect(run.errors.contains("没有命令 frob") && run.output == "一\n")
        #expect(world.prompt([.line("frob")]).run.status == 0)
    }

    @Test("Ctrl-C drops what was typed, in whichever line, and goes on")
    func interrupts() throws {
        let world = try demo()
        let (run, prompts) = world.prompt([
            .interrupted, .line("match <<END"), .line("ods_订单同步_日"), .interrupted, .line("echo 一"),
        ])
        #expect(run.status == 0 && run.output == "一\n\n")
        #expect(prompts.count == 6)
    }

    @Test("a paste of several lines is as many commands; a list of 500 names is one")
    func pastes() throws {
        let world = try demo()
        let names = (1...500).map { "任务\($0)" }.joined(separator: "\n")
        let (run, prompts) = world.prompt(
            [.line("echo 一\necho 二\n\necho 三"), .line("match <<END\n\(names)\nEND\necho 四")], arguments: place)
        #expect(run.output == "一\n二\n三\n四\n\n")
        #expect(run.errors.contains("任务名称有 500 个，最多支持 200 个"))
        #expect(prompts.count == 3)
    }

    @Test("a line of a paste that cannot be read drops the rest: that may be its list")
    func unreadablePaste() throws {
        let world = try demo()
        let (run, _) = world.prompt([.line("match x; <<END\necho 名单\nEND"), .line("echo 一")], arguments: place)
        #expect(run.output == "一\n\n" && run.errors.contains("其余 2 行没有执行"))
        let script = "echo 一\nmatch x; <<END\necho 名单\nEND\n"
        let piped = world.run(["--keep-going"], input: script)
        #expect(piped.status == 64 && piped.output == "一\n")
    }

    @Test("a line that the terminal has cut does not run, and the prompt goes on")
    func cutLine() throws {
        let world = try demo()
        let (run, _) = world.prompt([.cut, .line("echo 一")])
        #expect(run.output == "一\n\n" && run.errors.contains("超过终端能接收的长度"))
    }

    @Test("Ctrl-C while a command of a paste runs drops the rest of the paste")
    func interruptedPaste() throws {
        let world = try demo()
        let isInterrupted = Atomic(false)
        let (run, prompts) = world.prompt(
            [.line("echo 一\necho 中断\necho 二\n\necho 三"), .line("echo 四")],
            configure: { environment in
                let output = environment.output
                environment.output = { text in
                    if text == "中断\n" { isInterrupted.store(true, ordering: .relaxed) }
                    try output(text)
                }
                environment.cancelled = {
                    if isInterrupted.load(ordering: .relaxed) { throw TaskferryError(.interrupted) }
                }
                environment.clearInterrupt = {
                    isInterrupted.store(false, ordering: .relaxed)
                    return true
                }
            })
        #expect(run.output == "一\n中断\n四\n\n" && run.errors.contains("其余 2 行没有执行") && prompts.count == 3)
    }

    @Test("R6: a job that ends is told of wherever the session has gone since, with its project")
    func noticesElsewhere() throws {
        let world = try demo()
        let account = Placeholders.account
        #expect(world.run(["demo", "own"], user: account).status == 0)
        let (run, _) = world.prompt(
            [
                .line("match ods_订单同步_日"), .line("generate --background"), .line("use 公共接入层"),
                .line("open demo/test"), .line("echo 完"),
            ], arguments: ["-p", "own/test", "-P", "零售数仓"], user: account,
            beforeLine: { number in
                // The job ends while the session is elsewhere.
                guard number == 4 else { return }
                let status = ["-q", "-p", "own/test", "-P", "零售数仓", "status", "--wait"]
                #expect((try? BuiltProgram.run(status, folder: world.directory).status) == 0)
            })
        #expect(run.errors.contains("测试平台/零售数仓：生成批量任务包已完成，可导出！"))
    }

    @Test("R6: the end of a background job is told before the next prompt")
    func notices() throws {
        let world = try demo()
        let account = Placeholders.account
        #expect(world.run(["demo", "own"], user: account).status == 0)
        let own = ["-p", "own/test", "-P", "零售数仓"]
        let (run, _) = world.prompt(
            [.line("match ods_订单同步_日"), .line("generate --background"), .line("status --wait"), .line("echo 完")],
            arguments: own, user: account)
        let told = run.lines.firstIndex { $0.isError && $0.text == "生成批量任务包已完成，可导出！" }
        let after = run.lines.firstIndex { $0.text == "完" }
        #expect(try #require(told) < #require(after))
        #expect(run.lines.filter { $0.text == "生成批量任务包已完成，可导出！" }.count == 1)
    }

    @Test("R8: a prompt opened later says when the last package was made")
    func lastPackage() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "ods_订单同步_日"]).status == 0)
        world.advance(seconds: 3600)
        #expect(world.prompt([], arguments: place).run.errors.contains("最近一次包已在 2021-08-17 14:36:06 生成!"))
        // Wherever one comes to.
        let (run, _) = world.prompt([.line("open demo/test"), .line("use 公共接入层"), .line("use 零售数仓"), .line("status")])
        #expect(run.lines.filter { $0.isError && $0.text.contains("最近一次包已在 2021-08-17 14:36:06 生成!") }.count == 1)
        world.advance(seconds: 72 * 3600)
        #expect(!world.prompt([], arguments: place).run.errors.contains("最近一次包"))
    }

    @Test("an import at a prompt shows its plan and asks; no means nothing is written, --yes and scripts do not ask")
    func confirmation() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "ods_订单同步_日"]).status == 0)
        #expect(world.run(place + ["export", "a.zip"]).status == 0)
        let there = ["-p", "demo/production", "-P", "零售数仓"]
        let command = "import a.zip --into /生产接收/零售批次"
        let (no, prompts) = world.prompt([.line(command), .line("n"), .line("show ods_订单同步_日")], arguments: there)
        #expect(prompts[1] == "导入 1 个任务？ [y/N] ")
        #expect(no.output.contains("新建 1 个") && no.errors.contains("没有导入") && no.errors.contains("没有任务"))
        // Ctrl-C at the question is one: what was pasted with the command does not run.
        let (broken, _) = world.prompt([.line(command + "\necho 之后"), .interrupted], arguments: there)
        #expect(broken.errors.contains("已中断") && broken.errors.contains("其余 1 行没有执行"))
        #expect(!broken.output.contains("之后") && !broken.output.contains("导入完成"))
        let (yes, _) = world.prompt([.line(command), .line(" Y ")], arguments: there)
        #expect(yes.output.contains("导入完成，编号 1"))
        let (again, asked) = world.prompt(
            [.line("set confirm off"), .line(command), .line("import --yes a.zip --into /")], arguments: there)
        #expect(asked.count == 4 && again.output.contains("没有写入任何内容"))
    }

    @Test(
        "nobody is asked by a script that is run at a prompt, nor by the start-up file: nobody has typed its commands")
    func scriptsDoNotAsk() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "ods_订单同步_日"]).status == 0)
        #expect(world.run(place + ["export", "a.zip"]).status == 0)
        let there = ["-p", "demo/production", "-P", "零售数仓"]
        try world.write("import a.zip --into /生产接收/零售批次\nundo\n", to: "a.ferry")
        let (run, prompts) = world.prompt([.line("run a.ferry")], arguments: there)
        #expect(prompts.count == 2 && run.output.contains("已撤销导入 1"))
        try FileManager.default.createDirectory(
            atPath: "\(world.directory)/.config/taskferry", withIntermediateDirectories: true)
        try world.write("import a.zip --into /生产接收/零售批次\n", to: ".config/taskferry/startup.ferry")
        let (started, asked) = world.prompt([.line("undo"), .line("n")], arguments: there)
        #expect(asked.count == 3 && started.output.contains("导入完成，编号 2"))
    }

    @Test("in JSON and CSV an import that asks gives one result, and shows its plan beside it")
    func previews() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "ods_订单同步_日"]).status == 0)
        #expect(world.run(place + ["export", "a.zip"]).status == 0)
        let there = ["-o", "json", "-p", "demo/production", "-P", "零售数仓"]
        let (run, _) = world.prompt([.line("import a.zip --into /"), .line("y")], arguments: there)
        #expect(run.output.split(separator: "\n").count == 1 && run.errors.contains("新建 1 个"))
    }

    @Test("set plain on takes the editor away, set plain off brings it back")
    func plain() throws {
        let world = try demo()
        let opened = Mutex<[Bool]>([])
        _ = world.prompt(
            [],
            configure: { environment in
                environment.openTerminal = { isPlain in
                    opened.withLock { $0.append(isPlain) }
                    return ScriptedReader([.line(isPlain ? "set plain off" : "set plain on")]) { _, _ in }
                }
            })
        #expect(opened.withLock { $0 } == [false, true])
        #expect(world.run(["--plain"] + place + ["member", "list"]).output.contains("用户：许宁\n角色："))
    }

    @Test("R24: at a prompt somebody is asked what becomes of the target's own changes; stop is the default")
    func conflicts() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "dim_日期维表"]).status == 0)
        #expect(world.run(place + ["export", "a.zip"]).status == 0)
        let there = ["-p", "demo/production", "-P", "零售数仓"]
        #expect(world.run(there + ["import", "a.zip", "--into", "/"]).status == 0)
        try FileManager.default.createDirectory(
            atPath: "\(world.directory)/fix/dim_日期维表", withIntermediateDirectories: true)
        try world.write(
            #"{"format":1,"name":"dim_日期维表","nodes":[{"name":"n","type":"virtual"}]}"#, to: "fix/dim_日期维表/task.json")
        #expect(world.run(there + ["load", "fix", "--online"]).status == 0)
        let command = "import a.zip --into /"
        let question = "1 个任务在目标端有自己的修改：o 覆盖，k 保留，s 停止 [o/k/S] "
        let (stopped, asked) = world.prompt([.line(command), .line("")], arguments: there)
        #expect(asked[1] == question && asked.count == 3 && stopped.errors.contains("没有导入"))
        let (kept, _) = world.prompt([.line(command), .line("k")], arguments: there)
        #expect(kept.output.contains("保留") && kept.output.contains("没有写入任何内容"))
        // What was chosen is what a recording says, for nobody is asked when it is replayed.
        _ = world.prompt(
            [
                .line("record kept.ferry"), .line(command), .line("k"), .line("let x a.zip"),
                .line("import --into / ${x}"), .line("k"), .line("record --off"),
            ], arguments: there)
        let script = try Files.readText("\(world.directory)/kept.ferry")
        #expect(
            script.hasSuffix(
                "import --on-conflict keep a.zip --into /\nlet x a.zip\nimport --on-conflict keep --into / a.zip\n"))
        #expect(world.run(there + ["run", "kept.ferry"]).output.contains("没有写入任何内容"))
        let (done, questions) = world.prompt([.line(command), .line("o"), .line("y")], arguments: there)
        #expect(questions[2] == "导入 1 个任务？ [y/N] " && done.output.contains("导入完成，编号 2"))
    }

    @Test("R22: undo at a prompt shows what becomes of each task and what was changed since, and asks")
    func undoing() throws {
        let world = try demo()
        #expect(world.run(place + ["generate", "dim_日期维表", "ods_订单同步_日"]).status == 0)
        #expect(world.run(place + ["export", "a.zip"]).status == 0)
        let there = ["-p", "demo/production", "-P", "零售数仓"]
        #expect(world.run(there + ["import", "a.zip", "--into", "/"]).status == 0)
        let (no, prompts) = world.prompt([.line("undo"), .line("n"), .line("imports")], arguments: there)
        #expect(prompts[1] == "撤销导入 1，涉及 2 个任务？ [y/N] ")
        #expect(no.output.contains("dim_日期维表     恢复\n") && no.output.contains("ods_订单同步_日  移除\n"))
        #expect(no.errors.contains("没有撤销") && !no.errors.contains("没有导入"))
        #expect(!no.output.contains("导入后有变化的任务") && !no.output.contains("已撤销"))
        #expect(world.run(there + ["offline", "dim_日期维表"]).status == 0)
        // What is refused is not asked about.
        let (refused, asked) = world.prompt([.line("undo")], arguments: there)
        #expect(asked.count == 2 && refused.errors.contains("dim_日期维表 (许宁, 2021-08-17 14:36:06)"))
        let (forced, _) = world.prompt([.line("undo --force"), .line("y")], arguments: there)
        #expect(forced.output.contains("导入后有变化的任务") && forced.output.contains("已撤销导入 1，涉及 2 个任务"))
        #expect(forced.output.components(separatedBy: "移除").count == 2)
        let english = world.run(["--lang", "en"] + there + ["undo", "1"])
        #expect(english.errors.contains("import 1 was undone already (许宁, 2021-08-17 14:36:06)"))
    }

    @Test("the history keeps what was typed once, whole, but for lines that start with a space")
    func history() throws {
        let world = try demo()
        let typed: [LineEvent] = [
            .line("echo 一"), .line(" echo 密"), .line("echo 'a"), .line("b'"), .line("echo 一"), .line("frob \\"),
            .line(" x"), .line("# 注"), .line("   "),
        ]
        _ = world.prompt(typed)
        let file = HistoryFile(path: "\(world.directory)/.local/state/taskferry/history")
        #expect(try file.entries() == ["echo 'a\nb'", "echo 一", "frob \\\n x"])
        #expect(try Files.status(file.path)?.permissions == 0o600)
        _ = world.prompt([.line("echo 'a"), .line("b'")])
        #expect(try file.entries() == ["echo 一", "frob \\\n x", "echo 'a\nb'"])
    }

    @Test("the start-up file is for prompts only; what it says holds for the prompt")
    func startUp() throws {
        let world = try demo()
        try FileManager.default.createDirectory(
            atPath: "\(world.directory)/.config/taskferry", withIntermediateDirectories: true)
        try world.write("open demo/test\nuse 公共接入层\nlet x 甲\nfrob\n", to: ".config/taskferry/startup.ferry")
        let (run, prompts) = world.prompt([.line("echo ${x}")])
        #expect(prompts[0] == "测试平台/公共接入层> " && run.output.contains("甲\n"))
        #expect(run.errors.contains("startup.ferry:4:1: 没有命令 frob"))
        #expect(world.run(["-c", "echo ${x}"]).status == 64)
    }

    @Test("what was recorded replays, though a job ran in the background: it waits where somebody has waited")
    func recordedJob() throws {
        let world = try demo()
        let account = Placeholders.account
        #expect(world.run(["demo", "own"], user: account).status == 0)
        let own = ["-p", "own/test", "-P", "零售数仓"]
        _ = world.prompt(
            [
                .line("record job.ferry"), .line("match ods_订单同步_日"), .line("generate --background"),
                .line("export a.zip"), .line("record --off"),
            ], arguments: own, user: account,
            beforeLine: { number in
                guard number == 3 else { return }
                #expect(
                    (try? BuiltProgram.run(["-q"] + own + ["status", "--wait"], folder: world.directory).status) == 0)
            })
        let script = try Files.readText("\(world.directory)/job.ferry")
        #expect(script.hasSuffix("match ods_订单同步_日\ngenerate --background\nstatus --wait\nexport a.zip\n"))
        try Files.remove("\(world.directory)/a.zip")
        #expect(world.run(own + ["run", "job.ferry"], user: account).status == 0)
    }

    @Test("a session that was recorded at the prompt and is replayed on a copy gives the same state")
    func recording() throws {
        let world = try demo()
        let manager = FileManager.default
        try manager.copyItem(atPath: "\(world.directory)/demo", toPath: "\(world.directory)/copy")
        let typed: [LineEvent] = [
            .line("record weekly.ferry"), .line("match ods_订单同步_日 没有"), .line("match <<END"),
            .line("ods_订单同步_日"), .line("dwd_order_detail_di"), .line("END"), .line("generate"),
            .line("export a.zip"), .line("offline 退货率探索"), .line("offline 双十一预热"), .line("add monitor '新 监控'"),
            .line("record --off"), .line("add monitor 之后"),
        ]
        _ = world.prompt(typed, arguments: place)
        let first = world.run(["-o", "json", "inspect", "pkg", "a.zip"])
        try manager.removeItem(atPath: "\(world.directory)/a.zip")
        #expect(world.run(["-p", "copy/test", "-P", "零售数仓", "run", "weekly.ferry"]).status == 0)
        let second = world.run(["-o", "json", "inspect", "pkg", "a.zip"])
        func digest(_ run: TestWorld.Run) throws -> String? {
            try JSONParser.parse(Array(run.output.utf8), file: "out").object?["package"]?.object?["contentDigest"]?
                .string
        }
        #expect(try digest(first) == digest(second) && digest(first) != nil)
        let there = world.run(["-p", "copy/test", "-P", "零售数仓", "list", "monitor"]).output
        #expect(there.contains("新 监控") && !there.contains("之后"))
        let tasks = world.run(["-o", "json", "-p", "copy/test", "-P", "零售数仓", "tasks"]).output
        #expect(tasks == world.run(["-o", "json"] + place + ["tasks"]).output)
    }
}
