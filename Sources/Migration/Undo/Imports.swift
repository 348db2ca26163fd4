public import PlatformStore
public import TaskModel

/// An import of the past (`imports`).
public struct PastImportEntry: Sendable, Equatable {
    /// Its number on this platform.
    public let number: Int
    /// The generation that it is.
    public let generation: Int
    /// The package's id.
    public let package: String
    /// The digest of what was inside.
    public let contentDigest: String
    /// The id of the platform that the package came from.
    public let sourcePlatform: String
    /// Who imported it.
    public let actor: Actor
    /// When.
    public let time: Timestamp
    /// How many tasks were created, overwritten, renamed, left as they were and kept.
    public let counts: PlanCounts
    /// Whether its tasks were submitted online.
    public let submitted: Bool
    /// Who took it back, and when; nil: nobody did.
    public var undone: ChangeAuthor?
}

extension Workspace {
    /// The imports into a project, the newest first. Looking needs no switch (§3).
    public func imports(project: PathName) throws -> [PastImportEntry] {
        let snapshot = try platform.snapshot()
        _ = try projectSettings(project, snapshot)
        return try imports(of: project, snapshot)
    }

    func imports(of project: PathName, _ snapshot: Snapshot) throws -> [PastImportEntry] {
        var undone: [Int: ChangeAuthor] = [:]
        for entry in try snapshot.history(kind: "undo") {
            guard let generation = entry.summary["generation"]?.integer else { continue }
            undone[generation] = ChangeAuthor(user: entry.actor.user, time: entry.time)
        }
        return try snapshot.history(kind: "import").compactMap { entry in
            let summary = entry.summary
            guard summary["project"]?.string?.isIdentical(to: project.text) == true,
                let number = summary["number"]?.integer
            else { return nil }
            return PastImportEntry(
                number: number, generation: entry.generation, package: summary["package"]?.string ?? "",
                contentDigest: summary["contentDigest"]?.string ?? "",
                sourcePlatform: summary["sourcePlatform"]?.string ?? "", actor: entry.actor, time: entry.time,
                counts: PlanCounts(summary["tasks"]?.object), submitted: summary["submitted"]?.bool ?? false,
                undone: undone[entry.generation])
        }
    }
}
