public import FileIO
public import TaskModel

/// The one writer of a platform: it has the lock, and the head read under it (§5 «Writers»).
public final class Writer {
    /// The platform as it is before the commit.
    public let snapshot: Snapshot

    private let layout: StoreLayout
    private let store: IndexStore
    private let cancelled: CancellationCheck
    private let blobs: BlobIntake
    private var hasBegun = false
    /// Whether a commit of this writer counts: the head that names it is in place, even if it was not said to be durable.
    public var hasCommitted: Bool {
        hasBegun && ((try? Head.read(layout).generation) ?? snapshot.generation) > snapshot.generation
    }

    init(_ layout: StoreLayout, _ store: IndexStore, _ snapshot: Snapshot, cancelled: @escaping CancellationCheck) {
        self.layout = layout
        self.store = store
        self.snapshot = snapshot
        self.cancelled = cancelled
        blobs = BlobIntake(layout)
    }

    // MARK: Blobs

    /// Takes in a resource's bytes from an open file; nothing is read when the store has them.
    ///
    /// Throws `resource-mismatch` when the bytes are not the expected ones.
    public func addBlob(from file: OpenFile, expected: SHA256Digest, size: Int) throws {
        try addBlob(expected: expected, size: size) { sink in
            let pieces = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { pieces.deallocate() }
            var offset = 0
            while true {
                let count = try file.read(at: offset, into: pieces)
                try sink(UnsafeRawBufferPointer(rebasing: pieces[..<count]))
                if count < pieces.count { break }
                offset += count
            }
        }
    }

    /// Takes in a resource's bytes that `source` hands to its sink piece by piece; it is not called when the store has
    /// them.
    ///
    /// Throws `resource-mismatch` when the bytes are not the expected ones.
    public func addBlob(
        expected: SHA256Digest, size: Int,
        from source: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try blobs.take(expected, size: size, cancelled: cancelled, from: source)
    }

    // MARK: Commit

    /// Makes everything in the request true at once, and returns the new generation. At most once a writer.
    ///
    /// Throws before anything counts: `name-exists`, `unknown-project` or `damaged-store` for a request that leads to a
    /// state that must not be, and what the file system says. An error after the head was renamed says that the
    /// commit's durability is not known.
    public func commit(_ request: CommitRequest) throws -> Int {
        guard !hasBegun else { throw damaged(layout.root, "a writer can commit once only") }
        let generation = snapshot.generation + 1
        let plan = try CommitPlan(request, snapshot, generation: generation)
        try cancelled()
        hasBegun = true
        let head = try CommitFiles(layout: layout, blobs: blobs, cancelled: cancelled)
            .write(request, plan.changes, after: snapshot.head, platformID: snapshot.platformID)
        store.follow(head)
        return generation
    }
}
