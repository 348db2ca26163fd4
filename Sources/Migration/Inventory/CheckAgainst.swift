import PlatformStore
import TaskModel
public import TaskPackage

extension Workspace {
    /// Checks a package against an inventory: the findings and the plan that its platform would give, down to which
    /// fields change (R27). Needs no platform and no right.
    ///
    /// Throws `signature-required` where that platform asks for signatures.
    public static func check(
        _ path: String, against inventory: Inventory, staging: String, options: ImportOptions,
        surroundings: Surroundings, progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }
    ) throws -> CheckReport {
        let package = try inspect(path, staging: staging, progress: progress, cancelled: surroundings.cancelled)
        let facts = inventory.facts
        if facts.signatures == .required, package.signature == .unsigned {
            throw TaskferryError(.signatureRequired, subject: facts.platformName.text)
        }
        return try Importer(
            package, project: facts.project, options: options, view: InventoryView(inventory), surroundings
        ).report
    }
}
