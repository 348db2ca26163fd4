import FileIO
import Glibc
import TaskModel

/// A private copy of a package: what is verified is what is used, whatever happens to the media meanwhile (§6).
struct Staging {
    /// The copy, a file without a name.
    let file: OpenFile
    /// Its size in bytes.
    let size: Int
    /// Its digest, made while it was copied.
    let sha256: SHA256Digest
    /// The digest of the bytes before the offset where `SHA256SUMS` seemed to begin; a hint that saves a second pass.
    let prefix: (offset: Int, sha256: SHA256Digest)?

    private static let bufferSize = 1 << 20

    /// Copies a file into the directory. Throws `not-a-package` for what is no regular file, and `no-space`.
    init(
        _ path: String, in directory: String, progress: (_ bytes: Int, _ total: Int) -> Void,
        cancelled: CancellationCheck
    ) throws {
        let source = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
        let status = try source.status()
        guard status.isFile else {
            throw TaskferryError(.notAPackage, subject: path, cause: "not a regular file")
        }
        let (file, temporary) = try NewFile.create(in: directory, mode: 0o600)
        // Nobody else can open it from here on, and it is gone with this process.
        try Files.remove(temporary)
        try file.expectFreeSpace(status.size)
        source.readsInOrder()
        let hint = try Self.sumsOffset(source, size: status.size)
        var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
        var digest = RunningDigest()
        var prefix: (offset: Int, sha256: SHA256Digest)?
        var position = 0
        while position < status.size {
            try cancelled()
            let wanted = min(Self.bufferSize, status.size - position)
            let count = try buffer.withUnsafeMutableBytes { buffer in
                try source.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            }
            // Somebody shortened it; the copy is what counts, and will not pass.
            if count == 0 { break }
            try buffer.withUnsafeBytes { bytes in
                let piece = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                if let hint, (position..<position + count).contains(hint) {
                    let split = hint - position
                    digest.update(UnsafeRawBufferPointer(rebasing: piece[..<split]))
                    prefix = (hint, digest.finish())
                    digest.update(UnsafeRawBufferPointer(rebasing: piece[split...]))
                } else {
                    digest.update(piece)
                }
                try file.write(piece, at: position)
            }
            position += count
            progress(position, status.size)
        }
        self.file = file
        size = position
        sha256 = digest.finish()
        self.prefix = prefix
    }

    /// Where the last entry's local header seems to begin: its offset stands at a fixed place before the end, unless
    /// the package is so large that it needs 64-bit fields.
    private static func sumsOffset(_ file: OpenFile, size: Int) throws -> Int? {
        let place = size - ZipFormat.endSize - EntryPlace.sumsPath.utf8.count - 4
        guard place >= 0 else { return nil }
        let bytes = try file.read(at: place, count: 4)
        guard bytes.count == 4 else { return nil }
        return Int(LittleEndian.read(bytes, at: 0, as: UInt32.self))
    }

    /// The digest of the bytes before an offset.
    func digest(before offset: Int, cancelled: CancellationCheck) throws -> SHA256Digest {
        if let prefix, prefix.offset == offset { return prefix.sha256 }
        var digest = RunningDigest()
        var position = 0
        while position < offset {
            try cancelled()
            let bytes = try file.read(at: position, count: min(Self.bufferSize, offset - position))
            guard !bytes.isEmpty else { throw PackageProblem(.truncated, at: .byte(position)) }
            digest.update(bytes)
            position += bytes.count
        }
        return digest.finish()
    }
}
