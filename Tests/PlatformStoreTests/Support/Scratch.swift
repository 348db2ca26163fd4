import FileIO
import Foundation
import TaskModel
import Testing

@testable import PlatformStore

/// A temporary folder that goes with the object.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = "\(NSTemporaryDirectory())/taskferry-store-\(UUID().uuidString)"
        try Files.makeDirectories(path)
    }

    deinit { try? Files.removeTree(path) }
}

/// A platform of one's own, with tasks in a few words.
final class Sample: Sendable {
    static let retail = name("零售")
    static let shared = name("公共接入层")
    static let alice = name("alice")

    let scratch: Scratch
    let platform: Platform
    var path: String { platform.path }
    var layout: StoreLayout { platform.layout }

    init() throws {
        scratch = try Scratch()
        var settings = PlatformSettings(name: name("测试平台"), operators: [Self.alice])
        settings.add(registryName("外网采集组"), to: .resourceGroup, id: "rg-1")
        settings.add(registryName("root.retail"), to: .queue)
        var random = SystemRandomNumberGenerator()
        platform = try Platform.create(
            at: "\(scratch.path)/platform", settings: settings,
            projects: [
                (Self.retail, ProjectSettings(members: [Member(user: Self.alice, role: .owner)])),
                (Self.shared, ProjectSettings()),
            ], by: Actor(user: Self.alice), at: Timestamp(secondsSince1970: 1_629_182_166), using: &random)
    }

    func reopened(
        _ mode: IndexStore.Mode = .shared, patience: StoreLock.Patience = StoreLock.Patience()
    ) throws -> Platform {
        try Platform.open(path, index: mode, patience: patience)
    }

    @discardableResult
    func commit(
        _ tasks: [TaskWrite] = [], removing removals: [TaskKey] = [], platform settings: PlatformSettings? = nil,
        projects: [(PathName, ProjectSettings)] = [], kind: String = "load"
    ) throws -> Int {
        try platform.write { try $0.commit(Self.request(tasks, removals, settings, projects, kind)) }
    }

    static func request(
        _ tasks: [TaskWrite] = [], _ removals: [TaskKey] = [], _ settings: PlatformSettings? = nil,
        _ projects: [(PathName, ProjectSettings)] = [], _ kind: String = "load"
    ) -> CommitRequest {
        CommitRequest(
            kind: kind, actor: Actor(user: alice), time: Timestamp(secondsSince1970: 1_629_182_166),
            summary: ["note": .string("测试")], platformSettings: settings, projectSettings: projects, tasks: tasks,
            removals: removals)
    }

    func task(_ name: String, in project: PathName = Sample.retail) throws -> TaskRecord? {
        try platform.snapshot().task(project, named: label(name))
    }

    func existing(_ name: String, in project: PathName = Sample.retail) throws -> TaskRecord {
        try #require(try task(name, in: project))
    }
}

/// A task with one node, that depends on the given ones.
func aTask(
    _ text: String, uid: String, in project: PathName = Sample.retail, after upstream: [String] = [],
    across: [(PathName, String)] = [], calls: String? = nil, description: String = "", online: Bool = true,
    boundUIDs: [BoundUID] = []
) -> TaskWrite {
    var document = TaskDocument(uid: taskUID(uid), name: label(text))
    document.description = description
    document.dependencies =
        upstream.map { UpstreamDependency(link: TaskLink(name: label($0))) }
        + across.map { UpstreamDependency(link: TaskLink(project: $0.0, name: label($0.1)), cycle: .previous) }
    if let node = NodeName("call"), let type = NodeType(calls == nil ? "shell" : "nestedFlow") {
        var call = Node(name: node, type: type)
        call.task = calls.map { TaskReference(link: TaskLink(name: label($0))) }
        if let file = PathName("call.sh") {
            call.script = Script(file: file, text: "echo ${azkaban.flow.1.days.ago}\r\n")
        }
        document.nodes = [call]
    }
    return TaskWrite(
        project: project, uid: taskUID(uid), boundUIDs: boundUIDs, name: label(text), owner: "alice",
        newVersion: document, development: .new, online: online ? .development : .keep)
}

extension TaskRecord {
    /// The same task under another name.
    func renamed(_ name: String) -> TaskWrite {
        var write = TaskWrite(self)
        write.name = label(name)
        return write
    }
}

func name(_ text: String) -> PathName { made(PathName(text), text) }
func label(_ text: String) -> TaskLabel { made(TaskLabel(text), text) }
func taskUID(_ text: String) -> TaskUID { made(TaskUID(text), text) }
func registryName(_ text: String) -> RegistryName { made(RegistryName(text), text) }

private func made<Value>(_ value: Value?, _ text: String) -> Value {
    guard let value else { preconditionFailure("\(text) is no legal value of the test") }
    return value
}

/// The code of the error that `body` throws; nil when it throws none or another.
func code(_ body: () throws -> Void) -> TaskferryError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? TaskferryError)?.code
    }
}

/// Random numbers that a failing test can be run again with.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Every file of a folder with its bytes, by relative path.
func contents(_ root: String, _ folder: String = "") throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try Files.list(root + folder) {
        let path = "\(folder)/\(name)"
        if try Files.status(root + path)?.isDirectory == true {
            found.merge(try contents(root, path)) { first, _ in first }
        } else {
            found[path] = try Files.read(root + path)
        }
    }
    return found
}
