import Foundation
import TaskModel
import Testing

@testable import Shell

/// Runs the transcripts in `Sessions`. `TASKFERRY_RECORD=1` writes what came out into them instead of comparing.
@Suite("sessions")
struct SessionTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Sessions")

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".session") }.sorted()
    }()

    @Test("a session gives the output that it says", arguments: names)
    func session(name: String) throws {
        let url = Self.folder.appendingPathComponent(name)
        let file = SessionFile(parsing: try String(contentsOf: url, encoding: .utf8))
        let runner = try SessionRunner(language: file.language.flatMap(Language.init(rawValue:)) ?? .zh)
        let outputs = try file.steps.map { try runner.perform($0) }
        if ProcessInfo.processInfo.environment["TASKFERRY_RECORD"] == "1" {
            try file.text(outputs).write(to: url, atomically: true, encoding: .utf8)
            return
        }
        for (step, output) in zip(file.steps, outputs) {
            #expect(output == step.expected, "\(name): \(step.source[0])")
        }
    }
}

/// Performs the steps of one session.
final class SessionRunner {
    private let world: TestWorld
    private let language: Language
    private var user = "许宁"
    private var variables: [String: String] = [:]
    private var placeholders: Placeholders

    init(language: Language) throws {
        world = try TestWorld()
        self.language = language
        placeholders = Placeholders(directory: world.directory)
    }

    func perform(_ step: SessionFile.Step) throws -> [String] {
        switch step.kind {
        case .directive:
            try obey(String(step.source[0].dropFirst(2)))
            return []
        case .command:
            let command = ([String(step.source[0].dropFirst(2))] + step.source.dropFirst()).joined(separator: "\n")
            let run = command.hasPrefix("taskferry") ? try runHere(command) : try runInShell(command)
            var lines = run.lines.map { line in
                let text = placeholders.apply(line.text)
                return line.isError ? "2> \(text)" : SessionFile.escaped(text)
            }
            if run.status != 0 { lines.append("[\(run.status)]") }
            while lines.last == "" { lines.removeLast() }
            return lines
        }
    }

    private func runHere(_ command: String) throws -> TestWorld.Run {
        var reader = ScriptReader(TextSource(name: "session", text: command), home: nil)
        guard let statement = try reader.next() else { throw SessionError.noCommand(command) }
        let fill = Variables()
        let words = try statement.words.map { try fill.fill($0.parts, file: "session") }
        let input = try statement.list.map { try fill.fill($0.parts, file: "session") }
        return world.run(
            Array(words.dropFirst()), input: input, user: user, language: language, variables: variables)
    }

    private func runInShell(_ command: String) throws -> TestWorld.Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = URL(fileURLWithPath: world.directory)
        let folder = URL(fileURLWithPath: TestWorld.executable).deletingLastPathComponent().path
        process.environment = world.environment([], language: language, variables: variables).variables
            .merging(["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"]) { $1 }
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let drained = DrainedPipe(errors)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let errorText = drained.wait()
        process.waitUntilExit()
        return TestWorld.Run(
            status: process.terminationStatus,
            lines: Self.lines(text, isError: false) + Self.lines(errorText, isError: true))
    }

    private static func lines(_ data: Data, isError: Bool) -> [TestWorld.Line] {
        var parts = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { TestWorld.Line(isError: isError, text: $0) }
    }

    private func obey(_ directive: String) throws {
        let words = directive.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw SessionError.unknownDirective(directive) }
        switch words[0] {
        case "clock":
            guard let count = Int64(words[1].dropFirst().dropLast()), words[1].hasPrefix("+"),
                let unit = ["s": 1, "h": 3600, "d": 86_400][words[1].suffix(1)] as Int64?
            else { throw SessionError.unknownDirective(directive) }
            world.advance(seconds: count * unit)
        case "user": user = words[1] == "<account>" ? Placeholders.account : words[1]
        case "env":
            let pair = words[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            variables[pair[0]] = pair.count > 1 ? pair[1] : nil
        default: throw SessionError.unknownDirective(directive)
        }
    }
}

enum SessionError: Error {
    case noCommand(String)
    case unknownDirective(String)
}

/// Reads a pipe to its end on a thread of its own, so that the child never waits for us.
final class DrainedPipe: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()

    init(_ pipe: Pipe) {
        Thread.detachNewThread { [self] in
            data = pipe.fileHandleForReading.readDataToEndOfFile()
            done.signal()
        }
    }

    func wait() -> Data {
        done.wait()
        return data
    }
}
