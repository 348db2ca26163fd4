import Foundation
import PlatformStore
import TaskModel
import Testing

@testable import Migration

/// R20, R22: imports that share no task, link or name do not meet.
@Suite struct IndependentImportsTests {
    @Test(
        "R20, R22, R27: A then B is B then A when they share no task, link or name; each can be taken back without the other",
        arguments: RandomBatch.cases(150))
    func eitherOrder(_ run: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        let world = try World(using: &random)
        let others = [world.other]
        var batches: [(package: String, options: ImportOptions)] = []
        for half in 0..<2 {
            guard let package = try world.package(half, using: &random) else { return }
            let options = ImportOptions(
                directory: .root, submit: Bool.random(using: &random),
                onConflict: [nil, .keep, .stop].randomElement(using: &random) ?? nil)
            batches.append((package, options))
        }
        func take(_ half: Int, into target: TestPlatform) throws -> ImportReport {
            try target.workspace.importPackage(
                batches[half].package, staging: world.folder.path, project: target.project,
                options: batches[half].options)
        }
        let (left, right) = (try world.target.copy("left"), try world.target.copy("right"))
        let (leftA, leftB) = (try take(0, into: left), try take(1, into: left))
        try InventoryLaw.expectSame(
            batches[1].package, left, batches[1].options, folder: world.folder, seed: seed)
        let (rightB, rightA) = (try take(1, into: right), try take(0, into: right))
        for (one, two) in [(leftA, rightA), (leftB, rightB)] {
            #expect(one.check.plan.map(InventoryLaw.text) == two.check.plan.map(InventoryLaw.text), "seed \(seed)")
            #expect((one.number == nil) == (two.number == nil), "seed \(seed)")
        }
        #expect(
            try left.whole(and: others, importNumbers: false) == right.whole(and: others, importNumbers: false),
            "seed \(seed)")

        // The first is taken back: it is as if there had been the second alone.
        for (platform, first, second) in [(left, leftA, 1), (right, rightB, 0)] {
            guard let number = first.number else { continue }
            let alone = try world.target.copy("alone-\(second)")
            _ = try take(second, into: alone)
            #expect(try platform.workspace.undo(number, project: platform.project)?.number == number, "seed \(seed)")
            #expect(
                try platform.whole(and: others, importNumbers: false)
                    == alone.whole(and: others, importNumbers: false), "seed \(seed)")
            #expect(try platform.workspace.platform.fsck(repair: false).isEmpty, "seed \(seed)")
        }
    }

    /// A target, and a source whose tasks fall into two halves: 0 to 4 and 5 to 9, by uid and by name.
    private struct World {
        let folder: TestFolder
        let target: TestPlatform
        let other: PathName
        /// One source for both halves, or one each.
        private let sources: [TestPlatform]

        init(using random: inout SeededRandom) throws {
            folder = try TestFolder()
            other = try legal("q", PathName.init)
            target = try TestPlatform("target", in: folder, others: [other], using: &random)
            let first = try TestPlatform("source", in: folder, using: &random)
            let isOne = Bool.random(using: &random)
            sources = [first, isOne ? first : try TestPlatform("source2", in: folder, using: &random)]

            var documents: [TaskDocument] = []
            for half in 0..<2 { documents += try waiting(Self.documents(half, own: true, &random), nil, &random) }
            try target.load(documents, online: Bool.random(using: &random), using: &random)
            let outside = try waiting([sampleDocument("外", uid: "x")], target.project, &random)
            try target.load(outside, into: other, using: &random)
            // Some of it has travelled before, and was changed at the target since.
            for half in 0..<2 where Bool.random(using: &random) {
                guard let package = try package(half, using: &random) else { continue }
                _ = try target.workspace.importPackage(
                    package, staging: folder.path, project: target.project, options: ImportOptions(directory: .root))
                try? target.load(Self.documents(half, own: false, &random), using: &random)
            }
        }

        /// Random content of a half of the source, packed; nil when it does not fit together.
        func package(_ half: Int, using random: inout SeededRandom) throws -> String? {
            for _ in 0..<5 {
                let documents = try Self.documents(half, own: false, &random)
                guard (try? sources[half].load(documents, using: &random)) != nil else { continue }
                let path: String
                do {
                    path = try sources[half].export(documents.map(\.name.text))
                } catch let error as TaskferryError where error.code == .dependencyCycle {
                    // A name that has gone to another task can close a circle.
                    continue
                }
                // The next package takes its place at the source.
                let package = "\(folder.path)/\(half)-\(UInt32.random(in: 0...UInt32.max, using: &random)).zip"
                try FileManager.default.copyItem(atPath: path, toPath: package)
                return package
            }
            return nil
        }

        /// Content of one half, whose links stay inside it.
        private static func documents(
            _ half: Int, own: Bool, _ random: inout SeededRandom
        ) throws -> [TaskDocument] {
            let prefix = own && Bool.random(using: &random) ? "own" : "uid"
            return try RandomBatch.documents(&random, of: half * 5..<half * 5 + 5, prefix: prefix)
        }

        /// The documents with waits for anything of both halves, there or not, that close no circle.
        private func waiting(
            _ documents: [TaskDocument], _ project: PathName?, _ random: inout SeededRandom
        ) throws -> [TaskDocument] {
            try documents.map { document in
                var document = document
                for number in 0..<10 where Int.random(in: 0..<5, using: &random) == 0 {
                    let link = TaskLink(project: project, name: try legal("任务\(number)", TaskLabel.init))
                    document.dependencies.append(UpstreamDependency(link: link, cycle: .previous))
                }
                return document
            }
        }
    }
}
