import TaskModel

/// The digests of a package's entries: the text of `SHA256SUMS`, and the content digest made from it (§6).
struct ContentSums {
    /// The entries, sorted by the bytes of their paths.
    let lines: [(path: String, sha256: SHA256Digest)]

    init(_ entries: [(path: String, sha256: SHA256Digest)]) {
        lines = entries.sorted { $0.path.precedes($1.path) }
    }

    /// The file's text. Its first line is a comment to `sha256sum`; there a package says which bytes the zip has before
    /// this entry, since the same content can be deflated in many ways and not one bit may change unseen.
    func text(zipBefore digest: SHA256Digest) -> [UInt8] {
        var text = Self.header(digest)
        for line in lines { text += Self.line(line.path, line.sha256) }
        return text
    }

    /// SHA-256 over the lines of the task folders.
    var contentDigest: SHA256Digest {
        var digest = RunningDigest()
        for line in lines where !line.path.utf8.starts(with: ".taskferry/".utf8) {
            digest.update(Self.line(line.path, line.sha256))
        }
        return digest.finish()
    }

    static let headerSize = headerStart.count + 64 + 1
    private static let headerStart = Array("# the zip before .taskferry/SHA256SUMS: ".utf8)

    private static func header(_ digest: SHA256Digest) -> [UInt8] { headerStart + Array(digest.hex.utf8) + [0x0A] }

    private static func line(_ path: String, _ sha256: SHA256Digest) -> [UInt8] {
        Array(sha256.hex.utf8) + [0x20, 0x20] + Array(path.utf8) + [0x0A]
    }

    /// Reads the text for entries of exactly these paths.
    ///
    /// Throws the problem with the first line that is not what it must be.
    static func parse(
        _ bytes: [UInt8], paths: [String]
    ) throws -> (zipBefore: SHA256Digest, sums: ContentSums) {
        guard bytes.count >= headerSize, bytes.starts(with: headerStart), bytes[headerSize - 1] == 0x0A,
            let digest = digest(bytes[headerStart.count..<headerSize - 1])
        else { throw PackageProblem(.sumsForm, at: .entry(EntryPlace.sumsPath)) }
        var position = headerSize
        var lines: [(path: String, sha256: SHA256Digest)] = []
        for path in paths.sorted(by: { $0.precedes($1) }) {
            let end = position + 64 + 2 + path.utf8.count
            guard end < bytes.count, let sha256 = Self.digest(bytes[position..<position + 64]),
                bytes[position...end].elementsEqual(line(path, sha256))
            else { throw PackageProblem(.sumsMissing, at: .entry(path)) }
            lines.append((path, sha256))
            position = end + 1
        }
        guard position == bytes.count else { throw PackageProblem(.sumsExtra, at: .entry(EntryPlace.sumsPath)) }
        return (digest, ContentSums(lines))
    }

    private static func digest(_ bytes: ArraySlice<UInt8>) -> SHA256Digest? {
        String(validating: bytes, as: UTF8.self).flatMap(SHA256Digest.init(hex:))
    }
}
