import FileIO
import PlatformStore
import TaskModel
import TaskPackage

/// One check of a batch against a target (§8): a code and what finds it. Each stands in a file of its own in `Checks`.
struct Check: Sendable {
    let run: @Sendable (CheckContext) throws -> [Finding]

    init(_ run: @escaping @Sendable (CheckContext) throws -> [Finding]) { self.run = run }

    /// All checks, in the order of their findings.
    static let all: [Check] = [
        missingDirectory, missingReferences, missingReferencedTask, missingUpstream, upstreamNotOnline,
        invalidTaskName, nameTaken, duplicateIdentity, dependencyCycle, unsupportedNodeType, invalidSchedule,
        targetChanged, unsubmittedChanges, scheduleExpired, olderPackage, identityReplaced, projectDiffers, unknownKey,
        editedPackage,
    ]
}

/// What a check sees.
struct CheckContext {
    let options: ImportOptions
    let project: PathName
    let incoming: [IncomingTask]
    let state: FinalState
    let manifest: PackageManifest
    /// What the target has changed itself of the batch's tasks.
    let conflicts: [Conflict]
    /// What becomes of them.
    let policy: ConflictPolicy
    let now: Timestamp
    let zones: ZoneFiles

    var view: any TargetView { state.view }
    var landings: [Landing] { state.landings.all }
}
