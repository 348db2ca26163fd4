import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R27: a check against an inventory finds what the platform finds, in whatever state the platform is.
enum InventoryLaw {
    /// Checks a package on a platform and against an inventory of it.
    static func expectSame(
        _ package: String, _ target: TestPlatform, _ options: ImportOptions, folder: TestFolder, seed: UInt64
    ) throws {
        let path = "\(folder.path)/target.inventory"
        _ = try target.workspace.inventory(project: target.project, to: path)
        let here = try Workspace.check(
            package, against: Inventory(file: path), staging: folder.path, options: options,
            surroundings: target.workspace.surroundings)
        let there = try target.workspace.check(
            package, staging: folder.path, project: target.project, options: options)
        #expect(here.policy == there.policy, "seed \(seed)")
        #expect(here.findings.map(text) == there.findings.map(text), "seed \(seed)")
        #expect(here.plan.map(text) == there.plan.map(text), "seed \(seed)")
        #expect(here.relied == there.relied, "seed \(seed)")
        #expect(here.plan.map(\.fireTimes) == there.plan.map(\.fireTimes), "seed \(seed)")
    }

    private static func text(_ finding: Finding) -> String {
        let uses = finding.uses.map { "\($0.task)/\($0.node?.text ?? "")" }
        return "\(finding.code) \(finding.severity) \(finding.subject) \(uses) \(finding.detail)"
    }

    /// All that a plan says of a task.
    static func text(_ task: PlannedTask) -> String {
        """
        \(task.task) \(task.packageName) \(task.uid) \(task.action) \(task.from?.text ?? "-") \(task.directory) \
        \(task.versions?.development ?? 0) \(task.versions?.online ?? 0) \(task.changes.map(\.field)) \
        \(task.changes.map { $0.after.map { String(decoding: JSONWriter.canonical($0), as: UTF8.self) } ?? "-" }) \
        \(task.isKept) \(task.writesVersion) \(task.submits) \(task.bindsAnew)
        """
    }
}
