import FileIO
import Foundation
import LineEditor
import Synchronization
import TaskModel

@testable import Shell

/// A world for the shell in a temporary directory: pinned clock, seeded randomness, recorded output. Removed at its end.
final class TestWorld: Sendable {
    let directory: String
    private let clock: Mutex<Timestamp>
    private let generator: Mutex<UInt64>
    private let recorder = Mutex<[Line]>([])

    /// Something written, whole lines.
    struct Line: Equatable {
        let isError: Bool
        let text: String
    }

    /// What a command line came to.
    struct Run {
        let status: Int32
        let lines: [Line]
        var output: String { text(isError: false) }
        var errors: String { text(isError: true) }

        private func text(isError: Bool) -> String {
            lines.filter { $0.isError == isError }.map { $0.text + "\n" }.joined()
        }
    }

    init(seed: UInt64 = 20_210_817) throws {
        let base = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        directory = "\(base)/taskferry-shell-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        clock = Mutex(try Timestamp("2021-08-17T06:36:06Z"))
        generator = Mutex(seed)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func advance(seconds: Int64) { clock.withLock { $0 = $0.advanced(bySeconds: seconds) } }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }

    /// The environment of one command line.
    func environment(
        _ arguments: [String], input: String? = nil, user: String = "许宁", language: Language = .zh,
        variables: [String: String] = [:]
    ) -> RunEnvironment {
        let locale = language == .zh ? "zh_CN.UTF-8" : "en_US.UTF-8"
        let own = ["LANG": locale, "HOME": directory, "TMPDIR": directory].merging(variables) { $1 }
        let probe = Terminal.Probe(isTerminal: { _ in false }, windowColumns: { _ in nil })
        return RunEnvironment(
            arguments: arguments, variables: own, workingDirectory: directory, user: user,
            now: { [self] in clock.withLock { $0 } }, monotonic: { .zero }, random: { [self] in nextRandom() },
            input: TextSourceInput(input ?? ""), inputIsTerminal: input == nil,
            output: { [self] in record($0, isError: false) }, errors: { [self] in record($0, isError: true) },
            outputTerminal: Terminal(descriptor: 1, environment: own, probe: probe),
            errorTerminal: Terminal(descriptor: 2, environment: own, probe: probe), executable: Self.executable,
            zone: { (try? ZoneFiles().rules(named: "Asia/Shanghai")) ?? .utc }, cancelled: {})
    }

    /// Runs a prompt at which these things are typed, and returns the prompts it showed beside the rest.
    func prompt(
        _ events: [LineEvent], arguments: [String] = [], user: String = "许宁", language: Language = .zh,
        variables: [String: String] = [:], configure: (inout RunEnvironment) -> Void = { _ in },
        beforeLine: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> (run: Run, prompts: [String]) {
        let prompts = Mutex<[String]>([])
        var environment = environment(arguments, user: user, language: language, variables: variables)
        environment.openTerminal = { _ in
            ScriptedReader(events) { number, prompt in
                prompts.withLock { $0.append(prompt) }
                beforeLine(number)
            }
        }
        configure(&environment)
        let status = Program(environment: environment).run()
        return (Run(status: status, lines: takeLines()), prompts.withLock { $0 })
    }

    /// Runs one command line in this process.
    func run(
        _ arguments: [String], input: String? = nil, user: String = "许宁", language: Language = .zh,
        variables: [String: String] = [:]
    ) -> Run {
        let status = Program(
            environment: environment(
                arguments, input: input, user: user, language: language, variables: variables)
        ).run()
        return Run(status: status, lines: takeLines())
    }

    private func takeLines() -> [Line] {
        recorder.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    private func record(_ text: String, isError: Bool) {
        var parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        recorder.withLock { lines in lines += parts.map { Line(isError: isError, text: String($0)) } }
    }

    private func nextRandom() -> UInt64 {
        generator.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// The built program, for workers and for lines that run in a real shell.
    static let executable: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("taskferry").path
    }()
}

/// Somebody who types what a test says, and then leaves.
final class ScriptedReader: LineReading {
    private var events: ArraySlice<LineEvent>
    private var count = 0
    private let asked: (_ number: Int, _ prompt: String) -> Void

    init(_ events: [LineEvent], asked: @escaping (Int, String) -> Void) {
        self.events = events[...]
        self.asked = asked
    }

    func readLine(prompt: String) -> LineEvent {
        asked(count, prompt)
        count += 1
        return events.popFirst() ?? .endOfFile
    }
}

/// Standard input from a text.
final class TextSourceInput: TextInput {
    private let lines: Mutex<[String]>

    init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = Mutex(lines)
    }

    func readLine() -> String? {
        lines.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
