import PlatformStore
import TaskModel
import Testing

@testable import Migration

@Suite struct WideningTests {
    private struct Place {
        let folder: TestFolder
        let platform: TestPlatform
        var random = SeededRandom(seed: 33)

        init() throws {
            folder = try TestFolder()
            platform = try TestPlatform("source", in: folder, using: &random)
        }

        func match(_ names: [String], _ change: (inout Widening) -> Void) throws -> MatchReport {
            var widening = Widening()
            change(&widening)
            return try platform.workspace.match(
                NameList(arguments: names), widening, project: platform.project)
        }
    }

    @Test("R17: --with-upstream takes what is waited for, --with-references what nested flows refer to, to any depth")
    func roles() throws {
        var place = try Place()
        var flow = try sampleDocument("流", uid: "5", upstreams: ["甲"])
        var node = Node(name: try legal("嵌套", NodeName.init), type: try legal("nestedFlow", NodeType.init))
        node.task = TaskReference(link: TaskLink(name: try legal("被引用", TaskLabel.init)))
        flow.nodes.append(node)
        try place.platform.load(
            [
                sampleDocument("更上", uid: "1"), sampleDocument("甲", uid: "2", upstreams: ["更上"]),
                sampleDocument("被引用", uid: "3", upstreams: ["它的上游"]), sampleDocument("它的上游", uid: "4"), flow,
            ], using: &place.random)
        let upstream = try place.match(["流"]) { $0.upstream = true }
        #expect(Set(upstream.list.names) == ["流", "甲", "更上"])
        let references = try place.match(["流"]) { $0.references = true }
        #expect(Set(references.list.names) == ["流", "被引用"])
        let both = try place.match(["流"]) {
            $0.upstream = true
            $0.references = true
        }
        #expect(both.list.names.count == 5 && both.batches == 1)
    }

    @Test("R3, R23: more than 200 names come out as numbered batches, what is waited for in earlier ones")
    func batches() throws {
        var place = try Place()
        // A chain, each waiting for the one before it, with names that sort the other way round.
        let names = (0..<450).map { "任务\(999 - $0)" }
        try place.platform.load(
            names.enumerated().map {
                try sampleDocument($1, uid: "u\($0)", upstreams: $0 == 0 ? [] : [names[$0 - 1]])
            }, using: &place.random)
        var seen: [String] = []
        for batch in 1...3 {
            let report = try place.match([names[449]]) {
                $0.upstream = true
                $0.batch = batch
            }
            #expect(report.batches == 3 && report.allMatched && report.list.names.count <= 200)
            seen += report.list.names
            #expect(try place.platform.workspace.generate(project: place.platform.project).package != nil)
        }
        #expect(seen == names)
        #expect(throws: TaskferryError.self) {
            try place.match([names[449]]) {
                $0.upstream = true
                $0.batch = 4
            }
        }
        #expect(try place.match(["任务*"]) { $0.glob = true }.batches == 3)
    }
}
