import Foundation
import Glibc
import TerminalSupport
import Testing

/// Ctrl-C while a command runs: cancelled cleanly, nothing half-done. System calls are slowed down, so that the import
/// lasts as long as the test needs.
@Suite("Terminal: Ctrl-C during an import", .serialized) struct InterruptTerminalTests {
    static let place = TerminalWorld.productionPlace
    static let importLine = "import big.zip --into /"
    static let size = 24 << 20

    /// A world with a package of 24 MiB that no compression makes smaller.
    private static func world() throws -> TerminalWorld {
        let world = try TerminalWorld()
        try world.write(
            """
            {"format": 1, "name": "大资源任务", "nodes": [{"name": "n", "type": "virtual"}],
             "resources": [{"name": "model.bin", "kind": "jar"}]}
            """, to: "大资源任务/task.json")
        try FileManager.default.createDirectory(
            atPath: "\(world.folder)/大资源任务/resources", withIntermediateDirectories: true)
        let random = try #require(FileHandle(forReadingAtPath: "/dev/urandom")).read(upToCount: size)
        try #require(random).write(to: URL(filePath: "\(world.folder)/大资源任务/resources/model.bin"))
        try world.ferry(["pack", "大资源任务", "big.zip"])
        return world
    }

    /// The program under a tracer that makes one kind of system call take long. The terminal's signals reach both; the
    /// tracer does not take them.
    private static func slowly(
        _ call: String, by microseconds: Int, _ arguments: [String], in world: TerminalWorld
    ) throws -> PseudoTerminal {
        try world.open(
            [
                "-f", "-I", "never", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):delay_enter=\(microseconds)",
            ]
                + [BuiltProgram.path, "--lang", "zh", "-p", world.production, "-P", TerminalWorld.project] + arguments,
            program: "/usr/bin/strace")
    }

    @Test(
        "while the package is read: told, nothing imported, the prompt goes on; then it completes",
        .timeLimit(.minutes(3)))
    func whileReading() throws {
        let world = try Self.world()
        let before = try world.tasks(world.production)
        let terminal = try Self.slowly("pread64", by: 15_000, [], in: world)
        try terminal.wait("the prompt") { $0.rows[$0.row] == Self.place }
        try terminal.type(Keys.bytes("\(Self.importLine){enter}"))
        try terminal.wait("progress") { $0.rows[$0.row].contains("%") && $0.rows[$0.row].contains("MiB") }
        let output = try terminal.submit("{^C}", prompt: Self.place)
        #expect(output.contains("已中断"))
        // Nothing is left of the progress on the screen, and the message has its line to itself.
        #expect(!terminal.screen.text.contains("%"))
        #expect(terminal.screen.rows.contains { $0.hasSuffix("已中断") && !$0.contains("█") })
        #expect(try !terminal.submit("tasks{enter}", prompt: Self.place).contains("大资源任务"))
        #expect(try terminal.leave() == 0)
        #expect(try world.tasks(world.production) == before)
        try Self.completes(world)
    }

    @Test("while resources are being written: told, nothing imported; then it completes", .timeLimit(.minutes(3)))
    func whileWriting() throws {
        let world = try Self.world()
        let before = try world.tasks(world.production)
        let terminal = try Self.slowly("fsync", by: 1_000_000, [], in: world)
        try terminal.wait("the prompt") { $0.rows[$0.row] == Self.place }
        try terminal.type(Keys.bytes("\(Self.importLine){enter}"))
        try terminal.wait(for: "[y/N]")
        try terminal.type("y\r")
        let incoming = "\(world.production)/incoming"
        try terminal.wait("a resource that comes in") { _ in
            // The folder comes with the first resource, and a file may go away while it is looked at.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? []
            return names.contains { name in
                let facts = try? FileManager.default.attributesOfItem(atPath: "\(incoming)/\(name)")
                return facts?[.size] as? Int ?? 0 > 0
            }
        }
        #expect(try terminal.submit("{^C}", prompt: Self.place).contains("已中断"))
        #expect(try terminal.leave() == 0)
        #expect(try world.tasks(world.production) == before)
        try Self.completes(world)
    }

    @Test("outside a prompt the exit status is 130", arguments: ["-c", "run"])
    func inAScript(how: String) throws {
        let world = try Self.world()
        let before = try world.tasks(world.production)
        try world.write("\(Self.importLine)\necho 以后\n", to: "weekly.ferry")
        let words = how == "run" ? ["run", "weekly.ferry"] : ["-c", Self.importLine, "-c", "echo 以后"]
        let terminal = try Self.slowly("pread64", by: 15_000, words, in: world)
        try terminal.wait("progress") { $0.rows[$0.row].contains("%") }
        // Ctrl-C at a terminal that is not raw is the signal to its foreground.
        try terminal.type("\u{3}")
        #expect(try terminal.waitForEnd() == 130 << 8)
        #expect(terminal.transcript.contains("已中断") && !terminal.transcript.contains("以后"))
        #expect(try world.tasks(world.production) == before)
        try world.ferry(["-p", world.production, "fsck"])
    }

    @Test("SIGTERM during an import at a prompt ends the prompt too, and nothing is imported")
    func terminated() throws {
        let world = try Self.world()
        let before = try world.tasks(world.production)
        let terminal = try Self.slowly("pread64", by: 15_000, [], in: world)
        try terminal.wait("the prompt") { $0.rows[$0.row] == Self.place }
        try terminal.type(Keys.bytes("\(Self.importLine){enter}"))
        try terminal.wait("progress") { $0.rows[$0.row].contains("%") }
        let tracer = "/proc/\(terminal.child)/task/\(terminal.child)/children"
        let children = try String(contentsOfFile: tracer, encoding: .utf8).split(separator: " ")
        kill(try #require(children.first.flatMap { pid_t($0) }), SIGTERM)
        _ = try terminal.waitForEnd()
        #expect(try world.tasks(world.production) == before)
    }

    /// The same import, at a prompt and without a tracer.
    private static func completes(_ world: TerminalWorld) throws {
        let terminal = try world.prompt(at: world.production)
        try terminal.type(Keys.bytes("\(importLine){enter}"))
        try terminal.wait(for: "导入 1 个任务？ [y/N]")
        #expect(try terminal.submit("y{enter}", prompt: place).contains("导入完成，编号 1"))
        #expect(try terminal.submit("tasks '大*'{enter}", prompt: place).contains("大资源任务"))
        try world.ferry(["-p", world.production, "fsck"])
    }
}
