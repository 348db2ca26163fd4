public import FileIO
import TaskModel

extension Platform {
    /// Checks the whole store: head, chain, every generation, version, settings file and blob against its digest, the
    /// laws of records, the index against the generations, and what lies around that nothing names.
    ///
    /// With `repair` a lost head is found again, the index made anew and garbage removed; nothing else can be put right
    /// from what is there. It holds the writers' lock meanwhile, where it may; without `repair` nothing is changed but
    /// that the index is brought up to the head.
    public func fsck(repair: Bool, cancelled: @escaping CancellationCheck = {}) throws -> [Damage] {
        try Self.fsck(layout, index, patience, repair: repair, cancelled: cancelled)
    }

    /// The same for a directory whose head is lost, so that it cannot be opened.
    public static func fsck(
        at path: String, repair: Bool, cancelled: @escaping CancellationCheck = {}
    ) throws -> [Damage] {
        guard try Files.status("\(path)/generations")?.isDirectory == true else {
            throw TaskferryError(.notAPlatform, subject: path)
        }
        let layout = try StoreLayout(of: path)
        return try fsck(layout, IndexStore(layout), StoreLock.Patience(), repair: repair, cancelled: cancelled)
    }

    private static func fsck(
        _ layout: StoreLayout, _ index: IndexStore, _ patience: StoreLock.Patience, repair: Bool,
        cancelled: @escaping CancellationCheck
    ) throws -> [Damage] {
        let lock: StoreLock?
        do {
            lock = try StoreLock.take(
                layout, for: LockHolder(command: "fsck"), patience: patience, waiting: { _, _ in },
                cancelled: cancelled)
        } catch let error as TaskferryError where error.code == .accessDenied && !repair {
            lock = nil
        }
        return try withExtendedLifetime(lock) {
            // An index that is merely behind is not damaged: the next reader would have brought it up to date.
            if try Files.status(layout.index) != nil { index.catchUp() }
            var fsck = Fsck(layout, repairs: repair, cancelled: cancelled)
            try fsck.run(index)
            return fsck.damages
        }
    }
}
