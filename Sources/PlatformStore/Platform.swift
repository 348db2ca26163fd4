public import FileIO
import Glibc
import TaskModel

/// A platform on disk (§5): a directory of files of which `head.json` says what counts.
public final class Platform: Sendable {
    /// The directory.
    public let path: String
    /// The platform's id, which never changes.
    public let id: String

    let layout: StoreLayout
    let index: IndexStore
    let cache = SettingsCache()
    let patience: StoreLock.Patience

    init(
        _ layout: StoreLayout, id: String, index mode: IndexStore.Mode = .shared,
        patience: StoreLock.Patience = StoreLock.Patience()
    ) {
        path = layout.root
        self.id = id
        self.layout = layout
        self.patience = patience
        index = IndexStore(layout, mode: mode)
    }

    /// Opens a platform.
    ///
    /// Throws `not-a-platform`; `head-lost` and `damaged-store`, which ask for `fsck`; `newer-format`; and what the
    /// file system says.
    public static func open(_ path: String) throws -> Platform { try open(path, index: .shared) }

    static func open(
        _ path: String, index mode: IndexStore.Mode, patience: StoreLock.Patience = StoreLock.Patience()
    ) throws -> Platform {
        guard try Files.status(path)?.isDirectory == true else {
            throw TaskferryError(.notAPlatform, subject: path)
        }
        let layout = try StoreLayout(of: path)
        return Platform(layout, id: try Head.read(layout).platformID, index: mode, patience: patience)
    }

    /// The platform as it is now. Takes no lock.
    public func snapshot() throws -> Snapshot { try Snapshot(layout, index, cache) }

    /// Runs `body` as the platform's one writer.
    ///
    /// `holder` is what others are told who wait meanwhile; `waiting` is told who holds the lock and for how many
    /// seconds it was waited for, once a second. Throws `store-busy` after 30 seconds, and what `cancelled` throws.
    public func write<Result>(
        as holder: LockHolder = LockHolder(), waiting: (LockHolder, Int) -> Void = { _, _ in },
        cancelled: @escaping CancellationCheck = {}, _ body: (Writer) throws -> Result
    ) throws -> Result {
        let lock = try StoreLock.take(
            layout, for: holder, patience: patience, waiting: waiting, cancelled: cancelled)
        return try withExtendedLifetime(lock) {
            try PendingFiles.clean(layout, Head.read(layout))
            defer {
                cleanUp()
                index.shortenLog()
            }
            return try body(Writer(layout, index, try snapshot(), cancelled: cancelled))
        }
    }

    /// Removes what a commit that failed, or never came, has left. What stays is the next writer's to remove.
    private func cleanUp() {
        guard let head = try? Head.read(layout) else { return }
        try? PendingFiles.clean(layout, head)
    }
}
