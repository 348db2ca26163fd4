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

    @Test(
        "R23: a batch comes after those it waits for from the previous cycle, and after a task that gives its name up")
    func batchesOfLooseLinks() throws {
        var place = try Place()
        let names = (0..<250).map { "任务\(999 - $0)" }
        var documents = try names.enumerated().map { number, name in
            var document = try sampleDocument(name, uid: "u\(number)")
            guard number > 0 else { return document }
            let link = TaskLink(name: try legal(names[number - 1], TaskLabel.init))
            document.dependencies = [UpstreamDependency(link: link, cycle: .previous)]
            return document
        }
        documents.append(try sampleDocument("让位", uid: "r"))
        try place.platform.load(documents, using: &place.random)
        let target = try TestPlatform("target", in: place.folder, using: &place.random)
        try target.load([sampleDocument(names[0], uid: "r")], using: &place.random)
        let inventory = try target.inventory(in: place.folder)
        let reports = try (1...2).map { batch in
            try place.match([names[249], "让位"]) {
                $0.upstream = true
                $0.against = inventory
                $0.batch = batch
            }
        }
        #expect(reports.flatMap(\.list.names) == ["让位"] + names)
        // The other way round they are in a circle, and no error for that.
        documents[0].dependencies = [
            UpstreamDependency(link: TaskLink(name: try legal(names[249], TaskLabel.init)), cycle: .previous)
        ]
        try place.platform.load(documents, using: &place.random)
        #expect(try place.match([names[249]]) { $0.upstream = true }.batches == 2)
    }

    @Test("R17, R27: with an inventory only what the target lacks joins, and the search ends at what it has")
    func against() throws {
        var place = try Place()
        try place.platform.load(
            [
                sampleDocument("远", uid: "1"), sampleDocument("有", uid: "2", upstreams: ["远"]),
                sampleDocument("缺", uid: "3", upstreams: ["有"]), sampleDocument("下线", uid: "4"),
                sampleDocument("批", uid: "5", upstreams: ["缺", "下线"]),
            ], using: &place.random)
        let target = try TestPlatform("target", in: place.folder, using: &place.random)
        try target.load([sampleDocument("有", uid: "t-2")], using: &place.random)
        // There by name but not online: an upstream task has to travel.
        try target.load([sampleDocument("下线", uid: "t-4")], online: false, using: &place.random)
        let inventory = try target.inventory(in: place.folder)
        let report = try place.match(["批"]) {
            $0.upstream = true
            $0.against = inventory
        }
        #expect(Set(report.list.names) == ["批", "缺", "下线"])
        #expect(report.widening.added == ["缺", "下线"] && report.widening.there.map(\.text) == ["有"])
        // What somebody names travels, whatever the target has.
        let named = try place.match(["有", "批"]) {
            $0.upstream = true
            $0.against = inventory
        }
        #expect(Set(named.list.names) == ["有", "批", "缺", "下线", "远"] && named.widening.there.isEmpty)
    }

    @Test(
        "R14, R27: a task under a former name at the target travels along; so does one whose name there is taken away")
    func againstRenames() throws {
        var place = try Place()
        let target = try TestPlatform("target", in: place.folder, using: &place.random)
        try target.load([sampleDocument("旧", uid: "1"), sampleDocument("乙", uid: "2")], using: &place.random)
        let inventory = try target.inventory(in: place.folder)
        try place.platform.load(
            [
                // The target has 1 as 旧, and 2 under the name that 3 has here.
                sampleDocument("新", uid: "1"), sampleDocument("甲", uid: "2"), sampleDocument("乙", uid: "3"),
                sampleDocument("一", uid: "4", upstreams: ["新"]), sampleDocument("二", uid: "5", upstreams: ["乙"]),
            ], using: &place.random)
        func widened(_ names: [String]) throws -> Set<String> {
            let report = try place.match(names) {
                $0.upstream = true
                $0.against = inventory
            }
            return Set(report.list.names)
        }
        #expect(try widened(["一"]) == ["一", "新"])
        #expect(try widened(["二"]) == ["二"])
        #expect(try widened(["二", "甲"]) == ["二", "甲", "乙"] && widened(["甲", "二"]) == ["甲", "二", "乙"])
    }

    @Test("R3, R27: what the target lacks comes in numbered batches too")
    func againstBatches() throws {
        var place = try Place()
        let names = (0..<450).map { "任务\(999 - $0)" }
        try place.platform.load(
            names.enumerated().map {
                try sampleDocument($1, uid: "u\($0)", upstreams: $0 == 0 ? [] : [names[$0 - 1]])
            }, using: &place.random)
        let target = try TestPlatform("target", in: place.folder, using: &place.random)
        try target.load([sampleDocument(names[99], uid: "t")], using: &place.random)
        let inventory = try target.inventory(in: place.folder)
        let reports = try (1...2).map { batch in
            try place.match([names[449]]) {
                $0.upstream = true
                $0.against = inventory
                $0.batch = batch
            }
        }
        #expect(reports.allSatisfy { $0.batches == 2 && $0.allMatched && $0.widening.added.count == 349 })
        #expect(reports.flatMap(\.list.names) == Array(names[100...]))
    }
}

/// R27: what `match --against` makes of a list.
@Suite struct WideningPropertyTests {
    private static let codes: Set<FindingCode> = [.missingUpstreamTask, .missingReferencedTask, .upstreamNotOnline]

    @Test(
        "R27: a list widened against an inventory passes its check, and no added task can be left out",
        arguments: 0..<200)
    func closedAndMinimal(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        try source.load(Self.linked(&random), using: &random)
        let there = try Self.scattered(&random)
        let split = Int.random(in: 0...there.count, using: &random)
        try target.load(Array(there[..<split]), using: &random)
        try target.load(Array(there[split...]), online: false, using: &random)
        let inventory = try target.inventory(in: folder)
        let named = Set(
            (0..<Int.random(in: 1...3, using: &random)).map { _ in "任务\(Int.random(in: 0..<12, using: &random))" })
        var widening = Widening()
        widening.upstream = true
        widening.references = true
        widening.against = inventory
        let report = try source.workspace.match(
            NameList(arguments: named.sorted()), widening, project: source.project)
        #expect(Set(report.list.names) == named.union(report.widening.added), "seed \(seed)")
        let package = try source.export(report.list.names)
        func findings(without left: String? = nil) throws -> [Finding] {
            try Workspace.check(
                package, against: inventory, staging: folder.path,
                options: ImportOptions(
                    directory: .root, only: left == nil ? [] : report.list.names.filter { $0 != left }),
                surroundings: source.workspace.surroundings
            ).findings.filter { Self.codes.contains($0.code) }
        }
        #expect(try findings().isEmpty, "seed \(seed)")
        for name in report.widening.added {
            #expect(try findings(without: name).contains { $0.subject == name }, "seed \(seed): \(name)")
        }
    }

    /// Twelve tasks, each waiting for some of those before it and referring to others.
    private static func linked(_ random: inout SeededRandom) throws -> [TaskDocument] {
        try (0..<12).map { number in
            var document = try sampleDocument("任务\(number)", uid: "uid-\(number)")
            for earlier in 0..<number {
                let link = TaskLink(name: try legal("任务\(earlier)", TaskLabel.init))
                switch Int.random(in: 0..<8, using: &random) {
                case 0: document.dependencies.append(UpstreamDependency(link: link, cycle: .current))
                case 1: document.dependencies.append(UpstreamDependency(link: link, cycle: .previous))
                case 2:
                    var node = Node(
                        name: try legal("嵌套\(earlier)", NodeName.init), type: try legal("nestedFlow", NodeType.init))
                    node.task = TaskReference(link: link)
                    document.nodes.append(node)
                default: break
                }
            }
            return document
        }
    }

    /// Some of the same tasks as a target may have them: under other names, or with uids of their own.
    private static func scattered(_ random: inout SeededRandom) throws -> [TaskDocument] {
        let keeps = Int.random(in: 0..<3, using: &random)
        let numbers = (0..<12).shuffled(using: &random).prefix(Int.random(in: 0...12, using: &random))
        let names = keeps == 0 ? (0..<14).shuffled(using: &random) : Array(0..<12)
        return try numbers.map { number in
            let own = Int.random(in: 0..<4, using: &random) == 0
            return try sampleDocument("任务\(names[number])", uid: own ? "own-\(number)" : "uid-\(number)")
        }
    }
}
