import Foundation
import PlatformStore
import TaskModel

@testable import Migration

/// A folder that goes away with its last reference.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "taskferry-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A small generator whose seed a failing test prints.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A platform with one project `p`, both switches on, owned by 许宁.
struct TestPlatform {
    let workspace: Workspace
    let project: PathName
    private let folder: TestFolder

    static let time = Timestamp(secondsSince1970: 1_629_182_166)

    init(
        _ name: String, in folder: TestFolder, others: [PathName] = [], using random: inout SeededRandom
    ) throws {
        let user = try legal("许宁", PathName.init)
        project = try legal("p", PathName.init)
        let actor = Actor(user: user)
        let platform = try Setup.create(
            at: "\(folder.path)/\(name)", name: legal(name, PathName.init), projects: [project] + others, by: actor,
            now: Self.time, using: &random)
        workspace = try Workspace(
            platform: platform, actor: actor, surroundings: Workspace.Surroundings(now: { Self.time }))
        _ = try workspace.setSwitch(.export, on: true)
        _ = try workspace.setSwitch(.import, on: true)
        self.folder = folder
    }

    private init(_ name: String, in folder: TestFolder, as original: TestPlatform) throws {
        project = original.project
        workspace = try Workspace(
            platform: Platform.open("\(folder.path)/\(name)"), actor: original.workspace.actor,
            surroundings: original.workspace.surroundings)
        self.folder = folder
    }

    /// A copy of the platform as it is now, which then goes its own way.
    func copy(_ name: String) throws -> TestPlatform {
        try FileManager.default.copyItem(atPath: workspace.platform.path, toPath: "\(folder.path)/\(name)")
        return try TestPlatform(name, in: folder, as: self)
    }

    /// The platform as another administrator uses it.
    func administrator(_ name: String) throws -> Workspace {
        let user = try legal(name, PathName.init)
        _ = try workspace.setRole(.admin, of: user, in: project)
        return try Workspace(
            platform: workspace.platform, actor: Actor(user: user), surroundings: workspace.surroundings)
    }

    var staging: String { folder.path }

    func load(
        _ documents: [TaskDocument], online: Bool = true, into other: PathName? = nil,
        using random: inout SeededRandom
    ) throws {
        let sources = documents.map { document in
            LoadSource(document: document, origin: document.name.text) { _ in .memory([]) }
        }
        _ = try workspace.load(
            sources, into: .root, online: online, project: other ?? project, oldNames: true, using: &random)
    }

    /// Packs tasks and returns the package's path.
    func export(_ names: [String]) throws -> String {
        let report = try workspace.generate(project: project, list: NameList(arguments: names))
        return report.package?.path ?? ""
    }

    /// Writes an inventory and opens it.
    func inventory(in folder: TestFolder) throws -> Inventory {
        let path = "\(folder.path)/\(try workspace.platform.snapshot().platformID).inventory"
        _ = try workspace.inventory(project: project, to: path)
        return try Inventory(file: path)
    }

    /// Name, uid, bound uids and content of every task, for comparing whole states.
    func state() throws -> [String] {
        let snapshot = try workspace.platform.snapshot()
        var lines: [String] = []
        try snapshot.forEachTask(project) { record in
            let bound = record.boundUIDs.map { "\($0.uid)@\($0.platform)" }.sorted().joined(separator: ",")
            var parts = ["\(record.name) \(record.uid) \(record.directory) [\(bound)]"]
            for version in [record.development, record.online] {
                guard let version else {
                    parts.append("-")
                    continue
                }
                let document = try snapshot.document(record, version)
                parts.append(String(decoding: JSONWriter.canonical(document.tree(.store)), as: UTF8.self))
            }
            lines.append(parts.joined(separator: " | "))
            return true
        }
        return lines
    }
}

/// A document with one SQL node and upstream dependencies.
func sampleDocument(_ name: String, uid: String, sql: String = "select 1", upstreams: [String] = []) throws
    -> TaskDocument
{
    var document = TaskDocument(uid: try legal(uid, TaskUID.init), name: try legal(name, TaskLabel.init))
    var node = Node(name: try legal("n", NodeName.init), type: try legal("sql", NodeType.init))
    node.script = Script(file: try legal("n.sql", PathName.init), text: sql)
    document.nodes = [node]
    document.dependencies = try upstreams.map {
        UpstreamDependency(link: TaskLink(name: try legal($0, TaskLabel.init)))
    }
    return document
}
