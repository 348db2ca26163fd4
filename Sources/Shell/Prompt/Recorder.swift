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
    private let file: OpenFile

    /// Begins a script under a header of comments. Throws `already-exists` unless it may replace what stands there.
    init(_ path: String, header: [String], replaces: Bool) throws {
        try Platform.refuseInside(path)
        self.path = path
        let flags = O_WRONLY | O_CREAT | O_APPEND | (replaces ? O_TRUNC : O_EXCL)
        do {
            file = try OpenFile.open(path, flags, mode: 0o666)
        } catch let error as TaskferryError where error.code == .notFound {
            throw TaskferryError(.cannotCreate, subject: path, detail: "no-folder", cause: Files.parent(of: path))
        }
        try write(["#!/usr/bin/env -S taskferry run"] + header.map { "# \($0)" })
        try Files.syncDirectory(Files.parent(of: path))
    }

    /// Adds a command as it was typed; with a reason, as a comment.
    func add(_ lines: [String], failure: String?) throws {
        guard let failure else {
            count += 1
            return try write(lines)
        }
        try write((["[\(failure)]"] + lines).map { "# \(Sanitizer.sanitized($0))" })
    }

    private func write(_ lines: [String]) throws {
        try file.write(Array(lines.map { $0 + "\n" }.joined().utf8))
        try file.sync()
    }
}
