import FileIO
import Synchronization
import TaskModel
import Testing

@testable import Shell

@Suite("§7: scripts, exit codes, places")
struct EngineTests {
    @Test("a script stops at the first command that fails, with the place, a caret and its exit code")
    func stops() throws {
        let world = try TestWorld()
        try world.write("echo 一\nechoo 二\necho 三\n", to: "a.ferry")
        let run = world.run(["run", "a.ferry"])
        #expect(run.status == 64)
        #expect(run.output == "一\n")
        #expect(run.errors.hasPrefix("a.ferry:2:1: "))
        #expect(run.errors.contains("  echoo 二\n  ^\n"))
    }

    @Test("--keep-going goes on, and the first failure gives the exit code")
    func keepsGoing() throws {
        let world = try TestWorld()
        try world.write("status\nechoo\necho 三\n", to: "a.ferry")
        let run = world.run(["run", "--keep-going", "a.ferry"])
        #expect(run.status == 64)
        #expect(run.output == "三\n")
        #expect(run.errors.contains("a.ferry:1:1: ") && run.errors.contains("a.ferry:2:1: "))
    }

    @Test("the caret stands under the word that is wrong, whatever stands before it")
    func caret() throws {
        let world = try TestWorld()
        let run = world.run(["-c", "echo 任务 ${没有}"], language: .en)
        #expect(run.status == 64)
        #expect(run.errors.contains("  echo 任务 ${没有}\n            ^\n"))
    }

    @Test("R26: a pipe, -c and a file run the same commands")
    func sources() throws {
        let world = try TestWorld()
        try world.write("let x 甲\necho ${x} $1\n", to: "a.ferry")
        #expect(world.run([], input: "let x 甲\necho ${x} 乙\n").output == "甲 乙\n")
        #expect(world.run(["-c", "let x 甲", "-c", "echo ${x} 乙"]).output == "甲 乙\n")
        #expect(world.run(["run", "a.ferry", "乙"]).output == "甲 乙\n")
    }

    @Test("exit gives its status and ends the script")
    func exit() throws {
        let world = try TestWorld()
        let run = world.run([], input: "exit 3\necho no\n")
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
    }

    @Test("scripts that run themselves end with an error")
    func depth() throws {
        let world = try TestWorld()
        try world.write("run a.ferry\n", to: "a.ferry")
        let run = world.run(["run", "a.ferry"])
        #expect(run.status == 64)
    }

    @Test(
        "exit codes",
        arguments: [
            "nosuch": Int32(64), "status": 64, "match --nosuch": 64, "-p nowhere status": 65,
            "inspect pkg nowhere.zip": 74,
            "run nowhere": 74, "help": 0, "--version": 0, "-o xml help": 64, "help nosuch": 64, "": 64, "exit 7": 7,
            "exit 256": 64,
        ] as [String: Int32])
    func exitCodes(line: String, status: Int32) throws {
        #expect(try TestWorld().run(line.split(separator: " ").map(String.init)).status == status, "\(line)")
    }

    @Test("in JSON mode an error is an object on standard error, and nothing else is there")
    func jsonErrors() throws {
        let run = try TestWorld().run(["-o", "json", "nosuch"], language: .en)
        #expect(run.output.isEmpty)
        #expect(run.lines.count == 1)
        let tree = try JSONParser.parse(Array(run.errors.utf8), file: "t")
        #expect(tree.object?["error"]?.object?["code"]?.string == "unknown-command")
        #expect(tree.object?["error"]?.object?["message"]?.string?.isEmpty == false)
    }

    @Test("a misspelt command gets a suggestion")
    func suggestion() throws {
        let world = try TestWorld()
        #expect(world.run(["exprot", "x"], language: .en).errors.contains("did you mean export?"))
        #expect(EditDistance.nearest(to: "statsu", among: ["status", "set"]) == "status")
        #expect(EditDistance.nearest(to: "xyzzy", among: ["status", "set"]) == nil)
    }

    @Test("a list after a command that takes none is refused")
    func list() throws {
        let run = try TestWorld().run([], input: "echo <<END\na\nEND\n")
        #expect(run.status == 64)
    }

    @Test("a command that has changed the platform and failed after that is no comment in a recording")
    func recordedChange() throws {
        let world = try TestWorld()
        #expect(world.run(["init", "A", "--name", "甲", "--project", "数仓"]).status == 0)
        var environment = world.environment(
            ["-p", "A", "--keep-going", "-c", "record a.ferry\nadd monitor 一\nadd monitor 一 二\nadd directory x\n"])
        let output = environment.output
        environment.output = { text in
            if text.contains("新增 1 个，已有 1 个") { throw TaskferryError(.ioError, subject: "stdout") }
            try output(text)
        }
        #expect(Program(environment: environment).run() != 0)
        let lines = try Files.readText("\(world.directory)/a.ferry").split(separator: "\n").suffix(5)
        #expect(lines[lines.startIndex...].first == "add monitor 一")
        #expect(lines.dropFirst().first?.hasPrefix("# [") == true)
        #expect(lines.dropFirst(2).first == "add monitor 一 二")
        #expect(lines.last == "# add directory x")
    }

    @Test("an interrupt ends a script that is only looked at, and all that it runs, with 130")
    func interruptedCheck() throws {
        let world = try TestWorld()
        try world.write("echo 一\nrun b.ferry\nrun b.ferry\n", to: "a.ferry")
        try world.write("frob\necho 二\necho 三\n", to: "b.ferry")
        var environment = world.environment(["run", "--dry-run", "a.ferry"])
        let asked = Atomic(0)
        environment.cancelled = {
            if asked.add(1, ordering: .relaxed).newValue > 5 { throw TaskferryError(.interrupted) }
        }
        #expect(Program(environment: environment).run() == 130)
    }

    @Test("a recording that a script begins has what that script does from then on, command by command")
    func recordedFromScript() throws {
        let world = try TestWorld()
        try world.write("echo 零\nrecord b.ferry\necho $1\nrun c.ferry\nrecord --off\necho 四\n", to: "a.ferry")
        try world.write("echo 二\n", to: "c.ferry")
        #expect(world.run(["run", "a.ferry", "一 个"]).status == 0)
        #expect(try Files.readText("\(world.directory)/b.ferry").hasSuffix("\necho '一 个'\nrun c.ferry\n"))
    }

    @Test("--dry-run knows how deep scripts may run each other")
    func deepCheck() throws {
        let world = try TestWorld()
        for number in 1...17 { try world.write("run \(number + 1).ferry\n", to: "\(number).ferry") }
        try world.write("echo 到\n", to: "18.ferry")
        #expect(world.run(["run", "1.ferry"]).errors.contains("16.ferry:1:5"))
        let check = world.run(["run", "--dry-run", "1.ferry"])
        #expect(check.status == 64 && check.errors.contains("16.ferry:1:5"))
        #expect(world.run(["run", "--dry-run", "3.ferry"]).status == 0)
    }
}
