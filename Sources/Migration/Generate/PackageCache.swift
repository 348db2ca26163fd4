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
    let directory: String

    init(platform: Platform, project: PathName, user: PathName) throws {
        directory = try platform.packagesDirectory(project: project, user: user)
    }

    // MARK: The last match

    private var matchPath: String { "\(directory)/match.json" }

    func remember(_ list: NameList) throws {
        try replace(matchPath, with: ["format": .integer(1), "text": .string(list.names.joined(separator: "\n"))])
    }

    func lastMatch() throws -> NameList? {
        guard var reader = try reader(of: matchPath) else { return nil }
        return try NameList(parsing: reader.required("text") { $0 })
    }

    // MARK: The last package

    private var packagePath: String { "\(directory)/package.json" }

    /// A new place for a package file; it does not count until `keep`.
    func newPackagePath(_ token: String) throws -> String {
        try Files.makeDirectories(directory)
        return "\(directory)/package-\(token).zip"
    }

    /// Makes a package the last one and removes the files of earlier ones.
    func keep(_ package: CachedPackage) throws {
        try replace(
            packagePath,
            with: [
                "format": .integer(1), "file": .string(Files.name(of: package.path)), "id": .string(package.id),
                "tasks": .array(package.tasks.map(JSONValue.text)), "size": .integer(package.size),
                "sha256": .string(package.sha256.hex), "contentDigest": .string(package.contentDigest.hex),
                "generatedAt": .string(package.generatedAt.text),
            ])
        let kept = Files.name(of: package.path)
        for name in try Files.list(directory) where name != kept && Self.isPackageFile(name) {
            try Files.remove("\(directory)/\(name)")
        }
    }

    /// Whether a file is a package, or what a job that crashed left of one.
    private static func isPackageFile(_ name: String) -> Bool {
        name.hasPrefix("package-") && name.hasSuffix(".zip") || name.hasPrefix(".taskferry-") && name.hasSuffix(".tmp")
    }

    /// The last package; nil when none was made or its file is gone.
    func lastPackage() throws -> CachedPackage? {
        guard var reader = try reader(of: packagePath) else { return nil }
        let file = try reader.required("file", PathName.init)
        let package = CachedPackage(
            path: "\(directory)/\(file.text)", id: try reader.required("id") { $0 },
            tasks: try reader.names("tasks", TaskLabel.init), size: try reader.count("size") ?? 0,
            sha256: try reader.required("sha256", SHA256Digest.init(hex:)),
            contentDigest: try reader.required("contentDigest", SHA256Digest.init(hex:)),
            generatedAt: try reader.required("generatedAt") { try? Timestamp($0) })
        return try Files.status(package.path) == nil ? nil : package
    }

    // MARK: The job

    private var jobPath: String { "\(directory)/job.json" }

    func record(_ job: JobRecord) throws { try replace(jobPath, with: job.tree) }

    func lastJob() throws -> JobRecord? {
        guard var reader = try reader(of: jobPath) else { return nil }
        return try JobRecord(&reader)
    }

    /// Opens the file whose lock a running job holds.
    func openJobLock() throws -> OpenFile {
        try Files.makeDirectories(directory)
        return try OpenFile.open("\(directory)/job.lock", O_RDWR | O_CREAT)
    }

    // MARK: Files

    private func replace(_ path: String, with object: JSONObject) throws {
        try Files.makeDirectories(directory)
        try Files.replace(path, with: JSONWriter.readable(.object(object)))
    }

    private func reader(of path: String) throws -> ObjectReader? {
        guard try Files.status(path) != nil else { return nil }
        var reader = try ObjectReader(JSONParser.parse(Files.read(path, limit: 1 << 20), file: path), file: path)
        try reader.expectFormat(atMost: 1)
        return reader
    }
}
