public import FileIO
import Glibc
import TaskModel

/// The files that a platform keeps for one user in one project between commands (§5): a directory of its own, made by
/// the first file written, with the store's permissions, so that an operator's `--as` leaves nothing behind that the
/// user cannot read.
public struct UserFiles: Sendable {
    /// The directory; it need not exist.
    public let directory: String
    private let layout: StoreLayout
    private let above: String

    init(layout: StoreLayout, project: PathName, user: PathName) {
        self.layout = layout
        above = "\(layout.packages)/\(project.text)"
        directory = "\(above)/\(user.text)"
    }

    /// The path of a file.
    public func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Makes the directory when it is missing.
    public func makeDirectory() throws {
        try layout.makeDirectory(layout.packages)
        try layout.makeDirectory(above)
        try layout.makeDirectory(directory)
    }

    /// Replaces a small file, durably: a reader sees the old or the new one.
    public func replace(_ name: String, with bytes: [UInt8]) throws {
        try makeDirectory()
        let temporary = "\(path(name)).tmp.\(getpid())"
        do {
            try layout.write(bytes, to: temporary)
            try Files.rename(temporary, to: path(name))
        } catch {
            try? Files.remove(temporary)
            throw error
        }
        try Files.syncDirectory(directory)
    }

    /// Opens a file for its lock, made when it is missing.
    public func openLock(_ name: String) throws -> OpenFile {
        try makeDirectory()
        return try layout.createFile(path(name), flags: O_RDWR | O_CREAT)
    }

    /// Gives a file that was written here by other means the store's permissions.
    public func adopt(_ name: String) throws {
        if layout.isShared { try OpenFile.open(path(name), O_RDONLY).setPermissions(layout.fileMode) }
    }
}
