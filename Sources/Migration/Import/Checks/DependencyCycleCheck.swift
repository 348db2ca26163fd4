import PlatformStore
import TaskModel

extension Check {
    /// `dependency-cycle`: package and platform taken together, a task of the batch waits for itself. Only `current`
    /// dependencies and task links count. The subject is the path, each waiting for the next.
    static let dependencyCycle = Check { context in
        var findings: [Finding] = []
        var reported = Set<CycleVertex>()
        let starts = context.landings.map { CycleVertex(project: context.project, uid: $0.landedUID) }
        try DependencyGraph<CycleVertex>.forEachCycle(from: starts, upstreams: context.upstreams) { cycle in
            let batch = cycle.dropLast().filter { $0.project == context.project }.compactMap { vertex in
                context.state.landings.landing(uid: vertex.uid)
            }
            // A circle that was at the target before and has no task of the batch in it is none of its doing, and one
            // that is told for one task need not be told for the next.
            guard !batch.isEmpty, reported.isDisjoint(with: cycle) else { return true }
            reported.formUnion(cycle)
            let path = try cycle.map { try context.label(of: $0) }.joined(separator: " → ")
            findings.append(Finding(.dependencyCycle, path, uses: batch.map { Finding.Use($0.name) }))
            return true
        }
        return findings
    }
}

/// A task in the graph of package and platform together.
private struct CycleVertex: Hashable, Comparable {
    let project: PathName
    let uid: TaskUID

    static func < (left: CycleVertex, right: CycleVertex) -> Bool {
        left.project == right.project ? left.uid < right.uid : left.project < right.project
    }
}

extension CheckContext {
    fileprivate func upstreams(of vertex: CycleVertex) throws -> [CycleVertex] {
        if vertex.project == project, let landing = state.landings.landing(uid: vertex.uid) {
            return try landing.document.links.filter(\.role.ordersRuns).compactMap { try self.vertex($0.link) }
        }
        let links = try view.task(vertex.project, uid: vertex.uid)?.links ?? []
        return try links.filter(\.role.ordersRuns).compactMap { link in
            if let uid = link.uid { return CycleVertex(project: link.project, uid: uid) }
            // It points at a name that nobody has, but that the batch may bring.
            return try self.vertex(TaskLink(project: link.project, name: link.name))
        }
    }

    private func vertex(_ link: TaskLink) throws -> CycleVertex? {
        switch try state.resolve(link) {
        case .landing(let landing): CycleVertex(project: project, uid: landing.landedUID)
        case .target(let task, let owner): CycleVertex(project: owner, uid: task.record.uid)
        case .missingProject, .missingTask: nil
        }
    }

    fileprivate func label(of vertex: CycleVertex) throws -> String {
        let name = try state.name(vertex.project, vertex.uid)?.text ?? vertex.uid.text
        return vertex.project == project ? name : "\(vertex.project)/\(name)"
    }
}
