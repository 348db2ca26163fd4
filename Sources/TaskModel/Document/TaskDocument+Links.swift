extension TaskDocument {
    /// What a link is for.
    public enum LinkRole: Hashable, Sendable {
        /// An upstream dependency, of the current or the previous cycle.
        case upstream(Cycle)
        /// A node's nested flow or AI 2.0 task.
        case node(NodeName)

        /// Whether the link counts for cycles and order (§3): waiting for a previous cycle closes no circle.
        public var ordersRuns: Bool { self != .upstream(.previous) }
    }

    /// The links in their one order: dependencies, then the nodes' tasks. Store records list them in the same order.
    public var links: [(role: LinkRole, link: TaskLink)] {
        dependencies.map { (.upstream($0.cycle), $0.link) }
            + nodes.compactMap { node in node.task.map { (.node(node.name), $0.link) } }
    }

    /// Replaces the links, given with their place in the order of `links`.
    public mutating func mapLinks(_ transform: (Int, TaskLink) -> TaskLink) {
        var place = 0
        for index in dependencies.indices {
            dependencies[index].link = transform(place, dependencies[index].link)
            place += 1
        }
        for index in nodes.indices {
            guard let task = nodes[index].task else { continue }
            nodes[index].task?.link = transform(place, task.link)
            place += 1
        }
    }
}
