import FileIO
import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R21: a plan on disk is bound to the package, and to the versions of the tasks that it touches or relies on.
@Suite struct PlanFileTests {
    /// A plan for 甲, which waits for 上游 and for 他乡 of another project, both at the target already.
    private struct Place {
        let folder: TestFolder
        let target: TestPlatform
        let other: PathName
        let package: String
        let plan: String
        var random = SeededRandom(seed: 33)

        init(onConflict policy: ConflictPolicy? = nil) throws {
            folder = try TestFolder()
            other = try legal("q", PathName.init)
            let source = try TestPlatform("source", in: folder, others: [other], using: &random)
            target = try TestPlatform("target", in: folder, others: [other], using: &random)
            var document = try sampleDocument("甲", uid: "1", upstreams: ["上游"])
            document.dependencies.append(
                UpstreamDependency(link: TaskLink(project: other, name: try legal("他乡", TaskLabel.init))))
            for platform in [source, target] {
                try platform.load([sampleDocument("上游", uid: "2"), sampleDocument("旁人", uid: "3")], using: &random)
                try platform.load([sampleDocument("他乡", uid: "4")], into: other, using: &random)
            }
            try source.load([document], using: &random)
            package = try source.export(["甲"])
            plan = "\(folder.path)/plan.json"
            let report = try target.workspace.check(
                package, staging: folder.path, project: target.project,
                options: ImportOptions(directory: .root, onConflict: policy), planFile: plan)
            #expect(report.passed)
        }

        func carryOut() throws -> ImportReport {
            let file = try PlanFile(file: plan)
            return try target.workspace.importPackage(
                package, staging: folder.path, project: target.project, options: file.options, plan: file)
        }

        /// What a stale plan is refused with.
        func differences() -> [String] {
            do {
                _ = try carryOut()
                return []
            } catch let error as TaskferryError where error.code == .planStale {
                return error.subject.split(separator: "\n").map(String.init)
            } catch {
                return ["\(error)"]
            }
        }
    }

    @Test("R21: what is done to other tasks and names leaves a plan as it is")
    func unrelated() throws {
        var place = try Place()
        try place.target.load([sampleDocument("旁人", uid: "3", sql: "select 9")], using: &place.random)
        try place.target.load([sampleDocument("新来", uid: "9")], using: &place.random)
        #expect(try place.carryOut().number == 1)
    }

    @Test("R21: a new version of a task that the batch waits for makes a plan stale, in another project too")
    func relied() throws {
        var place = try Place()
        try place.target.load([sampleDocument("上游", uid: "2", sql: "select 9")], online: false, using: &place.random)
        #expect(place.differences() == ["~ 上游\tdevelopment\t1\t2"])
        try place.target.load(
            [sampleDocument("他乡", uid: "4", sql: "select 9")], into: place.other, using: &place.random)
        #expect(
            place.differences() == ["~ q/他乡\tdevelopment\t1\t2\tonline\t1\t2", "~ 上游\tdevelopment\t1\t2"])
    }

    @Test("R21: an upstream that went and came again under its name is another task")
    func anotherUpstream() throws {
        var place = try Place()
        let name = try legal("上游", TaskLabel.init)
        try place.target.workspace.write { writer in
            var write = TaskWrite(
                try #require(try writer.snapshot.task(place.target.project, named: name)))
            write.name = try legal("上游_旧", TaskLabel.init)
            _ = try writer.commit(
                CommitRequest(
                    kind: "test", actor: place.target.workspace.actor, time: TestPlatform.time, tasks: [write]))
        }
        try place.target.load([sampleDocument("上游", uid: "7")], using: &place.random)
        #expect(place.differences() == ["~ 上游\tuid\t2\t7"])
    }

    @Test("R21: a task that has got the name, an upstream off line: each is told")
    func touched() throws {
        var place = try Place()
        try place.target.load([sampleDocument("甲", uid: "8", sql: "select 'theirs'")], using: &place.random)
        #expect(
            place.differences() == [
                "~ 甲\tuid\t1\t8\taction\tcreate\toverwrite\tbinds\tfalse\ttrue\tdevelopment\tnull\t1\tonline\tnull\t1\tchanges\t\t"
            ])
        _ = try place.target.workspace.offline([legal("上游", TaskLabel.init).text], project: place.target.project)
        #expect(place.differences().contains("+ upstream-not-online 上游"))
        #expect(place.differences().contains("~ 上游\tonline\t1\tnull"))
    }

    @Test("R21: under keep, a task that is kept and relied on stands in the plan once")
    func kept() throws {
        var place = try Place()
        let tree = try JSONParser.parse(Files.read(place.plan), file: place.plan)
        #expect(tree.object?["relies"]?.array?.map { $0.object?["task"]?.string } == ["上游", "他乡"])
        #expect(try place.carryOut().number == 1)
        // Both travel now; the target has changed the upstream itself, and keeps it.
        let source = try TestPlatform("again", in: place.folder, others: [place.other], using: &place.random)
        try source.load([sampleDocument("上游", uid: "2", sql: "select 5")], using: &place.random)
        try source.load([sampleDocument("他乡", uid: "4")], into: place.other, using: &place.random)
        try source.load([sampleDocument("甲", uid: "1", sql: "select 5", upstreams: ["上游"])], using: &place.random)
        let package = try source.export(["上游", "甲"])
        try place.target.load([sampleDocument("上游", uid: "2", sql: "select 6")], online: false, using: &place.random)
        _ = try place.target.workspace.check(
            package, staging: place.folder.path, project: place.target.project,
            options: ImportOptions(directory: .root, onConflict: .keep), planFile: place.plan)
        let second = try JSONParser.parse(Files.read(place.plan), file: place.plan)
        #expect(second.object?["relies"]?.array?.isEmpty == true)
        #expect(second.object?["plan"]?.array?.first?.object?["kept"]?.bool == true)
    }

    @Test("R21: of a plan for another package only that is said; one that check did not write is no plan")
    func foreign() throws {
        var place = try Place()
        let source = try TestPlatform("again", in: place.folder, using: &place.random)
        try source.load([sampleDocument("甲", uid: "1", sql: "select 8")], using: &place.random)
        let (package, file) = (try source.export(["甲"]), try PlanFile(file: place.plan))
        func error(_ package: String, _ file: PlanFile) -> TaskferryError? {
            do {
                _ = try place.target.workspace.importPackage(
                    package, staging: place.folder.path, project: place.target.project, options: file.options,
                    plan: file)
                return nil
            } catch {
                return error as? TaskferryError
            }
        }
        #expect(error(package, file)?.code == .planStale && error(package, file)?.subject == "package")
        var text = try Files.readText(place.plan)
        text.replace("\"passed\": true", with: "\"passed\": false")
        let altered = "\(place.folder.path)/altered.json"
        try Files.replace(altered, with: Array(text.utf8), mode: 0o600)
        #expect(error(place.package, try PlanFile(file: altered))?.code == .badFile)
        #expect(try place.carryOut().number == 1)
    }
}
