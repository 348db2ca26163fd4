import Testing

@testable import TaskPackage

@Suite struct PlainDeflateTests {
    @Test("What it deflates, libdeflate and zlib inflate")
    func inflates() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        var texts = [
            [UInt8](repeating: 7, count: 1000), Array((0...255).flatMap { [UInt8](repeating: $0, count: Int($0)) }),
        ]
        // Counts like Fibonacci numbers make the deepest trees.
        var (a, b) = (1, 1)
        var deep: [UInt8] = []
        for symbol in 0..<UInt8(24) {
            deep += [UInt8](repeating: symbol, count: a)
            (a, b) = (b, a + b)
        }
        texts.append(deep)
        for _ in 0..<20 {
            let alphabet = UInt8.random(in: 2...200, using: &random)
            let count = Int.random(in: 300...5000, using: &random)
            texts.append((0..<count).map { _ in UInt8.random(in: 0..<alphabet, using: &random) })
        }
        for text in texts {
            guard let packed = PlainDeflate.deflate(text) else { continue }
            var whole = [UInt8](repeating: 0, count: text.count)
            let isGood = try whole.withUnsafeMutableBytes { room in
                try packed.withUnsafeBytes { try Codec().inflate($0, into: room) }
            }
            #expect(isGood && whole == text, "seed \(seed)")
            var pieces: [UInt8] = []
            let inflater = try StreamInflater()
            let isRead = try packed.withUnsafeBytes { bytes in
                try inflater.inflate(bytes) {
                    pieces += $0
                    return true
                }
            }
            #expect(isRead && inflater.isAtEnd && pieces == text, "seed \(seed)")
        }
        #expect(PlainDeflate.deflate(texts[2]) != nil)
    }

    @Test("What does not get shorter is left alone")
    func incompressible() {
        #expect(PlainDeflate.deflate([]) == nil)
        #expect(PlainDeflate.deflate([1, 2, 3]) == nil)
        #expect(PlainDeflate.deflate(Array(0...255)) == nil)
    }
}
