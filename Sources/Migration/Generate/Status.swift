import PlatformStore
public import TaskModel

/// Where somebody stands (`status`).
public struct StatusReport: Sendable {
    /// The platform's name.
    public let platform: PathName
    /// The project.
    public let project: PathName
    /// The user whose rights count.
    public let user: PathName
    /// What the user may do here, with the platform's switches.
    public let permissions: Permissions
    /// The names of the last match.
    public let lastMatch: NameList?
    /// The last package, when it is still available (R8).
    public let package: CachedPackage?
    /// Whether there was a package that is too old by now.
    public let packageHasExpired: Bool
    /// Whether the last match names other tasks than the package holds, so that `export` would refuse (R7).
    public let namesDiffer: Bool
    /// The last job.
    public let job: JobRecord?
}

extension Workspace {
    /// Platform, project, user, switches, the last package and job. Needs no switch (§3).
    public func status(project: PathName) throws -> StatusReport {
        let snapshot = try platform.snapshot()
        guard try snapshot.project(project) != nil else {
            throw TaskferryError(.unknownProject, subject: project.text)
        }
        let permissions = try permissions(in: project, snapshot)
        let cache = PackageCache(platform: platform, project: project, user: user)
        let last = try cache.lastPackage()
        let package = last.flatMap { $0.hasExpired(at: surroundings.now()) ? nil : $0 }
        let match = try cache.lastMatch()
        return StatusReport(
            platform: snapshot.settings.name, project: project, user: user, permissions: permissions,
            lastMatch: match, package: package, packageHasExpired: last != nil && package == nil,
            namesDiffer: package.map { !(match?.hasSameNames(as: $0.tasks.map(\.text)) ?? true) } ?? false,
            job: try currentJob(cache))
    }
}
