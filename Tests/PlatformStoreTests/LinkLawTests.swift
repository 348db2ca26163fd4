import FileIO
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct LinkLawTests {
    @Test("R14: a rename keeps what refers to the task, in whatever project, and is shown with the current name")
    func rename() throws {
        let sample = try Sample()
        try sample.commit([
            aTask("ods", uid: "u1"), aTask("dwd", uid: "u2", after: ["ods"], calls: "ods"),
            aTask("app", uid: "u3", in: Sample.shared, across: [(Sample.retail, "ods")]),
        ])
        try sample.commit([try sample.existing("ods").renamed("ods_新")])
        let snapshot = try sample.platform.snapshot()
        let near = try #require(try snapshot.task(Sample.retail, named: label("dwd")))
        let document = try snapshot.document(near, try #require(near.online))
        #expect(document.links.map(\.link.name.text) == ["ods_新", "ods_新"])
        #expect(document.links.allSatisfy { $0.link.project == nil })
        #expect(near.generation == 2)
        let far = try #require(try snapshot.task(Sample.shared, named: label("app")))
        let link = try snapshot.document(far, try #require(far.online)).dependencies.first?.link
        #expect(link == TaskLink(project: Sample.retail, name: label("ods_新")))
        #expect(
            try snapshot.referrers(to: taskUID("u1"), in: Sample.retail).map(\.name.text).sorted() == ["app", "dwd"])
        // Who takes the old name is somebody else.
        try sample.commit([aTask("ods", uid: "u4")])
        let later = try sample.platform.snapshot()
        #expect(try later.document(near, try #require(near.online)).links.map(\.link.name.text) == ["ods_新", "ods_新"])
    }

    @Test("§3 Links: a link without a task is bound when one of that name comes, by creation or by rename")
    func binding() throws {
        let sample = try Sample()
        try sample.commit([
            aTask("a", uid: "u1", after: ["later"]),
            aTask("b", uid: "u2", in: Sample.shared, across: [(Sample.retail, "later")]),
            aTask("x", uid: "u3"),
        ])
        #expect(try sample.task("a")?.online?.links.first?.uid == nil)
        try sample.commit([try sample.existing("x").renamed("later")])
        #expect(try sample.task("a")?.online?.links.first?.uid == taskUID("u3"))
        #expect(try sample.task("b", in: Sample.shared)?.development?.links.first?.uid == taskUID("u3"))
        #expect(try sample.task("a")?.generation == 3)
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§3 Links: when a task is taken away, its referrers wait for its name again")
    func removal() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u1"), aTask("b", uid: "u2", after: ["a"])])
        try sample.commit([try sample.existing("a").renamed("c")])
        try sample.commit(removing: [TaskKey(project: Sample.retail, uid: taskUID("u1"))])
        #expect(try sample.task("c") == nil)
        #expect(try sample.task("b")?.online?.links.first?.uid == nil)
        #expect(try sample.task("b")?.online?.links.first?.name.text == "c")
        try sample.commit([aTask("c", uid: "u9")])
        #expect(try sample.task("b")?.online?.links.first?.uid == taskUID("u9"))
        #expect(try sample.platform.fsck(repair: false) == [])
    }

    @Test("§3 Links: links of a batch resolve on its final state")
    func batch() throws {
        let sample = try Sample()
        try sample.commit([aTask("a", uid: "u1"), aTask("b", uid: "u2")])
        // a and b swap, and two new tasks refer to each other and to both.
        try sample.commit([
            try sample.existing("a").renamed("b"), try sample.existing("b").renamed("a"),
            aTask("m", uid: "u3", after: ["n", "a"]), aTask("n", uid: "u4", after: ["m", "b"]),
        ])
        #expect(try sample.task("m")?.online?.links.map { $0.uid?.text } == ["u4", "u2"])
        #expect(try sample.task("n")?.online?.links.map { $0.uid?.text } == ["u3", "u1"])
    }

    @Test(
        "§3 Links: a link is unresolved exactly when its project has no task of that name, whatever is done",
        arguments: [UInt64.random(in: 0...UInt64.max), 1, 2])
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = try Sample()
        let projects = [Sample.retail, Sample.shared]
        let names = ["a", "b", "c", "d", "e"]
        var uids = 0
        for _ in 0..<40 {
            let snapshot = try sample.platform.snapshot()
            var tasks: [TaskWrite] = []
            var removals: [TaskKey] = []
            for project in projects {
                var records: [TaskRecord] = []
                try snapshot.forEachTask(project) { record in
                    records.append(record)
                    return true
                }
                var free = names.shuffled(using: &random)
                var kept: [TaskRecord] = []
                for record in records {
                    switch Int.random(in: 0..<8, using: &random) {
                    case 0: removals.append(record.key)
                    case 1, 2, 3: kept.append(record)
                    default: free.removeAll { $0 == record.name.text }
                    }
                }
                for record in kept {
                    guard let next = free.popLast() else { continue }
                    var change = record.renamed(next)
                    if Bool.random(using: &random) {
                        change.newVersion = self.document(change.name, names, &random)
                        change.development = .new
                        if Bool.random(using: &random) { change.online = .development }
                    }
                    tasks.append(change)
                }
                // A task whose old name was handed on without getting a new one must not stay in its way.
                let moved = Set(tasks.map(\.uid))
                for record in kept where !moved.contains(record.uid) { removals.append(record.key) }
                while Int.random(in: 0..<3, using: &random) > 0, let next = free.popLast() {
                    uids += 1
                    var created = aTask(next, uid: "u\(uids)", in: project, online: Bool.random(using: &random))
                    created.newVersion = document(created.name, names, &random)
                    tasks.append(created)
                }
            }
            try sample.commit(tasks, removing: removals)
            try expectLaw(sample.platform.snapshot(), projects, seed)
        }
        #expect(try sample.platform.fsck(repair: false) == [], "seed \(seed)")
        // An index made anew says the same.
        try expectLaw(sample.reopened(.privateOnly).snapshot(), projects, seed)
    }

    private func document(
        _ name: TaskLabel, _ names: [String], _ random: inout SeededGenerator
    ) -> TaskDocument {
        var document = TaskDocument(name: name)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let project = [nil, Sample.retail, Sample.shared].randomElement(using: &random) ?? nil
            let target = label(names.randomElement(using: &random) ?? "a")
            document.dependencies.append(UpstreamDependency(link: TaskLink(project: project, name: target)))
        }
        return document
    }

    private func expectLaw(_ snapshot: Snapshot, _ projects: [PathName], _ seed: UInt64) throws {
        for project in projects {
            try snapshot.forEachTask(project) { record in
                for pointer in [record.development, record.online].compactMap({ $0 }) {
                    for link in pointer.links {
                        if let uid = link.uid {
                            let name = try snapshot.name(of: uid, in: link.project)
                            #expect(name != nil, "seed \(seed): \(record.name) is bound to \(uid), which is gone")
                        } else {
                            let other = try snapshot.task(link.project, named: link.name)
                            #expect(other == nil, "seed \(seed): \(record.name) is not bound to \(link.name)")
                        }
                    }
                    _ = try snapshot.document(record, pointer)
                }
                return true
            }
        }
    }
}
