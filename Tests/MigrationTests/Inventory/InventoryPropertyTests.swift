import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R27: a check against an inventory finds what the platform finds.
@Suite struct InventoryPropertyTests {
    @Test(
        "R27: findings and plan of check --against are those of check, for random platforms",
        arguments: RandomBatch.cases(300))
    func sameAsPlatform(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let world = try RandomWorld(using: &random)
        guard let package = try world.package(using: &random) else { return }
        let options = ImportOptions(
            directory: try legal(Bool.random(using: &random) ? "/" : "/新", TaskDirectory.init),
            submit: Bool.random(using: &random),
            onConflict: [nil, .overwrite, .keep, .stop].randomElement(using: &random) ?? nil)
        try InventoryLaw.expectSame(package, world.target, options, folder: world.folder, seed: seed)
    }

    @Test(
        "generate --since packs exactly what an import would change online, whatever the platforms",
        arguments: RandomBatch.cases(60))
    func since(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let world = try RandomWorld(using: &random)
        guard let package = try world.package(using: &random) else { return }
        let path = "\(world.folder.path)/target.inventory"
        _ = try world.target.workspace.inventory(project: world.target.project, to: path)
        let inventory = try Inventory(file: path)
        let whole = try Workspace.check(
            package, against: inventory, staging: world.folder.path,
            options: ImportOptions(directory: .root, onConflict: .overwrite),
            surroundings: world.target.workspace.surroundings)
        // A task whose development version alone differs is online there as it is here.
        let target = try world.target.workspace.platform.snapshot()
        let changed = try whole.plan.filter { planned in
            guard planned.action != .create, planned.from == nil, !planned.bindsAnew else { return true }
            guard let record = try target.task(world.target.project, uid: planned.uid), record.online != nil else {
                return true
            }
            return planned.submits && record.development?.number == record.online?.number
                || planned.submits && !planned.changes.isEmpty
        }
        let names = Set(whole.plan.map(\.task.text))
        do {
            let report = try world.source.workspace.generate(
                project: world.source.project, list: NameList(arguments: names.sorted()), since: inventory)
            let packed = Set(report.match.matched.map(\.name.text))
            #expect(packed.union(report.leftOut.map(\.text)) == names, "seed \(seed)")
            for task in report.leftOut {
                let planned = whole.plan.first { $0.task == task }
                #expect(planned?.action != .create && planned?.bindsAnew == false, "seed \(seed)")
            }
            #expect(!packed.isEmpty, "seed \(seed)")
        } catch let error as TaskferryError {
            #expect(
                error.code == .nothingDiffers && !changed.contains { $0.action == .create }, "seed \(seed): \(error)")
        }
    }
}

/// Two platforms with a past: a batch that travelled, hot fixes at the target, renames at both sides, another project.
private struct RandomWorld {
    let folder: TestFolder
    let source: TestPlatform
    let target: TestPlatform
    private let other: PathName

    init(using random: inout SeededRandom) throws {
        folder = try TestFolder()
        other = try legal("q", PathName.init)
        source = try TestPlatform("source", in: folder, others: [other], using: &random)
        target = try TestPlatform("target", in: folder, others: [other], using: &random)
        try source.load(
            [sampleDocument("公共0", uid: "q-0"), sampleDocument("公共1", uid: "q-1")], into: other, using: &random)
        try target.load(
            [sampleDocument("公共1", uid: "q-0"), sampleDocument("公共2", uid: "q-2", upstreams: ["公共1"])],
            online: Bool.random(using: &random), into: other, using: &random)
        try source.load(documents(&random), using: &random)
        try? target.load(documents(&random, prefix: coin(&random) ? "uid" : "other"), using: &random)
        for _ in 0..<2 {
            guard let package = try package(using: &random) else { continue }
            _ = try target.workspace.importPackage(
                package, staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, submit: coin(&random), onConflict: .overwrite))
        }
        if coin(&random) { _ = try? hotFix(&random) }
        // What does not fit together is left as it is.
        if Int.random(in: 0..<4, using: &random) == 0 {
            try? target.load(documents(&random), online: coin(&random), using: &random)
        }
        for number in 0..<10 where Int.random(in: 0..<8, using: &random) == 0 {
            _ = try? target.workspace.offline(["任务\(number)"], project: target.project)
        }
        if coin(&random) { try? source.load(documents(&random), using: &random) }
        if coin(&random) { _ = try target.workspace.setConflictPolicy(coin(&random) ? .stop : .keep) }
    }

    /// Other scripts, and sometimes other names, for some of the target's tasks.
    private func hotFix(_ random: inout SeededRandom) throws {
        let snapshot = try target.workspace.platform.snapshot()
        var fixed: [TaskDocument] = []
        try snapshot.forEachTask(target.project) { record in
            guard coin(&random), let version = record.development else { return true }
            var document = try snapshot.document(record, version)
            document.nodes[0].script?.text = "select 'fixed'"
            if Int.random(in: 0..<4, using: &random) == 0 {
                document.name = try legal("\(document.name)_改", TaskLabel.init)
            }
            fixed.append(document)
            return true
        }
        try target.load(fixed, online: coin(&random), using: &random)
    }

    /// Some of the source's online tasks, packed; nil when there are none.
    func package(using random: inout SeededRandom) throws -> String? {
        var names: [String] = []
        let snapshot = try source.workspace.platform.snapshot()
        try snapshot.forEachTask(source.project) { record in
            if record.online != nil, Int.random(in: 0..<4, using: &random) > 0 { names.append(record.name.text) }
            return true
        }
        guard !names.isEmpty else { return nil }
        do {
            let path = try source.export(names)
            return path.isEmpty ? nil : path
        } catch let error as TaskferryError where error.code == .dependencyCycle {
            return nil
        }
    }

    private func documents(_ random: inout SeededRandom, prefix: String = "uid") throws -> [TaskDocument] {
        let uids = (0..<10).shuffled(using: &random).prefix(Int.random(in: 1...8, using: &random))
        let names = (0..<10).shuffled(using: &random)
        return try zip(uids, names).enumerated().map { place, pair in
            let upstreams = names.prefix(place).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            var document = try sampleDocument(
                "\(coin(&random) ? "任务" : "Task")\(pair.1)", uid: "\(prefix)-\(pair.0)",
                sql: "select \(Int.random(in: 0...2, using: &random))",
                upstreams: Int.random(in: 0..<4, using: &random) == 0 ? upstreams.map { "任务\($0)" } : [])
            if coin(&random) {
                document.dependencies.append(
                    UpstreamDependency(
                        link: TaskLink(
                            project: other,
                            name: try legal("公共\(Int.random(in: 0...2, using: &random))", TaskLabel.init)),
                        cycle: coin(&random) ? .current : .previous))
            }
            if Int.random(in: 0..<6, using: &random) == 0 {
                var node = Node(name: try legal("嵌套", NodeName.init), type: try legal("nestedFlow", NodeType.init))
                node.task = TaskReference(
                    link: TaskLink(name: try legal("任务\(Int.random(in: 0...9, using: &random))", TaskLabel.init)))
                document.nodes.append(node)
            }
            if coin(&random) {
                document.schedule = Schedule(
                    cron: "0 0 \(Int.random(in: 1...2, using: &random)) * * ?", timeZone: "Asia/Shanghai")
            }
            if Int.random(in: 0..<12, using: &random) == 0 {
                document.references[.queue] = [try legal("root.q", RegistryName.init)]
            }
            return document
        }
    }

    private func coin(_ random: inout SeededRandom) -> Bool { Bool.random(using: &random) }
}
