import Foundation
import PlatformStore
import TaskModel
import Testing

@testable import Migration

@Suite struct ImportPropertyTests {
    @Test(
        "R13, R14, R20: the plan predicts the state; refused is untouched; twice equals once",
        arguments: RandomBatch.cases(40))
    func planPredictsState(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        let batch = try RandomBatch.documents(&random)
        try source.load(batch, using: &random)
        try target.load(RandomBatch.documents(&random), online: Bool.random(using: &random), using: &random)
        let chosen = batch.map(\.name.text).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
        guard !chosen.isEmpty else { return }
        let package = try source.export(chosen)
        let options = ImportOptions(directory: .root, submit: Bool.random(using: &random))

        let before = try target.state()
        let generation = try target.workspace.platform.snapshot().generation
        let check = try target.workspace.check(
            package, staging: folder.path, project: target.project, options: options)
        let report = try target.workspace.importPackage(
            package, staging: folder.path, project: target.project, options: options)
        let snapshot = try target.workspace.platform.snapshot()
        #expect(check.plan.map(\.action) == report.check.plan.map(\.action), "seed \(seed)")
        guard check.passed, check.changesAnything else {
            #expect(report.number == nil, "seed \(seed)")
            #expect(try target.state() == before, "seed \(seed)")
            #expect(snapshot.generation == generation, "seed \(seed)")
            return
        }
        #expect(report.number == 1 && snapshot.generation == generation + 1, "seed \(seed)")
        for planned in check.plan {
            let record = try #require(try snapshot.task(target.project, uid: planned.uid), "seed \(seed)")
            #expect(record.name == planned.task, "seed \(seed)")
            let original = try #require(batch.first { $0.name == planned.task })
            let stages = options.submit ? [record.development, record.online] : [record.development]
            for version in stages {
                let version = try #require(version, "seed \(seed)")
                let content = TaskContent(try snapshot.document(record, version))
                #expect(content.equals(TaskContent(original)), "seed \(seed): \(planned.task)")
            }
        }
        // What the plan does not name is as it was, but for the names of what it points at.
        let untouched = Set(check.plan.map(\.uid))
        let lines = try target.state()
        let created = check.plan.filter { $0.action == .create }.count
        #expect(lines.count == before.count + created, "seed \(seed)")
        for line in before where !untouched.contains(where: { line.contains(" \($0.text) ") }) {
            let head = line.split(separator: "|")[0]
            #expect(lines.contains { $0.hasPrefix(head) }, "seed \(seed): \(head)")
        }
        let again = try target.workspace.importPackage(
            package, staging: folder.path, project: target.project, options: options)
        #expect(again.number == nil && again.check.passed, "seed \(seed)")
        #expect(try target.state() == lines, "seed \(seed)")
        #expect(try target.workspace.platform.fsck(repair: false).isEmpty, "seed \(seed)")
    }

    @Test("R14: swaps, rings and chains of names come out as planned, links go on pointing at the same task")
    func ring() throws {
        var random = SeededRandom(seed: 3)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        try target.load(
            [
                sampleDocument("甲", uid: "1"), sampleDocument("乙", uid: "2"), sampleDocument("丙", uid: "3"),
                sampleDocument("下游", uid: "4", upstreams: ["甲"]),
            ], using: &random)
        try source.load(
            [sampleDocument("乙", uid: "1"), sampleDocument("丙", uid: "2"), sampleDocument("甲", uid: "3")],
            using: &random)
        let report = try target.workspace.importPackage(
            source.export(["甲", "乙", "丙"]), staging: folder.path, project: target.project,
            options: ImportOptions(directory: .root))
        #expect(report.check.findings.isEmpty)
        #expect(report.check.plan.map(\.action) == [.rename, .rename, .rename])
        let snapshot = try target.workspace.platform.snapshot()
        let downstream = try #require(try snapshot.task(target.project, uid: legal("4", TaskUID.init)))
        let online = try #require(downstream.online)
        #expect(try snapshot.document(downstream, online).dependencies.map(\.link.name.text) == ["乙"])
        #expect(online.number == 1)
    }

    @Test("The way back: a task bound by name and renamed at the target returns to its source as itself (§3)")
    func wayBack() throws {
        var random = SeededRandom(seed: 5)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        try source.load([sampleDocument("甲", uid: "s-1", sql: "select 2")], using: &random)
        try target.load([sampleDocument("甲", uid: "t-1")], using: &random)
        let options = ImportOptions(directory: .root)
        let there = try target.workspace.importPackage(
            source.export(["甲"]), staging: folder.path, project: target.project, options: options)
        #expect(there.check.plan.map(\.uid.text) == ["t-1"])
        try target.load([sampleDocument("甲_新", uid: "t-1", sql: "select 3")], using: &random)
        let back = try source.workspace.importPackage(
            target.export(["甲_新"]), staging: folder.path, project: source.project, options: options)
        #expect(back.check.plan.map(\.action) == [.rename])
        #expect(back.check.plan.map(\.uid.text) == ["s-1"])
        #expect(try source.state().count == 1)
    }

    @Test("dependency-cycle: a link of the platform to a name that the batch brings counts too")
    func danglingCycle() throws {
        var random = SeededRandom(seed: 8)
        let folder = try TestFolder()
        let source = try TestPlatform("source", in: folder, using: &random)
        let target = try TestPlatform("target", in: folder, using: &random)
        try target.load([sampleDocument("老", uid: "1", upstreams: ["新"])], using: &random)
        try source.load(
            [sampleDocument("老", uid: "1"), sampleDocument("新", uid: "2", upstreams: ["老"])], using: &random)
        let report = try target.workspace.check(
            source.export(["新"]), staging: folder.path, project: target.project,
            options: ImportOptions(directory: .root))
        #expect(report.findings.map(\.code) == [.dependencyCycle])
        #expect(report.findings.first?.subject == "新 → 老 → 新")
    }
}
