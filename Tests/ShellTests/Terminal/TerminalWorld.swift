import Foundation
import TerminalSupport
import Testing

/// The two demonstration platforms and a home of their own, for prompts of the built program on real terminals.
final class TerminalWorld {
    /// What the prompt says at the test platform, as a row of the screen shows it.
    static let testPlace = "测试平台/零售数仓>"
    /// What it says at production.
    static let productionPlace = "生产平台/零售数仓>"
    static let project = "零售数仓"

    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "taskferry-pty-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try ferry(["--lang", "zh", "demo", folder])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var home: String { "\(folder)/home" }
    var test: String { "\(folder)/test" }
    var production: String { "\(folder)/production" }

    /// The variables of every process: Chinese, a home of its own, nothing of the caller's.
    var variables: [String: String] {
        ["LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8", "HOME": home, "TZ": "Asia/Shanghai", "PAGER": "cat"]
    }

    /// A prompt at a platform of this world, once it waits for a command.
    func prompt(
        at platform: String? = nil, options: [String] = [], columns: Int = 100, rows: Int = 40,
        type: String = "xterm", variables: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try open(
            ["-p", platform ?? test, "-P", Self.project] + options, columns: columns, rows: rows, type: type,
            variables: variables)
        try terminal.wait("the first prompt") { $0.rows[$0.row].hasSuffix(">") }
        return terminal
    }

    /// The program with any arguments on a terminal.
    func open(
        _ arguments: [String], columns: Int = 100, rows: Int = 40, type: String = "xterm",
        variables: [String: String] = [:], program: String = BuiltProgram.path
    ) throws -> PseudoTerminal {
        let language = program == BuiltProgram.path ? ["--lang", "zh"] : []
        let terminal = try PseudoTerminal(
            language + arguments, program: program, columns: columns, rows: rows, type: type,
            variables: self.variables.merging(variables) { $1 }, folder: folder)
        terminal.companion = self
        return terminal
    }

    /// Runs a command without a terminal, which must succeed.
    @discardableResult
    func ferry(_ words: [String]) throws -> String {
        let outcome = try BuiltProgram.run(["--lang", "zh"] + words, variables: ["HOME": home], folder: folder)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)")
        return outcome.output
    }

    /// The tasks of a platform.
    func tasks(_ platform: String) throws -> String {
        try ferry(["-p", platform, "-P", Self.project, "-o", "json", "tasks"])
    }

    func write(_ text: String, to name: String, mode: Int = 0o644) throws {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}

extension PseudoTerminal {
    /// Written when the editor begins to read a line, and only then.
    private static let reading = "\u{1B}[?2004h"

    /// The row of the cursor, without what is blank at its end.
    var line: String { screen.rows[screen.row] }

    /// Types keys and waits until the cursor's row shows something.
    func type(_ keys: String, showing row: String) throws {
        try type(Keys.bytes(keys))
        try wait("the row \(row)") { $0.rows[$0.row] == row }
    }

    /// Types keys that end a line and waits for the next prompt. Returns the text that was written meanwhile, without
    /// escape sequences.
    @discardableResult
    func submit(_ keys: String, prompt: String = TerminalWorld.testPlace) throws -> String {
        let before = transcript.utf8.count
        try type(Keys.bytes(keys))
        try wait("the prompt \(prompt) after \(keys)") { screen in
            screen.rows[screen.row] == prompt && written(since: before).contains(Self.reading)
        }
        return written(since: before).replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "")
    }

    /// What was written after so many bytes.
    func written(since count: Int) -> String { String(decoding: transcript.utf8.dropFirst(count), as: UTF8.self) }

    /// Leaves the prompt with Ctrl-D; the exit status.
    func leave() throws -> Int32 {
        try type("\u{4}")
        return try waitForEnd() >> 8
    }
}
