import FileIO
import Glibc
import PlatformStore
import TaskModel

/// Writes the commands that are given from now on as a script: those that failed as comments, with the reason (§7).
///
/// Every command is on the disk before the next one begins, so that a crash loses none.
final class Recorder {
    /// The script.
    let path: String
    /// How many commands it has.
    private(set) var count = 0
    /// How many scripts ran inside each other when it began; what those do, it records command by command.
    let depth: Int
    private let file: OpenFile

    /// Begins a script under a header of comments, with commands that make what was there before. Throws
    /// `already-exists` unless it may replace what stands there, `bad-file` for what is no regular file.
    init(_ path: String, header: [String], commands: [String], replaces: Bool, depth: Int) throws {
        try Platform.refuseInside(path)
        self.path = path
        self.depth = depth
        // A pipe that nobody reads is told of, not waited for.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | (replaces ? 0 : O_EXCL)
        do {
            file = try OpenFile.open(path, flags, mode: 0o666)
        } catch let error as TaskferryError where error.code == .notFound {
            throw TaskferryError(.cannotCreate, subject: path, detail: "no-folder", cause: Files.parent(of: path))
        } catch let error as TaskferryError where error.code == .alreadyExists {
            throw TaskferryError(.alreadyExists, subject: path, detail: "replaceable")
        }
        guard try file.status().isFile else {
            throw TaskferryError(.badFile, subject: path, cause: "not a regular file")
        }
        try file.truncate(to: 0)
        try write(["#!/usr/bin/env -S taskferry run"] + header.map { "# \($0)" } + commands)
        try Files.syncDirectory(Files.parent(of: path))
    }

    /// Adds a command, and says so in a comment when it failed: then it is a comment too, unless it has changed
    /// something all the same. Of a script that failed, what it has done stands in its place.
    func add(_ command: RecordedCommand) throws {
        try write(lines(of: command))
    }

    private func lines(of command: RecordedCommand) -> [String] {
        guard let failure = command.failure else {
            count += 1
            // Whoever replays it is as far as somebody who typed on: the job has ended before it is needed.
            return command.lines + (command.startsJob ? ["status --wait"] : [])
        }
        let reason = ["# [\(Sanitizer.sanitized(failure))]"]
        if command.inner.isEmpty, command.hasChanged {
            count += 1
            return reason + command.lines
        }
        return reason + command.lines.map { "# \(Sanitizer.sanitized($0))" } + command.inner.flatMap(lines)
    }

    private func write(_ lines: [String]) throws {
        try file.write(Array(lines.map { $0 + "\n" }.joined().utf8))
        try file.sync()
    }
}

/// What became of a command, for a recording.
struct RecordedCommand {
    /// The command's lines.
    var lines: [String]
    /// Why it failed; nil: it did not.
    var failure: String?
    /// Whether a platform was changed by it, even if it failed.
    var hasChanged = false
    /// Whether it has started a job in the background.
    var startsJob = false
    /// Of a script: what it has done.
    var inner: [RecordedCommand] = []

    init(lines: [String]) { self.lines = lines }
}
