import FileIO
import Glibc
import TaskModel

/// The blobs that a commit brings: written beside the store, and given their place when it commits.
final class BlobIntake {
    /// How many files are kept open until they are synced together.
    private static let openLimit = 128

    private let layout: StoreLayout
    private var arrived: [SHA256Digest: Bool] = [:]
    private var unsynced: [OpenFile] = []

    init(_ layout: StoreLayout) { self.layout = layout }

    /// Whether nothing was taken in.
    var isEmpty: Bool { arrived.isEmpty }

    /// The blobs that have no file yet at their place, as paths relative to the platform's directory.
    var newPaths: [String] {
        arrived.filter(\.value).keys.sorted().map { layout.relative(layout.blob($0)) }
    }

    /// Takes in bytes that `source` hands out piece by piece. Throws `resource-mismatch` when they are not the expected.
    func take(
        _ expected: SHA256Digest, size: Int, cancelled: @escaping CancellationCheck,
        from source: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try cancelled()
        let present = try Files.status(layout.blob(expected), followingLinks: false)
        if present?.isFile == true && present?.size == size || arrived[expected] != nil { return }
        try layout.makeDirectory(layout.incoming)
        let file = try layout.createFile(layout.incoming(expected))
        var digest = RunningDigest()
        var count = 0
        try source { bytes in
            try cancelled()
            count += bytes.count
            guard count <= size else { throw self.mismatch(expected, "longer than \(size) bytes") }
            digest.update(bytes)
            try file.write(bytes)
        }
        guard count == size, digest.finish() == expected else {
            throw mismatch(expected, "\(count) bytes of digest \(digest.finish())")
        }
        // Written out in the background, so that the sync of many files waits for the disk once rather than for each.
        file.startWriteback()
        unsynced.append(file)
        arrived[expected] = present == nil
        if unsynced.count >= Self.openLimit { try sync() }
    }

    private func mismatch(_ expected: SHA256Digest, _ cause: String) -> TaskferryError {
        TaskferryError(.resourceMismatch, subject: expected.hex, cause: cause)
    }

    /// Makes all bytes taken in survive a power loss.
    func sync() throws {
        for file in unsynced { try file.sync() }
        unsynced.removeAll()
    }

    /// Gives the blobs their places, synced.
    func place() throws {
        guard !arrived.isEmpty else { return }
        var directories = Set<ExactString>()
        for digest in arrived.keys.sorted() {
            let directory = layout.blobDirectory(digest)
            if directories.insert(ExactString(directory)).inserted { try layout.makeDirectory(directory) }
            try Files.rename(layout.incoming(digest), to: layout.blob(digest))
        }
        for directory in directories.sorted() { try Files.syncDirectory(directory.text) }
        try Files.syncDirectory(layout.incoming)
    }
}
