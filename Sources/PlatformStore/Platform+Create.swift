import FileIO
import Glibc
public import TaskModel

extension Platform {
    /// Makes a platform in a directory that is missing or empty, for its user alone (0700) or for a group (2770).
    ///
    /// Until the last step it is no platform: what a crash leaves is taken over by the next attempt.
    /// Throws `cannot-create` when the folder above is not there, `already-exists` when something else is in the directory,
    /// `invalid-argument` for an unknown group.
    public static func create(
        at path: String, settings: PlatformSettings, projects: [(PathName, ProjectSettings)], group: String? = nil,
        by actor: Actor, at now: Timestamp, using generator: inout some RandomNumberGenerator
    ) throws -> Platform {
        let groupID = try group.map { name in
            guard let id = Files.groupID(named: name) else {
                throw TaskferryError(.invalidArgument, subject: name, cause: "there is no such group")
            }
            return id
        }
        let layout = StoreLayout(root: path, isShared: groupID != nil)
        try prepare(layout, group: groupID)
        let lock = try StoreLock.take(
            layout, for: LockHolder(user: actor.user.text, command: "init", since: now),
            patience: StoreLock.Patience(), waiting: { _, _ in }, cancelled: {})
        return try withExtendedLifetime(lock) {
            guard try isUnfinished(layout) else { throw TaskferryError(.alreadyExists, subject: path) }
            let id = RandomUUID.text(using: &generator)
            // Named before anything is made that makes the directory look like a platform.
            try PendingFiles.clean(layout, nil)
            try PendingFiles(generation: 1, files: []).write(layout)
            for suffix in ["", "-wal", "-shm"] { try Files.remove(layout.index + suffix) }
            for directory in [
                layout.generations, layout.settings, layout.projectSettings, layout.blobs, layout.packages,
            ] {
                try layout.makeDirectory(directory)
            }
            let request = CommitRequest(
                kind: "create", actor: actor, time: now, platformSettings: settings, projectSettings: projects)
            let head = try CommitFiles(layout: layout, blobs: BlobIntake(layout), cancelled: {})
                .write(request, [], after: nil, platformID: id)
            let platform = Platform(layout, id: id)
            platform.index.follow(head)
            return platform
        }
    }

    private static func prepare(_ layout: StoreLayout, group: UInt32?) throws {
        if let status = try Files.status(layout.root) {
            guard status.isDirectory, try isUnfinished(layout) else {
                throw TaskferryError(.alreadyExists, subject: layout.root)
            }
        } else {
            let above = Files.parent(of: layout.root)
            guard try Files.status(above)?.isDirectory == true else {
                throw TaskferryError(.cannotCreate, subject: layout.root, detail: "no-folder", cause: above)
            }
            try Files.makeDirectory(layout.root, mode: 0o700)
            try Files.syncDirectory(Files.parent(of: layout.root))
        }
        let directory = try OpenFile.open(layout.root, O_RDONLY | O_DIRECTORY)
        if let group { try directory.setGroup(group) }
        try directory.setPermissions(layout.directoryMode)
    }

    /// Whether a directory is empty, or holds no more than what an attempt to make a platform has left.
    private static func isUnfinished(_ layout: StoreLayout) throws -> Bool {
        let names = try Files.list(layout.root)
        if names.isEmpty || names == ["store.lock"] { return true }
        guard !names.contains("head.json"), try Files.status(layout.pending) != nil else { return false }
        if let pending = try PendingFiles.read(layout) { return pending.generation == 1 }
        return names == ["pending.json", "store.lock"]
    }
}
