import PlatformStore
public import TaskModel

/// What a list of names is widened by before it is matched.
public struct Widening: Sendable {
    /// Whether a name may have `*` and `?` and stands for every online task that fits.
    public var glob = false
    /// Whether the project's own tasks that the batch waits for join it, and those that they wait for.
    public var upstream = false
    /// Whether the project's own tasks that nested flows and AI 2.0 nodes of the batch refer to join it.
    public var references = false
    /// What the target has: upstream and referenced tasks that are there do not join, nor what they wait for; nil: all do.
    public var against: Inventory?
    /// Which batch is meant when there are more names than one may have, from 1.
    public var batch = 1

    /// Nothing is added.
    public init() {}

    var addsAnything: Bool { glob || upstream || references }
}

/// What widening a list by links came to.
public struct WideningReport: Sendable {
    /// The tasks that joined, in the order in which they were found.
    public let added: [String]
    /// The tasks that the target has, and that did not join.
    public let there: [TaskLabel]
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
    /// The batches that a list comes to, one unless widening it goes beyond the limits, and what joined it.
    func widen(
        _ list: NameList, _ widening: Widening, project: PathName, _ snapshot: Snapshot
    ) throws -> (batches: NameBatches, report: WideningReport) {
        guard widening.addsAnything else {
            return (try NameBatches(list.names), WideningReport(added: [], there: []))
        }
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
        let named = names.count
        var gaps = widening.against.map(TargetGaps.init)
        if widening.upstream || widening.references {
            var position = 0
            while position < names.count {
                try surroundings.cancelled()
                let label = TaskLabel(names[position])
                position += 1
                guard let label, let record = try snapshot.task(project, named: label) else { continue }
                if let displaced = try gaps?.join(record) { try add(displaced.text) }
                for (role, name) in try linked(record, widening, snapshot) {
                    if try gaps?.lacks(name, role) ?? true { try add(name.text) }
                }
            }
        }
        let there = (gaps?.there ?? []).filter { !seen.contains($0.key) }
        let report = WideningReport(added: Array(names[named...]), there: there)
        let whole = try NameBatches(names)
        let isOne = whole.lists.count < 2
        return (
            isOne ? whole : try NameBatches(inOrder(names, renames: gaps?.renames ?? [:], project, snapshot)), report
        )
    }

    /// The names of a task's own project's tasks that the widening takes along with it, and what for.
    private func linked(
        _ record: TaskRecord, _ widening: Widening, _ snapshot: Snapshot
    ) throws -> [(role: TaskDocument.LinkRole, name: TaskLabel)] {
        try (record.online?.links ?? []).compactMap { link in
            let isWanted =
                switch link.role {
                case .upstream: widening.upstream
                case .node: widening.references
                }
            guard isWanted, link.project == record.project else { return nil }
            return (link.role, try link.uid.flatMap { try snapshot.name(of: $0, in: record.project) } ?? link.name)
        }
    }

    /// The names in topological order (R23); those that are no task first, where they are seen.
    ///
    /// What a batch waits for only from the previous cycle has to be at the target before it all the same, and a name has
    /// to be free before a task comes down on it: `renames` has, by the names at the target, the tasks that give them up.
    /// Neither makes a circle an error.
    private func inOrder(
        _ names: [String], renames: [TaskLabel: TaskLabel], _ project: PathName, _ snapshot: Snapshot
    ) throws -> [String] {
        var unknown: [String] = []
        var runs: [TaskLabel: [TaskLabel]] = [:]
        var all: [TaskLabel: [TaskLabel]] = [:]
        for name in names {
            try surroundings.cancelled()
            guard let label = TaskLabel(name), let record = try snapshot.task(project, named: label) else {
                unknown.append(name)
                continue
            }
            (runs[record.name], all[record.name]) = ([], renames[record.name].map { [$0] } ?? [])
            for link in record.online?.links ?? [] where link.project == project {
                let linked = try link.uid.flatMap { try snapshot.name(of: $0, in: project) } ?? link.name
                if link.role.ordersRuns { runs[record.name, default: []].append(linked) }
                if linked != record.name { all[record.name, default: []].append(linked) }
            }
        }
        let graph = DependencyGraph(runs)
        guard let order = DependencyGraph(all).topologicalOrder() ?? graph.topologicalOrder() else {
            let path = graph.firstCycle()?.map(\.text).joined(separator: " → ") ?? ""
            throw TaskferryError(.dependencyCycle, subject: path)
        }
        return unknown + order.map(\.text)
    }
}
