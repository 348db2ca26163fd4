import TaskModel
import Testing

@testable import TaskPackage

@Suite struct DamageTests {
    private func package() throws -> (Samples, [UInt8]) {
        var samples = try Samples()
        // Long enough to be deflated, so that bits of a deflate stream are flipped too.
        try samples.add(
            "任务", script: String(repeating: "select a from b where c;\n", count: 20), resource: ("r", [1, 2]))
        try samples.write()
        return (samples, try samples.folder.read("p.zip"))
    }

    @Test("§10: every flipped bit is refused", arguments: 0..<UInt8(8))
    func flippedBits(_ bit: UInt8) throws {
        let (samples, bytes) = try package()
        #expect(try samples.reader().entries.contains { $0.compressedSize < $0.size })
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << bit
            let error = try samples.refusal(of: changed)
            #expect(error?.code.exitStatus == .badData, "byte \(index), bit \(bit): \(String(describing: error))")
        }
    }

    @Test("§10: every truncation is refused")
    func truncations() throws {
        let (samples, bytes) = try package()
        for count in 0..<bytes.count {
            let error = try samples.refusal(of: Array(bytes[..<count]))
            #expect(error?.code.exitStatus == .badData, "\(count) bytes: \(String(describing: error))")
        }
    }

    @Test("Random damage of any kind is refused without a crash")
    func randomDamage() throws {
        let (samples, bytes) = try package()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for round in 0..<400 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
                case 1: changed.insert(UInt8.random(in: 0...255, using: &random), at: place)
                case 2: changed.remove(at: place)
                default:
                    let end = min(place + 8, changed.count)
                    changed.replaceSubrange(place..<end, with: random.bytes(end - place))
                }
            }
            guard changed != bytes else { continue }
            let error = try samples.refusal(of: changed)
            #expect(error?.code.exitStatus == .badData, "seed \(seed), round \(round): \(String(describing: error))")
        }
    }
}
