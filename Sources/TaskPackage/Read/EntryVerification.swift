import FileIO
import TaskModel

/// Reads entries and compares them with `SHA256SUMS`, on whatever thread.
struct EntryVerification: Sendable {
    let reader: EntryReader
    let digests: [ExactString: SHA256Digest]
    /// The package's file name, for errors about documents.
    let package: String
    let cancelled: CancellationCheck

    private func expect(_ digest: SHA256Digest, for entry: ZipEntry) throws {
        guard digests[ExactString(entry.path)] == digest else {
            throw PackageProblem(.sha256, at: .entry(entry.path))
        }
    }

    /// What is wrong with the bytes of an entry that nobody wants to see yet.
    func problems(of entry: ZipEntry, _ codec: Codec) throws -> [PackageProblem] {
        try cancelled()
        do {
            if max(entry.size, entry.compressedSize) <= Codec.wholeLimit {
                try reader.whole(entry, codec) { bytes in
                    var digest = RunningDigest()
                    digest.update(bytes)
                    try expect(digest.finish(), for: entry)
                }
            } else {
                var digest = RunningDigest()
                try reader.stream(entry, cancelled: cancelled) { digest.update($0) }
                try expect(digest.finish(), for: entry)
            }
            return []
        } catch let problem as PackageProblem {
            return [problem]
        }
    }

    /// Reads a task's document with its scripts.
    ///
    /// Throws `PackageProblems`, and `bad-json` and `bad-document` for a document that is what the package says and
    /// still none.
    func task(in folder: PackageLayout.Folder, _ codec: Codec) throws -> PackageTask? {
        try cancelled()
        guard let documentEntry = folder.document else { return nil }
        var problems: [PackageProblem] = []
        var scripts: [PathName: [UInt8]] = [:]
        var documentBytes: [UInt8] = []
        func read(_ entry: ZipEntry) throws -> [UInt8] {
            do {
                let bytes = try reader.whole(entry, codec)
                try expect(SHA256Digest(of: bytes), for: entry)
                return bytes
            } catch let problem as PackageProblem {
                problems.append(problem)
                return []
            }
        }
        documentBytes = try read(documentEntry)
        for (file, entry) in folder.scripts { scripts[file] = try read(entry) }
        guard problems.isEmpty else { throw PackageProblems(all: problems) }

        let file = "\(package): \(documentEntry.path)"
        var document = try TaskDocument(filesTree: JSONParser.parse(documentBytes, file: file), file: file)
        var named = Set<PathName>()
        try document.fillScripts(file: file) { script in
            named.insert(script.file)
            if let bytes = scripts[script.file] { return bytes }
            problems.append(
                PackageProblem(.missingScript, at: .entry(EntryPlace.path(of: script, in: folder.task))))
            return []
        }
        for (script, entry) in folder.scripts where !named.contains(script) {
            problems.append(PackageProblem(.unnamedScript, at: .entry(entry.path)))
        }
        if document.uid == nil { problems.append(PackageProblem(.missingUID, at: .entry(documentEntry.path))) }
        guard problems.isEmpty else { throw PackageProblems(all: problems) }
        return PackageTask(folder: folder.task, document: document)
    }
}
