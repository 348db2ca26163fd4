import PlatformStore
public import TaskModel
public import TaskPackage

/// What `export` wrote.
public struct ExportReport: Sendable {
    /// The package as it was generated.
    public let package: CachedPackage
    /// The file written, read back from the media and found to be the same bytes.
    public let path: String
}

extension Workspace {
    /// Writes the last package, byte for byte, to a file or into a folder (R7), and reads it back.
    ///
    /// Throws `no-package`, `package-expired` (R8), and, unless the user insists, `names-changed` when the last match
    /// names other tasks, and `job-running`.
    public func export(
        project: PathName, to destination: String, insist: Bool = false, overwrite: Bool = false,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> ExportReport {
        let snapshot = try platform.snapshot()
        try require(.export, in: project, snapshot)
        let cache = PackageCache(platform: platform, project: project, user: user)
        if !insist, let job = try currentJob(cache), job.isRunning {
            throw TaskferryError(.jobRunning, subject: "\(job.process)")
        }
        guard let package = try cache.lastPackage() else { throw TaskferryError(.noPackage, subject: project.text) }
        guard !package.hasExpired(at: surroundings.now()) else {
            throw TaskferryError(.packageExpired, subject: package.generatedAt.text)
        }
        if !insist, let match = try cache.lastMatch(), !match.hasSameNames(as: package.tasks.map(\.text)) {
            throw TaskferryError(.namesChanged, subject: package.id)
        }
        try Platform.refuseInside(destination)
        let path = try PackageExport.copy(
            package.path, sha256: package.sha256, to: destination, defaultName: defaultFileName(package, project),
            overwrite: overwrite, progress: progress, cancelled: surroundings.cancelled)
        try audit(
            "export", project: project,
            facts: ["package": .string(package.id), "path": .string(path), "sha256": .string(package.sha256.hex)])
        return ExportReport(package: package, path: path)
    }

    /// The name of a package file in a folder: project and time of generation, in UTC so that it is the same anywhere.
    private func defaultFileName(_ package: CachedPackage, _ project: PathName) -> String {
        let time = package.generatedAt.text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
        return "\(project)-\(String(decoding: time, as: UTF8.self)).zip"
    }
}
