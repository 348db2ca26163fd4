import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R22: an import can be taken back.
@Suite struct UndoPropertyTests {
    /// What a state is, links by what they resolve to included.
    private func whole(_ platform: TestPlatform) throws -> [String] {
        let snapshot = try platform.workspace.platform.snapshot()
        var links: [String] = []
        try snapshot.forEachTask(platform.project) { record in
            for version in [record.development, record.online].compactMap({ $0 }) {
                let list = version.links.map { "\($0.role) \($0.project)/\($0.name) \($0.uid?.text ?? "-")" }
                links.append("\(record.name) \(version.number) \(list.joined(separator: ", "))")
            }
            return true
        }
        return try platform.state() + links
    }

    @Test("R22, R20: import then undo gives the state before; import again gives what it gave", arguments: 0..<60)
    func importThenUndo(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        let batch = try RandomBatch.documents(&random)
        try source.load(batch, using: &random)
        try target.load(RandomBatch.documents(&random), online: Bool.random(using: &random), using: &random)
        let options = ImportOptions(directory: .root, submit: Bool.random(using: &random))
        func take(_ names: [String]) throws -> ImportReport {
            try target.workspace.importPackage(
                source.export(names), staging: folder.path, project: target.project, options: options)
        }
        // An earlier import now and then, so that marks and bindings are there already.
        if Bool.random(using: &random) { _ = try take([batch[0].name.text]) }
        let before = try whole(target)
        let generation = try target.workspace.platform.snapshot().generation
        let report = try take(batch.map(\.name.text))
        guard let number = report.number else { return }
        let after = try whole(target)
        let undone = try target.workspace.undo(number, project: target.project)
        #expect(undone?.number == number, "seed \(seed)")
        #expect(try whole(target) == before, "seed \(seed)")
        #expect(try target.workspace.platform.snapshot().generation == generation + 2, "seed \(seed)")
        #expect(try target.workspace.imports(project: target.project).first?.undone?.user.text == "许宁")
        let again = try take(batch.map(\.name.text))
        #expect(again.check.plan.map(\.action) == report.check.plan.map(\.action), "seed \(seed)")
        #expect(try target.state().count == after.filter { $0.contains(" | ") }.count, "seed \(seed)")
        #expect(try target.workspace.platform.fsck(repair: false).isEmpty, "seed \(seed)")
    }
}
