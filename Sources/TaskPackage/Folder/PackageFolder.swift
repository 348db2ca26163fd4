public import FileIO
import Glibc
public import TaskModel

/// Reads task folders that people keep or edit: what `load` and `pack` take (§3, §6).
public enum PackageFolder {
    /// Reads one task folder (it has a `task.json`) or a folder of them, sorted by name.
    ///
    /// Throws `not-found`, `bad-file`, `bad-json`, `bad-document` with the file, and `resource-mismatch` where a
    /// document's size or digest of a resource is not the file's.
    public static func read(_ path: String, cancelled: CancellationCheck = {}) throws -> [FolderTask] {
        try contents(path, cancelled: cancelled).tasks
    }

    /// Reads task folders together with the manifest of the package that they were unpacked from, if they were.
    ///
    /// A folder without a `task.json` is an error, since it looks like a task and is none; plain files, hidden ones and
    /// those that no document names are passed over and listed.
    public static func contents(_ path: String, cancelled: CancellationCheck = {}) throws -> FolderContents {
        let resolved = try resolve(path)
        if try Files.status(resolved)?.isFile == true {
            throw TaskferryError(.badFile, subject: path, detail: "no-folder")
        }
        let root = try OpenFile.open(resolved, O_RDONLY | O_DIRECTORY)
        let names = try root.list()
        if names.contains(where: { $0.isIdentical(to: EntryPlace.documentFile) }) {
            return try one(root, cancelled: cancelled)
        }
        var drafts: [FolderDraft] = []
        var ignored: [String] = []
        var manifest: PackageManifest?
        for name in names {
            try cancelled()
            let place = "\(resolved)/\(name)"
            if name.isIdentical(to: UnpackedPackage.folder) {
                manifest = try UnpackedPackage(root).manifest
            } else if name.utf8.first == UInt8(ascii: ".") {
                ignored.append(place)
            } else if try root.entryStatus(name)?.isFile == true {
                ignored.append(place)
            } else {
                drafts.append(try FolderDraft(root.openSubdirectory(name), name: name, cancelled: cancelled))
            }
        }
        guard !drafts.isEmpty else {
            throw TaskferryError(.badFile, subject: path, cause: "no task folder: there is no task.json")
        }
        return try FolderContents(drafts, manifest: manifest, package: nil, ignored: ignored)
    }

    /// Reads one task folder. What it shares with others of an unpacked package is looked for beside it.
    private static func one(_ folder: OpenFile, cancelled: CancellationCheck) throws -> FolderContents {
        let draft = try FolderDraft(folder, name: Files.name(of: folder.path), cancelled: cancelled)
        let parent = try OpenFile.open(Files.parent(of: folder.path), O_RDONLY | O_DIRECTORY)
        let package = try parent.entryStatus(UnpackedPackage.folder)?.isDirectory == true
        let unpacked = package ? try UnpackedPackage(parent) : nil
        return try FolderContents([draft], manifest: unpacked?.manifest, package: unpacked, ignored: [])
    }

    /// The path without links and dots, so that a folder's name is its own.
    private static func resolve(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw SystemCall.error(errno, doing: "open", path: path) }
        defer { free(resolved) }
        guard let text = String(validatingCString: resolved) else {
            throw TaskferryError(.badFile, subject: path, cause: "the path is not UTF-8")
        }
        return text
    }
}

/// What a folder of task folders holds.
public struct FolderContents: Sendable {
    /// The tasks, sorted by folder name.
    public let tasks: [FolderTask]
    /// The manifest of the package that the folder was unpacked from.
    public let manifest: PackageManifest?
    /// Paths of files that belong to no task and were passed over.
    public let ignored: [String]

    /// Brings the drafts together: a resource that several tasks use may lie in the folder of any of them.
    init(
        _ drafts: [FolderDraft], manifest: PackageManifest?, package: UnpackedPackage?, ignored: [String]
    ) throws {
        var shared: [SHA256Digest: ResourcePlace] = [:]
        for draft in drafts { shared.merge(draft.found) { first, _ in first } }
        tasks = try drafts.map { draft in
            var places = draft.found
            for resource in draft.missing {
                guard let sha256 = resource.sha256,
                    let place = try shared[sha256] ?? package?.resource(sha256, size: resource.size)
                else {
                    throw TaskferryError(
                        .badDocument, subject: draft.documentPath,
                        cause: "\(EntryPlace.resourceFolder)/\(resource.name) is not there")
                }
                guard resource.size == nil || resource.size == place.size else {
                    throw draft.mismatch(resource, "size is \(place.size) bytes")
                }
                places[sha256] = place
            }
            return FolderTask(
                folder: draft.label, path: draft.path, document: draft.complete(places), resourcePlaces: places)
        }
        self.manifest = manifest
        self.ignored = ignored + drafts.flatMap(\.ignored)
    }
}

/// A task folder that has been read.
public struct FolderTask: Sendable {
    /// The folder's name.
    public let folder: TaskLabel
    /// The folder's path.
    public let path: String
    /// The document, its scripts filled, its resources with size and digest; its name is as in `task.json`.
    public let document: TaskDocument
    let resourcePlaces: [SHA256Digest: ResourcePlace]

    /// Whether folder and document disagree on the name.
    public var folderDiffers: Bool { folder != document.name }

    /// Opens the bytes of one of the document's resources; whoever takes them in compares their digest. Throws
    /// `resource-mismatch` for a resource that is not the document's.
    public func openResource(_ resource: Resource) throws -> OpenFile {
        guard let sha256 = resource.sha256, let place = resourcePlaces[sha256] else {
            throw TaskferryError(.resourceMismatch, subject: resource.name.text, detail: folder.text)
        }
        return try place.open()
    }
}

/// Where the bytes of a resource lie.
struct ResourcePlace: Sendable {
    /// The folder whose `resources` they are in.
    let folder: String
    let file: String
    let size: Int

    func open() throws -> OpenFile {
        let folder = try OpenFile.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        return try folder.openSubdirectory(EntryPlace.resourceFolder).openRegularFile(file)
    }
}
