import CSystem
import Glibc
import TaskModel

/// An open file or directory; closed with its last reference.
public final class OpenFile: Sendable {
    /// The descriptor, valid as long as the object.
    public let descriptor: Int32
    /// The path it was opened by, for errors.
    public let path: String

    /// Takes over a descriptor.
    public init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens a path; close-on-exec always.
    public static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) throws -> OpenFile {
        try open(path, flags, mode: mode, in: AT_FDCWD, shown: path)
    }

    /// Opens a path relative to this directory.
    public func open(_ name: String, _ flags: Int32, mode: UInt32 = 0o600) throws -> OpenFile {
        try Self.open(name, flags, mode: mode, in: descriptor, shown: "\(path)/\(name)")
    }

    private static func open(
        _ path: String, _ flags: Int32, mode: UInt32, in directory: Int32, shown: String
    ) throws -> OpenFile {
        while true {
            let result = tf_openat(directory, path, flags, mode)
            if result >= 0 { return OpenFile(descriptor: result, path: shown) }
            if -result != EINTR { throw SystemCall.error(-result, doing: "open", path: shown) }
        }
    }

    /// What fstat says.
    public func status() throws -> FileStatus {
        var status = stat()
        try SystemCall.check("fstat", path: path) { fstat(descriptor, &status) }
        return FileStatus(status)
    }

    /// Reads up to `count` bytes at an offset; fewer only at the end of the file.
    public func read(at offset: Int, count: Int) throws -> [UInt8] {
        var failure: (any Error)?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
            do {
                filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                filled = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Fills a buffer from an offset and returns how many bytes there were; fewer only at the end of the file.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let got = try SystemCall.check("read", path: path) {
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, off_t(offset + filled))
            }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// Reads the next bytes of a stream; 0 at its end.
    public func readNext(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try SystemCall.check("read", path: path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// Writes all bytes at the current place.
    public func write(_ bytes: some Collection<UInt8>) throws {
        if try bytes.withContiguousStorageIfAvailable({ try write(UnsafeRawBufferPointer($0)) }) == nil {
            try Array(bytes).withUnsafeBytes { try write($0) }
        }
    }

    /// Writes all bytes at the current place.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            written += try SystemCall.check("write", path: path) {
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
        }
    }

    /// Makes what was written survive a power loss. A failure is final: the kernel may have dropped the pages (§5).
    public func sync() throws {
        guard fsync(descriptor) == 0 else { throw SystemCall.error(errno, doing: "fsync", path: path) }
    }

    /// Bytes free on this file's file system for this user.
    public func freeSpace() throws -> Int {
        let result = tf_free_space(descriptor)
        guard result >= 0 else { throw SystemCall.error(Int32(-result), doing: "statvfs", path: path) }
        return Int(clamping: result)
    }

    /// Tries to take the exclusive flock; false when another open file holds it.
    public func tryLock() throws -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EWOULDBLOCK { return false }
            if code != EINTR { throw SystemCall.error(code, doing: "flock", path: path) }
        }
        return true
    }
}

/// What stat says of a file.
public struct FileStatus: Sendable {
    /// Size in bytes.
    public let size: Int
    /// Whether it is a regular file.
    public let isFile: Bool
    /// Whether it is a directory.
    public let isDirectory: Bool
    /// Whether it is a symbolic link.
    public let isLink: Bool
    /// The permission bits.
    public let permissions: UInt32
    /// Which file it is, on which device.
    public let identity: [UInt64]

    init(_ status: stat) {
        size = Int(status.st_size)
        isFile = status.st_mode & S_IFMT == S_IFREG
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        isLink = status.st_mode & S_IFMT == S_IFLNK
        permissions = status.st_mode & 0o7777
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
