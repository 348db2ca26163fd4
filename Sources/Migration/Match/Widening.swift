import PlatformStore
import TaskModel

/// What a list of names is widened by before it is matched.
public struct Widening: Sendable {
    /// Whether a name may have `*` and `?` and stands for every online task that fits.
    public var glob = false
    /// Whether the project's own tasks that the batch waits for join it, and those that they wait for.
    public var upstream = false
    /// Whether the project's own tasks that nested flows and AI 2.0 nodes of the batch refer to join it.
    public var references = false
    /// Which batch is meant when there are more names than one may have, from 1.
    public var batch = 1

    /// Nothing is added.
    public init() {}

    var addsAnything: Bool { glob || upstream || references }
}

/// Names in batches of which each keeps the limits of R3, what others wait for in earlier ones.
struct NameBatches {
    /// How many there can be: beyond that somebody wants another list.
    static let limit = 100

    let lists: [NameList]

    init(_ names: [String]) throws {
        var lists: [NameList] = []
        var open: [String] = []
        var characters = 0
        for name in names {
            let count = name.unicodeScalars.count + 1
            if open.count == NameList.nameLimit || characters + count > NameList.characterLimit, !open.isEmpty {
                lists.append(try NameList(arguments: open))
                open = []
                characters = 0
            }
            open.append(name)
            characters += count
        }
        if !open.isEmpty { lists.append(try NameList(arguments: open)) }
        self.lists = lists
    }
}

extension Workspace {
    /// The batches that a list comes to: one, unless widening it goes beyond the limits.
    func widen(_ list: NameList, _ widening: Widening, project: PathName, _ snapshot: Snapshot) throws -> NameBatches {
        guard widening.addsAnything else { return try NameBatches(list.names) }
        let capacity = NameBatches.limit * NameList.nameLimit
        var names: [String] = []
        var seen = Set<ExactString>()
        func add(_ name: String) throws {
            guard seen.insert(ExactString(name)).inserted else { return }
            names.append(name)
            guard names.count <= capacity else {
                throw TaskferryError(.tooManyNames, subject: "\(names.count)", detail: "\(capacity)")
            }
        }
        for name in list.names {
            guard widening.glob, GlobPattern.isPattern(name) else {
                try add(name)
                continue
            }
            let pattern = GlobPattern(name)
            var fits = false
            try snapshot.forEachSummary(project, prefix: pattern.literalPrefix) { task in
                try surroundings.cancelled()
                if task.online != nil, pattern.matches(task.name.text) {
                    fits = true
                    try add(task.name.text)
                }
                return true
            }
            if !fits { try add(name) }
        }
        if widening.upstream || widening.references {
            var position = 0
            while position < names.count {
                try surroundings.cancelled()
                for name in try linked(names[position], widening, project, snapshot) { try add(name.text) }
                position += 1
            }
        }
        let whole = try NameBatches(names)
        return whole.lists.count < 2 ? whole : try NameBatches(inOrder(names, project, snapshot))
    }

    /// The names of a task's own project's tasks that the widening takes along with it.
    private func linked(
        _ name: String, _ widening: Widening, _ project: PathName, _ snapshot: Snapshot
    ) throws -> [TaskLabel] {
        let record = try TaskLabel(name).flatMap { try snapshot.task(project, named: $0) }
        return try (record?.online?.links ?? []).compactMap { link in
            let isWanted =
                switch link.role {
                case .upstream: widening.upstream
                case .node: widening.references
                }
            guard isWanted, link.project == project else { return nil }
            return try link.uid.flatMap { try snapshot.name(of: $0, in: project) } ?? link.name
        }
    }

    /// The names in topological order (R23); those that are no task first, where they are seen.
    private func inOrder(_ names: [String], _ project: PathName, _ snapshot: Snapshot) throws -> [String] {
        var unknown: [String] = []
        var edges: [TaskLabel: [TaskLabel]] = [:]
        for name in names {
            try surroundings.cancelled()
            guard let label = TaskLabel(name), let record = try snapshot.task(project, named: label) else {
                unknown.append(name)
                continue
            }
            edges[record.name] = try (record.online?.links ?? []).compactMap { link in
                guard link.role.ordersRuns, link.project == project else { return nil }
                return try link.uid.flatMap { try snapshot.name(of: $0, in: project) } ?? link.name
            }
        }
        let graph = DependencyGraph(edges)
        guard let order = graph.topologicalOrder() else {
            let path = graph.firstCycle()?.map(\.text).joined(separator: " → ") ?? ""
            throw TaskferryError(.dependencyCycle, subject: path)
        }
        return unknown + order.map(\.text)
    }
}
