import PlatformStore
public import TaskModel
import TaskPackage

/// What `inventory` wrote.
public struct InventoryReport: Sendable {
    /// The file.
    public let path: String
    /// What it is of.
    public let facts: InventoryFacts
    /// How many tasks it tells of, those of other projects among them.
    public let tasks: Int
    /// Its size in bytes.
    public let size: Int
    /// The digest of the whole file, its last line (which has that of the others) among it.
    public let sha256: SHA256Digest
}

extension Workspace {
    /// Writes what a project and its platform have to a file, or under a name of its own into a folder (R27, §5).
    ///
    /// Whoever has a role in the project may, and operators; no switch counts (§3 «Looking»). Throws `already-exists`
    /// where something stands that is no inventory.
    public func inventory(project: PathName, to destination: String) throws -> InventoryReport {
        let snapshot = try platform.snapshot()
        _ = try projectSettings(project, snapshot)
        let permissions = try permissions(in: project, snapshot)
        guard permissions.role != nil || permissions.isOperator || permissions.isPlatformAdministrator else {
            throw TaskferryError(.notPermitted, subject: project.text, detail: "viewer")
        }
        let facts = try InventoryFacts(snapshot, project: project, time: surroundings.now())
        try Platform.refuseInside(destination)
        let path = try Destination.path(
            destination, defaultName: "\(facts.platformName)-\(project)-\(facts.generation).inventory")
        try Platform.refuseInside(path)
        if let there = try Destination.existing(path), try !InventoryReader.isInventory(there) {
            throw TaskferryError(.alreadyExists, subject: path, cause: "a file that is no inventory")
        }
        let report = try NewFile.write(path, mode: 0o666) { file in
            var writer = try InventoryWriter(file, facts)
            var source = InventorySource(snapshot)
            for other in [project] + snapshot.projectNames.filter({ $0 != project }) {
                try snapshot.forEachTask(other) { record in
                    try surroundings.cancelled()
                    try writer.add(other == project ? source.full(record) : InventorySource.outline(record))
                    return true
                }
            }
            let end = try writer.finish()
            return InventoryReport(
                path: path, facts: facts, tasks: writer.tasks, size: end.size, sha256: end.sha256)
        }
        do {
            try audit(
                "inventory", project: project, facts: ["path": .string(path), "sha256": .string(report.sha256.hex)])
        } catch let error as TaskferryError where error.code == .accessDenied {
            // Whoever may only read the platform's files may look all the same; there is nobody to note it.
        }
        return report
    }
}

/// Makes the lines of an inventory from a platform.
struct InventorySource {
    private let snapshot: Snapshot
    /// Who made which generation: a load of thousands of tasks is one.
    private var authors: [Int: ChangeAuthor] = [:]

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// A task of the project that the inventory is of.
    mutating func full(_ record: TaskRecord) throws -> InventoryTask {
        let imported = try record.lastImport.flatMap { try snapshot.pointer(record, number: $0.version) }
        var contents: [InventoryContent] = []
        for version in [record.development, record.online, imported].compactMap({ $0 })
        where !contents.contains(where: { $0.number == version.number }) {
            contents.append(
                InventoryContent(
                    number: version.number, links: version.links,
                    content: TaskContent(try snapshot.document(record, version))))
        }
        let authors = InventoryAuthors(
            name: try author(of: record.since.name), development: try author(of: record.since.development),
            online: try author(of: record.since.online))
        return InventoryTask(record: record, authors: authors, contents: contents)
    }

    /// A task of another project: name, uids, links, and whether it is online.
    static func outline(_ record: TaskRecord) -> InventoryTask {
        var outline = record
        outline.directory = .root
        outline.lastImport = nil
        return InventoryTask(record: outline)
    }

    private mutating func author(of generation: Int) throws -> ChangeAuthor? {
        if let author = authors[generation] { return author }
        guard let commit = try snapshot.commit(generation) else { return nil }
        let author = ChangeAuthor(user: commit.actor.user, time: commit.time)
        if authors.count > 10_000 { authors.removeAll() }
        authors[generation] = author
        return author
    }
}
