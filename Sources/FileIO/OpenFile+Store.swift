import CSystem
import Glibc
public import TaskModel

extension OpenFile {
    /// Sets the permission bits whatever the umask is.
    public func setPermissions(_ mode: UInt32) throws {
        try SystemCall.check("fchmod", path: path) { fchmod(descriptor, mode) }
    }

    /// Gives the file to a group.
    public func setGroup(_ group: UInt32) throws {
        try SystemCall.check("fchown", path: path) { fchown(descriptor, UInt32.max, group) }
    }

    /// Cuts the file off, or fills it up with zeros, at a size in bytes.
    public func truncate(to size: Int) throws {
        try SystemCall.check("ftruncate", path: path) { ftruncate(descriptor, off_t(size)) }
    }

    /// Starts writing to the disk without waiting, so that a later `sync` finds less to do.
    public func startWriteback() { tf_start_writeback(descriptor) }
}

extension Files {
    /// The id of a group of the system; nil when there is none of that name.
    public static func groupID(named name: String) -> UInt32? {
        let result = tf_group_id(name)
        return result < 0 ? nil : UInt32(exactly: result)
    }
}

extension Files {
    /// The digest of a file's bytes, read in pieces.
    public static func digest(_ path: String) throws -> SHA256Digest {
        let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
        var digest = RunningDigest()
        let pieces = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { pieces.deallocate() }
        var offset = 0
        while true {
            let count = try file.read(at: offset, into: pieces)
            digest.update(UnsafeRawBufferPointer(rebasing: pieces[..<count]))
            if count < pieces.count { return digest.finish() }
            offset += count
        }
    }
}
