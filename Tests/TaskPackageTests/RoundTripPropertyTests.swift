import TaskModel
import Testing

@testable import TaskPackage

@Suite struct RoundTripPropertyTests {
    @Test("R9: whatever tasks go in come out, through the package and through unzip and pack")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for round in 0..<12 {
            let note: Comment = "seed \(seed), round \(round)"
            let samples = try Self.samples(using: &random)
            let summary = try samples.write(threads: Int.random(in: 1...3, using: &random))
            let reader = try samples.reader()
            #expect(reader.summary == summary, note)
            #expect(reader.tasks.map(\.document) == samples.inputs.map(\.document), note)
            #expect(reader.manifest.tasks.map(\.bound) == samples.inputs.map(\.bound), note)
            for (digest, bytes) in samples.blobs {
                var got: [UInt8] = []
                try reader.streamResource(digest) { got += $0 }
                #expect(got == bytes, note)
            }
            let unzip = try samples.folder.run(
                "rm -rf out && unzip -q p.zip -d out && cd out && sha256sum --strict --quiet -c .taskferry/SHA256SUMS")
            #expect(unzip.status == 0, "seed \(seed), round \(round): \(unzip.output)")
            let packed = try PackagePack.pack(
                samples.path("out"), to: samples.path("again.zip"), user: reader.manifest.user,
                at: reader.manifest.generatedAt, overwrite: true)
            #expect(packed.summary.contentDigest == summary.contentDigest, note)
            #expect(!packed.isEdited, note)
        }
    }

    private static func samples(using random: inout SeededRandom) throws -> Samples {
        var samples = try Samples()
        let count = Int.random(in: 1...15, using: &random)
        for index in 0..<count {
            let shared = Bool.random(using: &random) ? index % 3 : index
            var content = SeededRandom(seed: UInt64(shared))
            let size = Int.random(in: 0...200_000, using: &content)
            try samples.add(
                ["任务", "task ", "ｔ", "é"][index % 4] + "\(index)", script: script(using: &random),
                resource: Bool.random(using: &random) ? ("文件 \(shared).jar", content.bytes(size)) : nil)
            if Bool.random(using: &random) {
                let last = samples.inputs.removeLast()
                let bound = try BoundIdentity(uid: #require(TaskUID("b\(index)")), platform: "另一平台")
                samples.inputs.append(PackageInput(document: last.document, bound: [bound]))
            }
        }
        return samples
    }

    private static func script(using random: inout SeededRandom) -> String {
        let pieces = ["select ", "表", "\r\n", "\u{0}", "🚢", "${azkaban.flow.1.days.ago}", "e\u{301}", "\\", "\"", " "]
        let count = Int.random(in: 0...2000, using: &random)
        return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
    }
}
