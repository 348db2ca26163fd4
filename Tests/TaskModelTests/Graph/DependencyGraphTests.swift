import TaskModel
import Testing

@Suite struct DependencyGraphTests {
    @Test("R23: every task comes after its upstreams, alphabetical where there is a choice")
    func order() {
        let graph = DependencyGraph(["c": ["a"], "b": [], "a": [], "d": ["c", "b", "not there"]])
        #expect(graph.topologicalOrder() == ["a", "b", "c", "d"])
        #expect(graph.firstCycle() == nil)
    }

    @Test("dependency-cycle: a circle is given with its path")
    func cycle() {
        #expect(DependencyGraph(["a": ["b"], "b": ["c"], "c": ["b"]]).firstCycle() == ["b", "c", "b"])
        #expect(DependencyGraph(["a": ["a"]]).firstCycle() == ["a", "a"])
        #expect(DependencyGraph(["a": ["b"], "b": ["a"]]).topologicalOrder() == nil)
    }

    @Test("A diamond is no circle")
    func diamond() {
        let graph = DependencyGraph(["d": ["b", "c"], "b": ["a"], "c": ["a"], "a": []])
        #expect(graph.firstCycle() == nil)
        #expect(graph.topologicalOrder() == ["a", "b", "c", "d"])
    }

    @Test("Random graphs have an order exactly when they have no circle, and both are right")
    func property() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let size = Int.random(in: 1...12, using: &random)
            var edges: [Int: [Int]] = [:]
            for vertex in 0..<size {
                let count = Int.random(in: 0...2, using: &random)
                edges[vertex] = (0..<count).map { _ in Int.random(in: 0..<size, using: &random) }
            }
            let graph = DependencyGraph(edges)
            let order = graph.topologicalOrder()
            let cycle = graph.firstCycle()
            #expect((order == nil) == (cycle != nil), "seed \(seed)")
            for (vertex, upstreams) in edges {
                guard let order, let place = order.firstIndex(of: vertex) else { continue }
                #expect(upstreams.allSatisfy { order[..<place].contains($0) }, "seed \(seed)")
            }
            if let cycle {
                #expect(cycle.first == cycle.last && cycle.count > 1, "seed \(seed)")
                for (vertex, next) in zip(cycle, cycle.dropFirst()) {
                    #expect(edges[vertex]?.contains(next) == true, "seed \(seed)")
                }
            }
        }
    }
}
