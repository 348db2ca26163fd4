import CSystem
import Glibc
import TaskModel

/// Work with files by path: every write that says it is durable has reached the disk, directory included.
public enum Files {
    /// How large a text file may be that is read whole, in bytes.
    public static let textLimit = 64 << 20

    /// Reads a regular file whole. Throws `bad-file` when it is larger than the limit, or is no regular file.
    public static func read(_ path: String, limit: Int = textLimit) throws -> [UInt8] {
        try read(OpenFile.open(path, O_RDONLY | O_NONBLOCK), limit: limit)
    }

    /// Reads an open regular file whole, from its start.
    public static func read(_ file: OpenFile, limit: Int = textLimit) throws -> [UInt8] {
        let status = try file.status()
        guard status.isFile else { throw TaskferryError(.badFile, subject: file.path, cause: "not a regular file") }
        guard status.size <= limit else {
            throw TaskferryError(.badFile, subject: file.path, cause: "larger than \(limit) bytes")
        }
        return try file.read(at: 0, count: status.size)
    }

    /// Reads a file as UTF-8 text; a byte order mark at its start is dropped.
    public static func readText(_ path: String, limit: Int = textLimit) throws -> String {
        let bytes = try read(path, limit: limit)
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            throw TaskferryError(.badFile, subject: path, cause: "not UTF-8")
        }
        return text
    }

    /// Writes a file that does not count yet, and fsyncs it; an older one of that name is emptied first. The caller
    /// syncs the directory.
    public static func write(_ bytes: some Collection<UInt8>, to path: String, mode: UInt32 = 0o600) throws {
        let file = try OpenFile.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
        try file.write(bytes)
        try file.sync()
    }

    /// Replaces a small file so that a reader sees the old or the new content, and it survives a power loss: temporary
    /// file, fsync, rename, fsync of the directory. Throws `bad-file` for what is no regular file: a device is not a
    /// file to be put aside.
    public static func replace(_ path: String, with bytes: some Collection<UInt8>, mode: UInt32 = 0o600) throws {
        if let status = try status(path), !status.isFile {
            throw TaskferryError(.badFile, subject: path, cause: "not a regular file")
        }
        let temporary = "\(path).tmp.\(getpid())"
        do {
            try write(bytes, to: temporary, mode: mode)
            try rename(temporary, to: path)
        } catch {
            try? remove(temporary)
            throw error
        }
        try syncDirectory(parent(of: path))
    }

    /// rename(2).
    public static func rename(_ path: String, to newPath: String) throws {
        try SystemCall.check("rename", path: newPath) { Glibc.rename(path, newPath) }
    }

    /// Removes a file; one that is not there is fine.
    public static func remove(_ path: String) throws {
        guard unlink(path) != 0 else { return }
        let code = errno
        if code != ENOENT { throw SystemCall.error(code, doing: "unlink", path: path) }
    }

    /// Removes a directory with all that it holds, without following links.
    public static func removeTree(_ path: String) throws {
        guard let status = try status(path, followingLinks: false) else { return }
        guard status.isDirectory else { return try remove(path) }
        for name in try list(path) { try removeTree("\(path)/\(name)") }
        try SystemCall.check("rmdir", path: path) { rmdir(path) }
    }

    /// fsync of a directory, which makes the names in it survive a power loss.
    public static func syncDirectory(_ path: String) throws {
        try OpenFile.open(path, O_RDONLY | O_DIRECTORY).sync()
    }

    /// Makes one directory; one that is there already is fine. The caller syncs its parent.
    public static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws {
        guard mkdir(path, mode) != 0 else { return }
        let code = errno
        if code == EEXIST, try status(path)?.isDirectory == true { return }
        throw SystemCall.error(code, doing: "mkdir", path: path)
    }

    /// Makes a directory and those above it that are missing.
    public static func makeDirectories(_ path: String, mode: UInt32 = 0o700) throws {
        if try status(path)?.isDirectory == true { return }
        let above = parent(of: path)
        if above != path { try makeDirectories(above, mode: mode) }
        try makeDirectory(path, mode: mode)
        try syncDirectory(above)
    }

    /// The names in a directory, sorted by bytes. Throws `bad-file` when one is not UTF-8.
    public static func list(_ path: String) throws -> [String] {
        try OpenFile.open(path, O_RDONLY | O_DIRECTORY).list()
    }

    /// What stat says; nil when nothing is there.
    public static func status(_ path: String, followingLinks: Bool = true) throws -> FileStatus? {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        if result == 0 { return FileStatus(status) }
        let code = errno
        if code == ENOENT || code == ENOTDIR { return nil }
        throw SystemCall.error(code, doing: "stat", path: path)
    }

    /// The path without links and dots in it; nil when nothing is there.
    public static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    /// The directory that a path stands in; a slash at its end does not count.
    public static func parent(of path: String) -> String {
        let bytes = withoutLastSlashes(path)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let above = bytes[..<slash]
        return String(Substring(above)).isEmpty ? "/" : String(Substring(above))
    }

    /// The last component of a path.
    public static func name(of path: String) -> String {
        let bytes = withoutLastSlashes(path)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return String(Substring(bytes)) }
        return String(Substring(bytes[bytes.index(after: slash)...]))
    }

    private static func withoutLastSlashes(_ path: String) -> Substring.UTF8View {
        var bytes = Substring(path).utf8
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return bytes
    }
}
