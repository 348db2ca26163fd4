import FileIO
import Glibc
import TaskModel

/// Where the files of a platform stand (§5), and with which permissions they are made.
struct StoreLayout: Sendable {
    let root: String
    /// Whether the directory belongs to a group (`init --group`): what is made in it then is the group's as well.
    let isShared: Bool

    init(root: String, isShared: Bool) {
        self.root = root
        self.isShared = isShared
    }

    /// Reads from the directory's permissions whether it is a group's.
    init(of root: String) throws {
        let permissions = try Files.status(root)?.permissions ?? 0
        self.init(root: root, isShared: permissions & 0o070 == 0o070)
    }

    var fileMode: UInt32 { isShared ? 0o660 : 0o600 }
    var directoryMode: UInt32 { isShared ? 0o2770 : 0o700 }

    var head: String { "\(root)/head.json" }
    var headTemporary: String { "\(root)/head.json.tmp" }
    var pending: String { "\(root)/pending.json" }
    var lock: String { "\(root)/store.lock" }
    var audit: String { "\(root)/audit.jsonl" }
    var index: String { "\(root)/index.sqlite" }
    var generations: String { "\(root)/generations" }
    var settings: String { "\(root)/settings" }
    var projectSettings: String { "\(root)/settings/projects" }
    var blobs: String { "\(root)/blobs" }
    /// Blobs on their way in, before a commit gives them their place.
    var incoming: String { "\(root)/incoming" }
    var packages: String { "\(root)/packages" }

    func generation(_ number: Int) -> String { "\(generations)/\(number).jsonl" }
    func platformSettings(_ revision: Int) -> String { "\(settings)/platform.\(revision).json" }
    func projectSettings(_ project: PathName, _ revision: Int) -> String {
        "\(projectSettings)/\(project.text).\(revision).json"
    }
    func blobDirectory(_ sha256: SHA256Digest) -> String { "\(blobs)/\(sha256.hex.prefix(2))" }
    func blob(_ sha256: SHA256Digest) -> String { "\(blobDirectory(sha256))/\(sha256.hex)" }
    func incoming(_ sha256: SHA256Digest) -> String { "\(incoming)/\(sha256.hex)" }

    /// A path as `fsck` and errors show it: relative to the platform's directory.
    func relative(_ path: String) -> String {
        guard path.utf8.starts(with: "\(root)/".utf8) else { return path }
        return String(path.utf8.dropFirst(root.utf8.count + 1)) ?? path
    }

    // MARK: Making files

    /// Opens a file for writing, made or emptied, with the store's permissions.
    func createFile(_ path: String, flags: Int32 = O_WRONLY | O_CREAT | O_TRUNC) throws -> OpenFile {
        let file = try OpenFile.open(path, flags, mode: fileMode)
        if isShared, try file.status().permissions != fileMode { try? file.setPermissions(fileMode) }
        return file
    }

    /// Writes a file that does not count yet, and fsyncs it.
    func write(_ bytes: [UInt8], to path: String) throws {
        let file = try createFile(path)
        try file.write(bytes)
        try file.sync()
    }

    /// Makes a directory when it is missing, and syncs the one above it. True when it was made.
    @discardableResult
    func makeDirectory(_ path: String, mode: UInt32? = nil) throws -> Bool {
        if try Files.status(path)?.isDirectory == true { return false }
        let mode = mode ?? directoryMode
        try Files.makeDirectory(path, mode: mode)
        if isShared { try OpenFile.open(path, O_RDONLY | O_DIRECTORY).setPermissions(mode) }
        try Files.syncDirectory(Files.parent(of: path))
        return true
    }
}

/// The error that a file of the store is not what it must be; `fsck` is what to do (§5).
func damaged(_ file: String, _ cause: String) -> TaskferryError {
    TaskferryError(.damagedStore, subject: file, cause: cause)
}
