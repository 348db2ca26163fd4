import Foundation
import PlatformStore
import TaskModel
import TerminalSupport
import Testing

@testable import Migration

/// Names from before the naming rule, and names on disk, that try to steer a terminal.
@Suite("Terminal: hostile names") struct HostileNamesTerminalTests {
    /// Turns what follows around, and turns it back.
    static let turned = "对账\u{202E}单月\u{202C}"
    static let marked = "e" + String(repeating: "\u{301}", count: 64)
    static let invisible = "零\u{200B}宽\u{2066}字\u{2069}"
    static let plain = "对账 旧"
    /// An escape sequence that sets the window's title, and one that nobody here would use.
    static let steering = "\u{1B}]0;owned\u{7}坏\u{1B}[5m"

    /// A world with one more platform, whose names are all hostile.
    private static func world() throws -> (world: TerminalWorld, platform: String) {
        let world = try TerminalWorld()
        let path = "\(world.folder)/旧"
        let user = try #require(PathName(Placeholders.account))
        let project = try #require(PathName("项\u{202E}目" + String(repeating: "\u{301}", count: 64)))
        var random = SystemRandomNumberGenerator()
        let time = Timestamp(secondsSince1970: 1_629_182_166)
        let platform = try Setup.create(
            at: path, name: #require(PathName("平\u{2067}台" + String(repeating: "\u{300}", count: 64))),
            projects: [project], by: Actor(user: user), now: time, using: &random)
        let workspace = try Workspace(
            platform: platform, actor: Actor(user: user), surroundings: Workspace.Surroundings(now: { time }))
        _ = try workspace.setSwitch(.export, on: true)
        let sources = try [turned, marked, invisible, plain].map { name in
            var document = TaskDocument(name: try #require(TaskLabel(name)))
            document.nodes = [
                Node(name: try #require(NodeName("n")), type: try #require(NodeType("virtual")))
            ]
            return LoadSource(document: document, origin: "test") { _ in .memory([]) }
        }
        _ = try workspace.load(
            sources, into: .root, online: true, project: project, oldNames: true, using: &random)
        return (world, path)
    }

    /// A prompt at that platform; its row differs from those elsewhere.
    private static func prompt() throws -> (world: TerminalWorld, terminal: PseudoTerminal, prompt: String) {
        let (world, platform) = try world()
        try FileManager.default.createDirectory(
            atPath: "\(world.folder)/\(steering)夹", withIntermediateDirectories: true)
        try world.write("{}", to: "\(steering)夹/task.json")
        try world.write("\(steering)\n\(turned)\n没有\u{202E}的\n\(marked)\n", to: "names.txt")
        try world.write(
            "echo \(steering)\necho \(turned)\necho '\(marked)\\n\(invisible)'\n",
            to: "home/.local/state/taskferry/history")
        let terminal = try world.open(["-p", platform], columns: 1000)
        try terminal.wait("the prompt") { $0.isPasteMarked && $0.rows[$0.row].hasSuffix(">") }
        return (world, terminal, terminal.line)
    }

    /// Nothing in what was written steers, turns, hides or towers.
    private static func expectHarmless(_ terminal: PseudoTerminal) {
        let scalars = terminal.transcript.unicodeScalars
        let controls = scalars.filter { scalar in
            switch scalar.value {
            case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x80...0x9F: true
            default: false
            }
        }
        #expect(controls.isEmpty)
        #expect(!terminal.transcript.contains("\u{1B}]") && !terminal.transcript.contains("\u{1B}[5m"))
        #expect(terminal.screen.unknown.isEmpty)
        var run = 0
        var longest = 0
        for scalar in scalars {
            run = scalar.properties.generalCategory == .nonspacingMark ? run + 1 : 0
            longest = max(longest, run)
        }
        #expect(longest <= 8)
    }

    @Test("load does not take such names")
    func load() throws {
        let (world, terminal, prompt) = try Self.prompt()
        for (number, name) in [Self.steering, Self.turned, Self.marked].enumerated() {
            let text = try #require(String(data: JSONEncoder().encode(name), encoding: .utf8))
            try world.write("{\"format\": 1, \"name\": \(text), \"nodes\": []}", to: "t\(number)/task.json")
            let output = try terminal.submit("load t\(number){enter}", prompt: prompt)
            #expect(output.contains("taskferry") || output.contains("t\(number)"))
            #expect(!output.contains("新建 1 个"))
        }
        Self.expectHarmless(terminal)
    }

    @Test("the prompt, tables, one task in full and errors write such names out")
    func commands() throws {
        let (_, terminal, prompt) = try Self.prompt()
        for command in [
            "tasks", "tasks '对*'", "status", "whoami", "list project", "match @names.txt", "set output csv", "tasks",
            "set output json", "tasks", "match @names.txt", "set output text", "history", "frob \(Self.turned)",
            "show '\(Self.turned)'", "show '没有\(Self.marked)'", "graph '\(Self.turned)'", "use '\(Self.invisible)'",
            "open '\(Self.invisible)'", "let 名 '\(Self.marked)'", "echo '\(Self.turned)\(Self.marked)'",
            "load \(Self.marked)",
            "generate '\(Self.turned)' '\(Self.marked)'", "status", "export b.zip", "inspect pkg b.zip",
            "inspect pkg b.zip '\(Self.turned)'", "set timing '\(Self.turned)'", "help '\(Self.turned)'",
        ] {
            try terminal.submit("\(command){enter}", prompt: prompt)
        }
        #expect(terminal.transcript.contains("对账\\u{202E}单月\\u{202C}"))
        Self.expectHarmless(terminal)
    }

    @Test("completion offers no name that cannot be seen as it is; one with many marks goes in whole and is found")
    func completion() throws {
        let (_, terminal, prompt) = try Self.prompt()
        try terminal.type(Keys.bytes("match 对{tab}"))
        try terminal.wait("the one that can be typed") { $0.rows[$0.row].hasSuffix("match '\(Self.plain)'") }
        try terminal.submit("{^C}", prompt: prompt)
        let bells = terminal.screen.bells
        try terminal.type(Keys.bytes("match 零{tab}"))
        try terminal.wait("the bell") { $0.bells == bells + 1 }
        try terminal.submit("{^C}", prompt: prompt)
        try terminal.type(Keys.bytes("match e{tab}"))
        try terminal.wait("the name") { $0.rows[$0.row].unicodeScalars.last == "'" }
        #expect(try terminal.submit("{enter}", prompt: prompt).contains("匹配到 1 个，失败 0 个"))
        // Typed by hand the others are found too.
        #expect(try terminal.submit("match '\(Self.turned)'{enter}", prompt: prompt).contains("匹配到 1 个，失败 0 个"))
        // Folders on disk, one of them with escape sequences in its name.
        try terminal.type(Keys.bytes("load {tab}"))
        try terminal.wait("the list of folders") { $0.text.contains("production/") }
        try terminal.submit("{^C}", prompt: prompt)
        #expect(!terminal.transcript.contains("坏"))
        Self.expectHarmless(terminal)
    }

    @Test("a history that holds such text shows it written out, by arrow keys and by Ctrl-R")
    func history() throws {
        let (_, terminal, prompt) = try Self.prompt()
        for _ in 1...4 { try terminal.type(Keys.bytes("{up}")) }
        try terminal.wait("the oldest entry") { $0.text.contains("echo \\u{1B}]0;owned\\u{7}坏\\u{1B}[5m") }
        try terminal.submit("{^C}", prompt: prompt)
        try terminal.type(Keys.bytes("{^R}单月"))
        try terminal.wait("the entry") { $0.text.contains("(查找历史) '单月': echo 对账\\u{202E}单月\\u{202C}") }
        try terminal.submit("{^C}", prompt: prompt)
        try terminal.submit("history{enter}", prompt: prompt)
        Self.expectHarmless(terminal)
    }
}
