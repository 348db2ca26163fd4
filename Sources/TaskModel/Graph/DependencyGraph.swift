/// What waits for what: topological order, and circles with their path (R23, `dependency-cycle`).
public struct DependencyGraph<Vertex: Hashable & Comparable> {
    private let upstreams: [Vertex: [Vertex]]

    /// Makes a graph from each vertex's upstreams; upstreams that are no vertex themselves do not count.
    public init(_ upstreams: [Vertex: [Vertex]]) { self.upstreams = upstreams }

    /// Every vertex after all of its upstreams, alphabetical where there is a choice; nil when there is a circle.
    public func topologicalOrder() -> [Vertex]? {
        var waiting: [Vertex: Int] = [:]
        var downstreams: [Vertex: [Vertex]] = [:]
        for (vertex, list) in upstreams {
            let known = Set(list.filter { upstreams[$0] != nil })
            waiting[vertex] = known.count
            for upstream in known { downstreams[upstream, default: []].append(vertex) }
        }
        var ready = SmallestFirst(waiting.filter { $0.value == 0 }.map(\.key))
        var order: [Vertex] = []
        while let vertex = ready.removeFirst() {
            order.append(vertex)
            for downstream in downstreams[vertex] ?? [] {
                let left = (waiting[downstream] ?? 1) - 1
                waiting[downstream] = left
                if left == 0 { ready.insert(downstream) }
            }
        }
        return order.count == upstreams.count ? order : nil
    }

    /// One circle, as the path `a → b → a` in which each waits for the next; the same one for the same graph.
    public func firstCycle() -> [Vertex]? {
        var first: [Vertex]?
        Self.forEachCycle(from: upstreams.keys.sorted(), upstreams: { upstreams[$0] ?? [] }) { cycle in
            first = cycle
            return false
        }
        return first
    }

    /// Calls `found` with circles that can be reached from the given vertices, until it answers false: at least one
    /// through every start that is in any.
    ///
    /// Asks for each vertex's upstreams once at most, and only where the search gets to.
    public static func forEachCycle(
        from starts: [Vertex], upstreams: (Vertex) throws -> [Vertex], _ found: ([Vertex]) throws -> Bool
    ) rethrows {
        var finished = Set<Vertex>()
        var path: [Vertex] = []
        var onPath: [Vertex: Int] = [:]
        for start in starts {
            // For each vertex of the path, and for the start, what is still to be looked at.
            var pending: [[Vertex]] = [[start]]
            while !pending.isEmpty {
                guard let vertex = pending[pending.count - 1].popLast() else {
                    pending.removeLast()
                    if let done = path.popLast() {
                        onPath[done] = nil
                        finished.insert(done)
                    }
                    continue
                }
                if let begin = onPath[vertex] {
                    guard try found(Array(path[begin...]) + [vertex]) else { return }
                } else if !finished.contains(vertex) {
                    onPath[vertex] = path.count
                    path.append(vertex)
                    pending.append(try upstreams(vertex).sorted(by: >))
                }
            }
        }
    }
}

/// A heap that gives its smallest element first.
struct SmallestFirst<Element: Comparable> {
    private var heap: [Element] = []

    init(_ elements: [Element]) {
        for element in elements { insert(element) }
    }

    mutating func insert(_ element: Element) {
        heap.append(element)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> Element? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[smallest] {
                smallest = child
            }
            if smallest == parent { return first }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
