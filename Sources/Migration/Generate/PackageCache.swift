import FileIO
import Glibc
import PlatformStore
public import TaskModel

/// The last generated package of a user in a project (R7, R8).
public struct CachedPackage: Sendable {
    /// Where the package file is.
    public let path: String
    /// The package's id.
    public let id: String
    /// The tasks in it, in its order.
    public let tasks: [TaskLabel]
    /// The file's size in bytes.
    public let size: Int
    /// The digest of the file.
    public let sha256: SHA256Digest
    /// The digest of what is inside (§6).
    public let contentDigest: SHA256Digest
    /// When it was made.
    public let generatedAt: Timestamp

    /// How long a package stays available, in seconds (R8).
    public static let lifetime: Int64 = 72 * 3600

    /// Until when it is available.
    public var expiresAt: Timestamp { generatedAt.advanced(bySeconds: Self.lifetime) }

    /// Whether it is too old to be exported.
    public func hasExpired(at now: Timestamp) -> Bool { now >= expiresAt }
}

/// What the platform keeps for a user in a project between commands (§5, §7): the names of the last match, the last
/// generated package, the job record. Each is one small file, replaced at once.
struct PackageCache {
    private let files: UserFiles

    init(platform: Platform, project: PathName, user: PathName) {
        files = platform.userFiles(project: project, user: user)
    }

    // MARK: The last match

    private static let match = "match.json"

    func remember(_ list: NameList) throws {
        try replace(Self.match, with: ["format": .integer(1), "text": .string(list.names.joined(separator: "\n"))])
    }

    func lastMatch() throws -> NameList? {
        guard var reader = try reader(of: Self.match) else { return nil }
        return try NameList(parsing: reader.required("text") { $0 })
    }

    // MARK: The last package

    private static let package = "package.json"

    /// A new place for a package file; it does not count until `keep`.
    func newPackagePath(_ token: String) throws -> String {
        try files.makeDirectory()
        return files.path("package-\(token).zip")
    }

    /// Makes a package the last one and removes the files of earlier ones.
    func keep(_ package: CachedPackage) throws {
        let kept = Files.name(of: package.path)
        try files.adopt(kept)
        try replace(
            Self.package,
            with: [
                "format": .integer(1), "file": .string(kept), "id": .string(package.id),
                "tasks": .array(package.tasks.map(JSONValue.text)), "size": .integer(package.size),
                "sha256": .string(package.sha256.hex), "contentDigest": .string(package.contentDigest.hex),
                "generatedAt": .string(package.generatedAt.text),
            ])
        for name in try Files.list(files.directory) where name != kept && Self.isPackageFile(name) {
            try Files.remove(files.path(name))
        }
    }

    /// Whether a file is a package, or what a job that crashed left of one.
    private static func isPackageFile(_ name: String) -> Bool {
        name.hasPrefix("package-") && name.hasSuffix(".zip") || name.hasPrefix(".taskferry-") && name.hasSuffix(".tmp")
    }

    /// The last package; nil when none was made or its file is gone.
    func lastPackage() throws -> CachedPackage? {
        guard var reader = try reader(of: Self.package) else { return nil }
        let file = try reader.required("file", PathName.init)
        let package = CachedPackage(
            path: files.path(file.text), id: try reader.required("id") { $0 },
            tasks: try reader.names("tasks", TaskLabel.init), size: try reader.count("size") ?? 0,
            sha256: try reader.required("sha256", SHA256Digest.init(hex:)),
            contentDigest: try reader.required("contentDigest", SHA256Digest.init(hex:)),
            generatedAt: try reader.required("generatedAt") { try? Timestamp($0) })
        return try Files.status(package.path) == nil ? nil : package
    }

    // MARK: The job

    private static let job = "job.json"
    private static let lock = "job.lock"
    private static let cancellation = "cancel.json"

    func record(_ job: JobRecord) throws { try replace(Self.job, with: job.tree) }

    func lastJob() throws -> JobRecord? {
        guard var reader = try reader(of: Self.job) else { return nil }
        return try JobRecord(&reader)
    }

    /// Opens the file whose lock a running job holds.
    func openJobLock() throws -> OpenFile { try files.openLock(Self.lock) }

    /// Opens that file to see whether a job holds its lock; nil when no job ever did.
    func openJobLockIfAny() throws -> OpenFile? {
        try Files.status(files.path(Self.lock)) == nil ? nil : OpenFile.open(files.path(Self.lock), O_RDONLY)
    }

    /// Whether a descriptor that came from elsewhere is that file.
    func isJobLock(_ file: OpenFile) throws -> Bool {
        try file.status().identity == Files.status(files.path(Self.lock))?.identity
    }

    /// Asks a job to stop; it looks for this between the pieces of its work. No signal is sent: a process number read
    /// from a file may be anybody's.
    func requestCancellation(of job: JobRecord) throws {
        try replace(Self.cancellation, with: ["format": .integer(1), "job": .string(job.id)])
    }

    /// Whether somebody asked this job to stop.
    func isCancelled(_ job: JobRecord) -> Bool {
        // What cannot be read asks for nothing.
        guard var reader = try? reader(of: Self.cancellation), let id = try? reader.text("job") else { return false }
        return id.isIdentical(to: job.id)
    }

    // MARK: Files

    private func replace(_ name: String, with object: JSONObject) throws {
        try files.replace(name, with: JSONWriter.readable(.object(object)))
    }

    private func reader(of name: String) throws -> ObjectReader? {
        let path = files.path(name)
        guard try Files.status(path) != nil else { return nil }
        var reader = try ObjectReader(JSONParser.parse(Files.read(path, limit: 1 << 20), file: path), file: path)
        try reader.expectFormat(atMost: 1)
        return reader
    }
}
