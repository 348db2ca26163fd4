import Glibc
import TaskModel

extension OpenFile {
    /// Writes all bytes at an offset; the current place stays where it is.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var written = 0
        while written < bytes.count {
            written += try SystemCall.check("write", path: path) {
                pwrite(
                    descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
            }
        }
    }

    /// Writes all bytes at an offset; the current place stays where it is.
    public func write(_ bytes: [UInt8], at offset: Int) throws {
        try bytes.withUnsafeBytes { try write($0, at: offset) }
    }

    /// Makes the next reads come from the device rather than from memory, as far as the system can.
    public func dropCache() {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Says that the file will be read from front to back, so that the system reads ahead.
    public func readsInOrder() {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// Opens a regular file in this directory without following a link. Throws `bad-file` for anything else, and
    /// `not-found`.
    public func openRegularFile(_ name: String) throws -> OpenFile {
        try refuseLink(name)
        // Without O_NONBLOCK, opening a FIFO would wait for its other end.
        let file = try open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        guard try file.status().isFile else {
            throw TaskferryError(.badFile, subject: file.path, cause: "not a regular file")
        }
        return file
    }

    /// Opens a directory in this directory without following a link. Throws `bad-file` for anything else, and
    /// `not-found`.
    public func openSubdirectory(_ name: String) throws -> OpenFile {
        try refuseLink(name)
        return try open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// Gives a link its own error; whoever replaces the file by one after this meets `O_NOFOLLOW`.
    private func refuseLink(_ name: String) throws {
        guard let status = try entryStatus(name), status.isLink else { return }
        throw TaskferryError(.badFile, subject: "\(path)/\(name)", cause: "a symbolic link, which is not followed")
    }

    /// What stat says of a name in this directory, without following a link; nil when nothing is there.
    public func entryStatus(_ name: String) throws -> FileStatus? {
        var status = stat()
        if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileStatus(status) }
        let code = errno
        if code == ENOENT || code == ENOTDIR { return nil }
        throw SystemCall.error(code, doing: "stat", path: "\(path)/\(name)")
    }

    /// The names in this directory, sorted by bytes. Throws `bad-file` when one is not UTF-8.
    public func list() throws -> [String] {
        // A descriptor of its own, since closing the stream closes it and reading moves its place.
        let opened = try open(".", O_RDONLY | O_DIRECTORY)
        let own = try SystemCall.check("dup", path: path) { dup(opened.descriptor) }
        guard let stream = fdopendir(own) else {
            let code = errno
            close(own)
            throw SystemCall.error(code, doing: "opendir", path: path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = errno
                guard code == 0 else { throw SystemCall.error(code, doing: "readdir", path: path) }
                break
            }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(validating: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let name else {
                throw TaskferryError(.badFile, subject: path, cause: "a name in this directory is not UTF-8")
            }
            if !name.isIdentical(to: "."), !name.isIdentical(to: "..") { names.append(name) }
        }
        return names.sorted { $0.precedes($1) }
    }
}

extension Files {
    /// Syncs a directory where its file system can do that: those of some media cannot.
    public static func syncMediaDirectory(_ path: String) throws {
        let directory = try OpenFile.open(path, O_RDONLY | O_DIRECTORY)
        while fsync(directory.descriptor) != 0 {
            let code = errno
            if code == EINVAL || code == ENOTSUP || code == ENOSYS { return }
            if code != EINTR { throw SystemCall.error(code, doing: "fsync", path: path) }
        }
    }
}
