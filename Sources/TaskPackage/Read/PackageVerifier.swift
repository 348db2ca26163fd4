import FileIO
import TaskModel

/// Verifies everything about a staged package (§6) and reads what it holds: the one checker behind `inspect`, `check`,
/// `import` and the writer's tests.
struct PackageVerifier {
    let staging: Staging
    /// The package's path as the user knows it, for errors.
    let path: String
    let threads: Int
    let progress: @Sendable (PackageProgress) -> Void
    let cancelled: CancellationCheck

    /// Jobs that may be waiting or at work at a time.
    private static let window = 64

    /// What one job came to.
    private struct Outcome: Sendable {
        var problems: [PackageProblem] = []
        var task: PackageTask?
        var entries: Int
        var bytes: Int
    }

    /// Throws a `PackageProblem` or `PackageProblems`, and for contents `newer-format`, `bad-json`, `bad-document`.
    func verify() throws -> PackageReader {
        let directory = try ZipDirectory(staging.file, size: staging.size)
        let layout = try PackageLayout(directory.entries)
        let reader = EntryReader(file: staging.file)
        let codec = Codec()
        let manifestBytes = try reader.whole(layout.manifest, codec)
        let file = "\(Files.name(of: path)): \(EntryPlace.manifestPath)"
        let manifest = try PackageManifest(tree: JSONParser.parse(manifestBytes, file: file), file: file)
        let (zipBefore, sums) = try ContentSums.parse(
            readSums(layout.sums, reader, codec), paths: directory.entries.dropLast().map(\.path))
        let digests = Dictionary(sums.lines.map { (ExactString($0.path), $0.sha256) }) { first, _ in first }

        var problems: [PackageProblem] = []
        if digests[ExactString(EntryPlace.manifestPath)] != SHA256Digest(of: manifestBytes) {
            problems.append(PackageProblem(.sha256, at: .entry(EntryPlace.manifestPath)))
        }
        let tasks = try readAll(layout, digests, count: directory.entries.count, problems: &problems)
        if problems.isEmpty, try staging.digest(before: layout.sums.offset, cancelled: cancelled) != zipBefore {
            problems.append(PackageProblem(.altered, at: .entry(EntryPlace.sumsPath)))
        }
        guard problems.isEmpty else { throw PackageProblems(all: problems) }
        let resources = try PackageResources(layout, tasks: tasks, digests: digests)
        let ordered = try check(manifest, tasks: tasks, contentDigest: sums.contentDigest)
        let summary = PackageSummary(
            id: manifest.id, tasks: tasks.count, size: staging.size, sha256: staging.sha256,
            contentDigest: manifest.contentDigest)
        let entries = directory.entries.map { entry in
            PackageEntry(
                path: entry.path, size: entry.size, compressedSize: entry.compressedSize,
                // Only `SHA256SUMS` is not listed; its bytes were compared one by one.
                sha256: digests[ExactString(entry.path)] ?? SHA256Digest(of: sums.text(zipBefore: zipBefore)))
        }
        return PackageReader(
            manifest: manifest, tasks: ordered, summary: summary, entries: entries, signature: .unsigned,
            reader: reader, resources: resources)
    }

    // MARK: Entries

    /// The text of `SHA256SUMS`, once its bytes in the file are the only ones that it can have.
    private func readSums(_ entry: ZipEntry, _ reader: EntryReader, _ codec: Codec) throws -> [UInt8] {
        let text = try reader.whole(entry, codec)
        let expected = EncodedEntry(sums: text)
        let packed = try staging.file.read(at: entry.dataOffset, count: entry.compressedSize)
        guard entry.isDeflated == expected.isDeflated, packed == expected.bytes else {
            throw PackageProblem(.sumsForm, at: .entry(entry.path))
        }
        return text
    }

    private func readAll(
        _ layout: PackageLayout, _ digests: [ExactString: SHA256Digest], count: Int,
        problems: inout [PackageProblem]
    ) throws -> [PackageTask] {
        let verification = EntryVerification(
            reader: EntryReader(file: staging.file), digests: digests, package: Files.name(of: path),
            cancelled: cancelled)
        var tasks: [PackageTask] = []
        var entriesDone = 2
        var bytesDone = staging.size
        try OrderedPipeline<Codec, Outcome>.run(threads: threads, context: { Codec() }) { pipeline in
            func takeOne() throws {
                try cancelled()
                guard let outcome = try pipeline.next() else { return }
                problems += outcome.problems
                if let task = outcome.task { tasks.append(task) }
                entriesDone += outcome.entries
                bytesDone += outcome.bytes
                progress(
                    PackageProgress(
                        entriesDone: entriesDone, entriesTotal: count, bytesDone: bytesDone,
                        bytesTotal: 2 * staging.size))
            }
            for folder in layout.folders {
                pipeline.submit { try Self.read(folder, verification, $0) }
                for (_, entry) in folder.resources {
                    pipeline.submit { codec in
                        Outcome(
                            problems: try verification.problems(of: entry, codec), task: nil, entries: 1,
                            bytes: entry.compressedSize)
                    }
                }
                while pipeline.pending >= Self.window { try takeOne() }
            }
            while pipeline.pending > 0 { try takeOne() }
        }
        return tasks
    }

    private static func read(
        _ folder: PackageLayout.Folder, _ verification: EntryVerification, _ codec: Codec
    ) throws -> Outcome {
        let texts = [folder.document].compactMap { $0 } + folder.scripts.map(\.entry)
        var outcome = Outcome(entries: texts.count, bytes: texts.reduce(0) { $0 + $1.compressedSize })
        do {
            outcome.task = try verification.task(in: folder, codec)
        } catch let problems as PackageProblems {
            outcome.problems = problems.all
        }
        return outcome
    }

    // MARK: The manifest

    /// Compares the manifest with what is there, and returns the tasks in its order.
    private func check(
        _ manifest: PackageManifest, tasks: [PackageTask], contentDigest: SHA256Digest
    ) throws -> [PackageTask] {
        let place = PackageProblem.Place.entry(EntryPlace.manifestPath)
        var left = Dictionary(uniqueKeysWithValues: tasks.map { ($0.folder, $0) })
        let ordered = try manifest.tasks.map { entry in
            guard let task = left.removeValue(forKey: entry.name), task.document.uid == entry.uid else {
                throw PackageProblem(.manifestTasks, at: .entry(entry.name.text))
            }
            return task
        }
        if let missing = left.keys.min() { throw PackageProblem(.manifestTasks, at: .entry(missing.text)) }
        guard manifest.contentDigest == contentDigest else { throw PackageProblem(.contentDigest, at: place) }
        let id = PackageManifest.id(contentDigest: contentDigest, generatedAt: manifest.generatedAt)
        guard manifest.id.isIdentical(to: id) else { throw PackageProblem(.manifestID, at: place) }
        return ordered
    }
}

/// Several reasons why a package is refused: damage is reported whole.
struct PackageProblems: Error {
    let all: [PackageProblem]
}
