import FileIO
import Glibc
import TaskModel

/// The commands that were typed, in a file of the user's own (0600), one entry a line: a backslash stands as `\\`, a
/// line break inside an entry as `\n`.
///
/// Every entry is appended on its own under a lock, so that shells that run side by side lose nothing of each other.
struct HistoryFile: Sendable {
    /// How many entries are kept.
    static let limit = 10_000

    let path: String

    /// The file in the XDG state directory; nil when there is neither that nor a home.
    static func standard(_ variables: [String: String]) -> HistoryFile? {
        func absolute(_ name: String) -> String? {
            variables[name].flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
        }
        guard let state = absolute("XDG_STATE_HOME") ?? absolute("HOME").map({ "\($0)/.local/state" }) else {
            return nil
        }
        return HistoryFile(path: "\(state)/taskferry/history")
    }

    /// The entries, oldest first, each once: the last time it was typed counts. Without a file there are none.
    func entries() throws -> [String] {
        guard try Files.status(path) != nil else { return [] }
        return try Self.entries(in: OpenFile.open(path, O_RDONLY | O_NONBLOCK))
    }

    /// Adds an entry, unless it is empty or starts with a space. True when it was added.
    @discardableResult
    func append(_ entry: String) throws -> Bool {
        guard Self.isKept(entry) else { return false }
        try Files.makeDirectories(Files.parent(of: path))
        // The user may keep it elsewhere, behind a link.
        let path = Files.resolved(path) ?? path
        let file = try openLocked(path)
        let size = try file.status().size
        // A line that a crash has cut off stays by itself.
        let isCutOff = try size > 0 && file.read(at: size - 1, count: 1) != [0x0A]
        try file.write((isCutOff ? [0x0A] : []) + Array((Self.line(entry) + "\n").utf8))
        if size > Self.sizeLimit {
            var lines: [String] = []
            var room = Self.sizeLimit / 2
            for entry in try Self.entries(in: file).suffix(Self.limit / 2).reversed() {
                let line = Self.line(entry) + "\n"
                room -= line.utf8.count
                if room < 0, !lines.isEmpty { break }
                lines.append(line)
            }
            try Files.replace(path, with: Array(lines.reversed().joined().utf8))
        }
        return true
    }

    /// Whether an entry is worth keeping.
    static func isKept(_ entry: String) -> Bool {
        guard let first = entry.unicodeScalars.first, first != " ", first != "\u{3000}" else { return false }
        return entry.unicodeScalars.contains { !$0.properties.isWhitespace }
    }

    // MARK: The form

    /// Beyond this size, in bytes, the file is written anew, half as large: without repeats and the oldest entries.
    private static let sizeLimit = 4 << 20

    /// The entries of a file, of one that has grown beyond all measure those at its end.
    private static func entries(in file: OpenFile) throws -> [String] {
        let status = try file.status()
        guard status.isFile else { throw TaskferryError(.badFile, subject: file.path, cause: "not a regular file") }
        let start = max(status.size - 2 * sizeLimit, 0)
        let bytes = try file.read(at: start, count: status.size - start)
        guard start > 0 else { return entries(in: bytes) }
        return entries(in: Array(bytes.drop { $0 != 0x0A }))
    }

    private static func entries(in bytes: [UInt8]) -> [String] {
        var seen = Set<ExactString>()
        var entries: [String] = []
        for line in bytes.split(separator: 0x0A).reversed() {
            // A line that is no text is nobody's command.
            guard let text = String(validating: line, as: UTF8.self) else { continue }
            let entry = entry(text)
            if seen.insert(ExactString(entry)).inserted { entries.append(entry) }
            if entries.count == limit { break }
        }
        return entries.reversed()
    }

    private static func line(_ entry: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": line.append(contentsOf: "\\n".unicodeScalars)
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    private static func entry(_ line: String) -> String {
        var entry = String.UnicodeScalarView()
        var scalars = line.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\", let next = scalars.next() else {
                entry.append(scalar)
                continue
            }
            entry.append(next == "n" ? "\n" : next)
        }
        return String(entry)
    }

    // MARK: The lock

    /// Opens the file under its lock. While it was waited for, somebody may have put a shorter file in its place: then
    /// that one counts. A second is enough for any append; a history is not worth waiting longer for.
    private func openLocked(_ path: String) throws -> OpenFile {
        for _ in 0..<200 {
            let file = try OpenFile.open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
            let status = try file.status()
            guard status.isFile else { throw TaskferryError(.badFile, subject: path, cause: "not a regular file") }
            if try file.tryLock(), try Files.status(path)?.identity == status.identity {
                if status.permissions != 0o600 { try file.setPermissions(0o600) }
                return file
            }
            SystemCall.pause(milliseconds: 5)
        }
        throw TaskferryError(.storeBusy, subject: path)
    }
}
