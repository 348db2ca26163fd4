import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R22 when people, and other imports, go on changing the platform between an import and its undoing.
@Suite struct UndoLawTests {
    @Test(
        """
        R22, R24, R27: undo names exactly the tasks changed since and by whom, and changes nothing; forced, it puts back what \
        the import changed and nothing else
        """, arguments: RandomBatch.cases(200))
    func changesBetween(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var world = try World(seed: seed)
        let target = world.target
        guard let (number, before) = try world.takeSomething() else { return }
        let left = try world.records()
        var later = Later(
            imported: left.filter { $0.value.lastImport?.number == number }, now: left)
        for _ in 0..<Int.random(in: 0...6, using: &world.random) {
            let people = world.people
            let person = try #require(people.randomElement(using: &world.random))
            try world.change(by: person, except: number)
            later.add(try world.records(), by: person.user)
        }
        let present = later.now
        let expected = try Expectation(before: before, left: left, present: present, later)
        let state = try target.whole(and: [world.other])
        let generation = try target.workspace.platform.snapshot().generation

        let error = world.error { _ = try target.workspace.undo(number, project: target.project) }
        if let code = expected.refusal {
            #expect(error?.code == code, "seed \(seed): \(String(describing: error))")
        } else if !later.changed.isEmpty {
            #expect(error?.code == .changedSince, "seed \(seed): \(String(describing: error))")
            let named = error?.subject.split(separator: "\n").map(String.init) ?? []
            let wanted = later.changed.compactMap { key, person -> String? in
                let name = (later.gone.contains(key) ? nil : present[key]?.name) ?? left[key]?.name
                return name.map { "\($0)\t\(person)\t\(TestPlatform.time.text)" }
            }
            #expect(named.sorted() == wanted.sorted(), "seed \(seed)")
        } else {
            #expect(error == nil, "seed \(seed): \(String(describing: error))")
        }
        if error != nil {
            #expect(try target.whole(and: [world.other]) == state, "seed \(seed)")
            let forced = world.error { _ = try target.workspace.undo(number, force: true, project: target.project) }
            #expect(forced?.code == expected.refusal, "seed \(seed): \(String(describing: forced))")
        }
        if expected.refusal != nil {
            #expect(try target.whole(and: [world.other]) == state, "seed \(seed)")
            #expect(try target.workspace.platform.snapshot().generation == generation, "seed \(seed)")
            return
        }
        #expect(try target.workspace.platform.snapshot().generation == generation + 1, "seed \(seed)")
        let after = try world.records()
        #expect(after.mapValues(Facts.init) == expected.facts, "seed \(seed)")
        for (key, record) in after {
            for (new, old) in expected.links(of: record, key: key, in: after) {
                #expect(new == old, "seed \(seed): \(record.name)")
            }
        }
        if later.changed.isEmpty, present == left {
            let marks = after.mapValues(\.lastImport)
            #expect(marks == before.mapValues(\.lastImport), "seed \(seed)")
        }
        #expect(try target.workspace.platform.fsck(repair: false).isEmpty, "seed \(seed)")
        // An inventory knows what was undone.
        guard let next = try world.package() else { return }
        try InventoryLaw.expectSame(
            next, target, ImportOptions(directory: .root), folder: world.folder, seed: seed)
    }
}

/// What an import can change of a task, and what else must stay.
private struct Facts: Equatable {
    var name: TaskLabel
    var bound: Set<BoundUID>
    var development: VersionPlace?
    var online: VersionPlace?
    var directory: TaskDirectory
    var owner: String

    init(_ record: TaskRecord) {
        name = record.name
        bound = Set(record.boundUIDs)
        development = record.development?.place
        online = record.online?.place
        directory = record.directory
        owner = record.owner
    }

    /// As it is, with what one change made of it made undone.
    func takenBack(_ new: Facts, to old: Facts) -> Facts {
        var facts = self
        if new.name != old.name { facts.name = old.name }
        if new.bound != old.bound { facts.bound = old.bound }
        if new.development != old.development || new.online != old.online {
            facts.development = old.development
            facts.online = old.online
        }
        return facts
    }
}

/// Who changed the tasks of an import after it, kept as the changes are made.
private struct Later {
    let imported: [TaskKey: TaskRecord]
    private(set) var now: [TaskKey: TaskRecord]
    /// The tasks that went since: one of the same uid that came later is another.
    private(set) var gone = Set<TaskKey>()
    private var people: [TaskKey: PathName] = [:]

    init(imported: [TaskKey: TaskRecord], now: [TaskKey: TaskRecord]) {
        self.imported = imported
        self.now = now
    }

    mutating func add(_ next: [TaskKey: TaskRecord], by person: PathName) {
        for key in imported.keys {
            let (old, new) = (now[key].map(Facts.init), next[key].map(Facts.init))
            if new == nil, old != nil {
                gone.insert(key)
                people[key] = person
            } else if new != old, !gone.contains(key) {
                people[key] = person
            }
        }
        now = next
    }

    /// The tasks that are not what the import left, with who changed them last.
    var changed: [TaskKey: PathName] {
        people.filter { key, _ in
            gone.contains(key) || now[key].map(Facts.init) != imported[key].map(Facts.init)
        }
    }
}

/// What undoing comes to, worked out from the states alone.
private struct Expectation {
    private(set) var facts: [TaskKey: Facts]
    /// The error when a name or a uid that has to come back is somebody else's now.
    private(set) var refusal: TaskferryError.Code?
    private let before: [TaskKey: TaskRecord]
    private let left: [TaskKey: TaskRecord]
    private let present: [TaskKey: TaskRecord]

    init(
        before: [TaskKey: TaskRecord], left: [TaskKey: TaskRecord], present: [TaskKey: TaskRecord], _ later: Later
    ) throws {
        self.before = before
        self.left = left
        self.present = present
        facts = present.mapValues(Facts.init)
        for (key, record) in later.imported where !later.gone.contains(key) {
            guard let old = before[key] else {
                facts[key] = nil
                continue
            }
            facts[key] = facts[key]?.takenBack(Facts(record), to: Facts(old))
        }
        var names = Set<String>()
        var uids = Set<String>()
        for (key, fact) in facts {
            if !names.insert("\(key.project)/\(fact.name)").inserted { refusal = .nameTaken }
            for uid in [key.uid] + fact.bound.map(\.uid) {
                if !uids.insert("\(key.project)/\(uid)").inserted { refusal = refusal ?? .identityTaken }
            }
        }
    }

    /// The links of a task beside what they were: a link goes on standing for its task as long as that is there, unless
    /// it is one that the import had bound.
    func links(
        of record: TaskRecord, key: TaskKey, in after: [TaskKey: TaskRecord]
    ) -> [(new: TaskUID?, old: TaskUID?)] {
        let known = [before[key], present[key]].compactMap { $0 }.flatMap { [$0.development, $0.online] }
        return [record.development, record.online].compactMap { $0 }.flatMap {
            side -> [(new: TaskUID?, old: TaskUID?)] in
            guard
                let old =
                    (present[key].flatMap { task in
                        [task.development, task.online].compactMap { $0 }.first { $0.place == side.place }
                    }) ?? known.compactMap({ $0 }).first(where: { $0.place == side.place })
            else { return [] }
            let first = before[key].flatMap { task in
                [task.development, task.online].compactMap { $0 }.first { $0.place == side.place }
            }
            return side.links.indices.compactMap { place in
                if let first, first.links[place].uid == nil { return nil }
                guard let uid = old.links[place].uid,
                    after[TaskKey(project: old.links[place].project, uid: uid)] != nil
                else { return nil }
                return (side.links[place].uid, uid)
            }
        }
    }
}

/// A source, a target with a past, and three people who administer it.
private struct World {
    let folder: TestFolder
    let source: TestPlatform
    let target: TestPlatform
    let other: PathName
    let people: [Workspace]
    var random: SeededRandom

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        folder = try TestFolder()
        other = try legal("q", PathName.init)
        source = try TestPlatform("source", in: folder, using: &random)
        target = try TestPlatform("target", in: folder, others: [other], using: &random)
        people = [target.workspace, try target.administrator("周牧"), try target.administrator("林青")]
        try target.load(
            RandomBatch.documents(&random, prefix: Bool.random(using: &random) ? "own" : "uid"),
            online: Bool.random(using: &random), using: &random)
        var outside = try sampleDocument("外", uid: "x")
        for number in 0..<10 where Bool.random(using: &random) {
            let link = TaskLink(project: target.project, name: try legal("任务\(number)", TaskLabel.init))
            outside.dependencies.append(UpstreamDependency(link: link))
        }
        try target.load([outside], into: other, using: &random)
        for _ in 0..<Int.random(in: 0...2, using: &random) { _ = try take(by: target.workspace) }
    }

    func records() throws -> [TaskKey: TaskRecord] { try target.records(and: [other]) }

    /// Imports random content of the source; its number, or nil when there was nothing in it or something against it.
    mutating func take(by person: Workspace) throws -> Int? {
        guard let package = try package() else { return nil }
        return try person.importPackage(
            package, staging: folder.path, project: target.project,
            options: ImportOptions(
                directory: .root, submit: Bool.random(using: &random),
                onConflict: Bool.random(using: &random) ? .keep : .overwrite)
        ).number
    }

    /// An import that writes something, and what there was before it; nil when none comes about.
    mutating func takeSomething() throws -> (number: Int, before: [TaskKey: TaskRecord])? {
        for _ in 0..<5 {
            let before = try records()
            if let number = try take(by: target.workspace) { return (number, before) }
        }
        return nil
    }

    /// Random content that the source takes, packed; nil when none does, or it goes round in a circle.
    mutating func package() throws -> String? {
        guard let documents = try fitting() else { return nil }
        do {
            return try source.export(documents.map(\.name.text))
        } catch let error as TaskferryError where error.code == .dependencyCycle {
            return nil
        }
    }

    /// Random content that the source takes; nil when none does.
    private mutating func fitting() throws -> [TaskDocument]? {
        for _ in 0..<5 {
            let documents = try RandomBatch.documents(&random)
            if (try? source.load(documents, using: &random)) != nil { return documents }
        }
        return nil
    }

    /// One change of any kind by somebody; what does not fit together is left as it is.
    mutating func change(by person: Workspace, except number: Int) throws {
        let project = target.project
        let names = try records().values.filter { $0.project == project }.map(\.name.text).sorted()
        let some = names.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: _ = try? load(RandomBatch.documents(&random), by: person)
        case 2: _ = try? load(fixed(), by: person)
        case 3: _ = try? person.submit(some, project: project)
        case 4: _ = try? person.offline(some, project: project)
        case 5:
            for name in some {
                let version = Int.random(in: 1...3, using: &random)
                _ = try? person.restore(name, version: version, project: project)
            }
        case 6: _ = try take(by: person)
        default:
            let undoable = try person.imports(project: project).filter { $0.undone == nil && $0.number != number }
            guard let chosen = undoable.randomElement(using: &random) else { return }
            _ = try? person.undo(chosen.number, force: true, project: project)
        }
    }

    /// One of the target's tasks with another script, and now and then another name.
    private mutating func fixed() throws -> [TaskDocument] {
        let snapshot = try target.workspace.platform.snapshot()
        let records = try records().values.filter { $0.project == target.project }.sorted { $0.uid < $1.uid }
        guard let record = records.randomElement(using: &random), let version = record.development else { return [] }
        var document = try snapshot.document(record, version)
        document.nodes[0].script?.text = "select 'fixed \(Int.random(in: 0..<3, using: &random))'"
        if Bool.random(using: &random) {
            let number = Int.random(in: 0..<10, using: &random)
            document.name = try legal("任务\(number)", TaskLabel.init)
        }
        return [document]
    }

    private mutating func load(_ documents: [TaskDocument], by person: Workspace) throws {
        let sources = documents.map { document in
            LoadSource(document: document, origin: document.name.text) { _ in .memory([]) }
        }
        _ = try person.load(
            sources, into: .root, online: Bool.random(using: &random), project: target.project, oldNames: true,
            using: &random)
    }

    func error(_ body: () throws -> Void) -> TaskferryError? {
        do {
            try body()
            return nil
        } catch {
            return error as? TaskferryError ?? TaskferryError(.ioError, subject: "\(error)")
        }
    }
}
