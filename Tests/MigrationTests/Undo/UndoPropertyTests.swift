import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R22: an import can be taken back.
@Suite struct UndoPropertyTests {
    /// Random content that waits for anything of the project, there or not.
    private func open(
        _ batch: [TaskDocument], of project: PathName?, _ random: inout SeededRandom
    ) throws -> [TaskDocument] {
        try batch.map { document in
            var document = document
            for number in 0..<10 where Int.random(in: 0..<5, using: &random) == 0 {
                let link = TaskLink(project: project, name: try legal("任务\(number)", TaskLabel.init))
                document.dependencies.append(UpstreamDependency(link: link))
            }
            return document
        }
    }

    @Test(
        "R22, R20: import then undo gives the state before; import again gives what it gave",
        arguments: RandomBatch.cases(80))
    func importThenUndo(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        let batch = try RandomBatch.documents(&random)
        try source.load(batch, using: &random)
        try target.load(
            open(RandomBatch.documents(&random), of: nil, &random), online: Bool.random(using: &random), using: &random)
        // Tasks of another project wait for names that are there, come with the import, or never do.
        let second = try legal("q", PathName.init)
        _ = try target.workspace.add(.project, ["q"], project: nil)
        let outside = try open([sampleDocument("外", uid: "x")], of: target.project, &random)
        let source2 = outside.map { document in
            LoadSource(document: document, origin: document.name.text) { _ in .memory([]) }
        }
        _ = try target.workspace.load(source2, into: .root, online: true, project: second, using: &random)
        let options = ImportOptions(directory: .root, submit: Bool.random(using: &random))
        func take(_ names: [String]) throws -> ImportReport {
            try target.workspace.importPackage(
                source.export(names), staging: folder.path, project: target.project, options: options)
        }
        // An earlier import now and then, so that marks and bindings are there already.
        if Bool.random(using: &random) { _ = try take([batch[0].name.text]) }
        let before = try target.whole(and: [second])
        let generation = try target.workspace.platform.snapshot().generation
        let report = try take(batch.map(\.name.text))
        guard let number = report.number else { return }
        let after = try target.state()
        let undone = try target.workspace.undo(number, project: target.project)
        #expect(undone?.number == number, "seed \(seed)")
        #expect(try target.whole(and: [second]) == before, "seed \(seed)")
        #expect(try target.workspace.platform.snapshot().generation == generation + 2, "seed \(seed)")
        #expect(try target.workspace.imports(project: target.project).first?.undone?.user.text == "许宁")
        let again = try take(batch.map(\.name.text))
        #expect(again.check.plan.map(\.action) == report.check.plan.map(\.action), "seed \(seed)")
        #expect(try target.state() == after, "seed \(seed)")
        #expect(try target.workspace.platform.fsck(repair: false).isEmpty, "seed \(seed)")
    }
}
