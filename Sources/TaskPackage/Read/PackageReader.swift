public import FileIO
public import TaskModel

/// A package that has been verified whole (§6), read from a private copy.
public final class PackageReader: Sendable {
    /// What the package says of itself.
    public let manifest: PackageManifest
    /// The tasks, in the manifest's order.
    public let tasks: [PackageTask]
    /// The file in a few facts.
    public let summary: PackageSummary
    /// Every entry, in the order of the file.
    public let entries: [PackageEntry]
    /// Whether and by whom it is signed.
    public let signature: SignatureStatus
    private let reader: EntryReader
    private let resources: PackageResources

    init(
        manifest: PackageManifest, tasks: [PackageTask], summary: PackageSummary, entries: [PackageEntry],
        signature: SignatureStatus, reader: EntryReader, resources: PackageResources
    ) {
        self.manifest = manifest
        self.tasks = tasks
        self.summary = summary
        self.entries = entries
        self.signature = signature
        self.reader = reader
        self.resources = resources
    }

    /// Copies a package into a nameless file in the directory `staging`, and verifies and reads the copy.
    ///
    /// `threads` 0 means one a processor. Throws `not-a-package` for what is no zip or no package, `bad-package` for one
    /// that is damaged or breaks a rule, with every damaged entry, `newer-format`, `bad-document`, `bad-json`,
    /// `no-space`, `not-found`.
    public static func open(
        _ path: String, staging directory: String, threads: Int = 0,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in },
        cancelled: @escaping CancellationCheck = {}
    ) throws -> PackageReader {
        let staging = try Staging(
            path, in: directory,
            progress: { bytes, total in
                progress(PackageProgress(entriesDone: 0, entriesTotal: 0, bytesDone: bytes, bytesTotal: 2 * total))
            }, cancelled: cancelled)
        let verifier = PackageVerifier(
            staging: staging, path: path, threads: threads, progress: progress, cancelled: cancelled)
        do {
            return try verifier.verify()
        } catch let problem as PackageProblem {
            throw try PackageKind.error([problem], staging, path: path)
        } catch let problems as PackageProblems {
            throw try PackageKind.error(problems.all, staging, path: path)
        }
    }

    /// Whether it was packed from a folder that differs from what a platform exported.
    public var isEdited: Bool { manifest.edited }

    /// Gives the bytes of a resource, in pieces. Throws `resource-mismatch` when the package has none of that digest,
    /// and what the sink throws.
    public func streamResource(
        _ sha256: SHA256Digest, into sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let entry = resources[sha256] else {
            throw TaskferryError(.resourceMismatch, subject: sha256.hex, cause: "the package has no such resource")
        }
        do {
            if max(entry.size, entry.compressedSize) <= Codec.wholeLimit {
                try reader.whole(entry, Codec(), sink)
            } else {
                try reader.stream(entry, into: sink)
            }
        } catch let problem as PackageProblem {
            throw PackageProblem.error([problem], package: manifest.id)
        }
    }
}

/// A task in a package.
public struct PackageTask: Sendable {
    /// The folder's name, which counts (§3).
    public let folder: TaskLabel
    /// The document, its scripts filled; its name is as in `task.json`.
    public let document: TaskDocument

    /// Whether folder and document disagree on the name.
    public var folderDiffers: Bool { folder != document.name }
    /// Paths of the keys that are not known.
    public var unknownKeys: [String] { document.unknownKeys }
}
