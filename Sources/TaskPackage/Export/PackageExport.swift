public import FileIO
import Glibc
public import TaskModel

/// Brings a package to the storage media that it travels on.
public enum PackageExport {
    private static let bufferSize = 1 << 20

    /// Copies a package to a file, or under `defaultName` into an existing folder, and returns the file's path.
    ///
    /// The copy is written under another name, synced, read back from the media and compared before it gets its name.
    /// Where the same bytes stand already nothing is written. Throws `already-exists` when another file stands there and
    /// `overwrite` is not set, `cannot-create`, `no-space`, `write-mismatch`, and `bad-package` when the package itself
    /// no longer has the digest `sha256`.
    public static func copy(
        _ package: String, sha256: SHA256Digest, to destination: String, defaultName: String,
        overwrite: Bool = false, progress: @escaping @Sendable (PackageProgress) -> Void = { _ in },
        cancelled: CancellationCheck = {}
    ) throws -> String {
        let source = try OpenFile.open(package, O_RDONLY)
        let size = try source.status().size
        func report(_ bytes: Int) {
            progress(
                PackageProgress(
                    entriesDone: bytes == 2 * size ? 1 : 0, entriesTotal: 1, bytesDone: bytes, bytesTotal: 2 * size))
        }
        let path = try Destination.path(destination, defaultName: defaultName)
        if let there = try Destination.existing(path) {
            if try there.status().size == size, try digest(there, cancelled: cancelled) == sha256 {
                report(2 * size)
                return path
            }
            guard overwrite else {
                throw TaskferryError(
                    .alreadyExists, subject: path, detail: "replaceable", cause: "a file with other content")
            }
        }
        try NewFile.write(path, mode: 0o666) { copy in
            try copy.expectFreeSpace(size)
            source.readsInOrder()
            let written = try pass(source, cancelled: cancelled) { bytes, offset in
                try copy.write(bytes, at: offset)
                report(offset + bytes.count)
            }
            guard written == sha256 else {
                throw TaskferryError(
                    .badPackage, subject: package, detail: PackageProblem.Reason.altered.rawValue,
                    cause: "its SHA-256 is \(written.hex)")
            }
            try copy.sync()
            // Without this the bytes would come from memory, whatever the media holds.
            copy.dropCache()
            let read = try digest(copy, cancelled: cancelled) { report(size + $0) }
            guard read == sha256 else {
                throw TaskferryError(.writeMismatch, subject: path, cause: "read back with SHA-256 \(read.hex)")
            }
        }
        return path
    }

    private static func digest(
        _ file: OpenFile, cancelled: CancellationCheck, progress: (Int) -> Void = { _ in }
    ) throws -> SHA256Digest {
        try pass(file, cancelled: cancelled) { bytes, offset in progress(offset + bytes.count) }
    }

    /// Reads a file front to back, and returns its digest.
    private static func pass(
        _ file: OpenFile, cancelled: CancellationCheck, _ body: (UnsafeRawBufferPointer, Int) throws -> Void
    ) throws -> SHA256Digest {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 4096)
        defer { buffer.deallocate() }
        var digest = RunningDigest()
        var offset = 0
        while true {
            try cancelled()
            let count = try file.read(at: offset, into: buffer)
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            digest.update(bytes)
            try body(bytes, offset)
            offset += count
            if count < bufferSize { return digest.finish() }
        }
    }
}
