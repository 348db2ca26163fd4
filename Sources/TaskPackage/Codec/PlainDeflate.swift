/// A deflate of our own for `SHA256SUMS`: one block, Huffman codes, no matches.
///
/// A deflate stream can be written in many ways that unpack to the same bytes, so that a changed bit in it may show
/// nowhere. The sums hold the digest of everything before them; they themselves are compressed by this code alone, which
/// gives the same bytes with any library on any machine, and a reader compares them with what it would have written.
enum PlainDeflate {
    /// The bytes as one deflate stream; nil when they do not get fewer.
    static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        var counts = [Int](repeating: 0, count: symbols)
        for byte in bytes { counts[Int(byte)] += 1 }
        counts[endOfBlock] = 1
        let lengths = codeLengths(counts)
        let codes = codes(lengths)
        var output = BitWriter()
        writeHeader(lengths, &output)
        for byte in bytes { output.write(codes[Int(byte)], lengths[Int(byte)]) }
        output.write(codes[endOfBlock], lengths[endOfBlock])
        output.finish()
        return output.bytes.count < bytes.count ? output.bytes : nil
    }

    private static let endOfBlock = 256
    private static let symbols = 257
    private static let longest = 15

    /// Final block, dynamic codes; the lengths of all codes in four bits each, so that they need no code of their own
    /// (RFC 1951, 3.2.7). Two distance codes stand there because some readers want a complete set.
    private static func writeHeader(_ lengths: [Int], _ output: inout BitWriter) {
        output.write(1, 1)
        output.write(2, 2)
        output.write(symbols - 257, 5)
        output.write(2 - 1, 5)
        output.write(19 - 4, 4)
        // The order of RFC 1951 begins with the repeat symbols 16, 17, 18, which are not used.
        for place in 0..<19 { output.write(place < 3 ? 0 : 4, 3) }
        for length in lengths + [1, 1] { output.write(reversed(length, 4), 4) }
    }

    /// Huffman code lengths of at most 15 bits; the same ones for the same counts.
    private static func codeLengths(_ counts: [Int]) -> [Int] {
        var counts = counts
        while true {
            let lengths = huffman(counts)
            if (lengths.max() ?? 0) <= longest { return lengths }
            // Flatter counts make flatter trees.
            counts = counts.map { $0 == 0 ? 0 : $0 / 2 + 1 }
        }
    }

    private static func huffman(_ counts: [Int]) -> [Int] {
        var lengths = [Int](repeating: 0, count: counts.count)
        var trees = counts.indices.filter { counts[$0] > 0 }.map { (weight: counts[$0], leaves: [$0]) }
        if trees.count == 1 { lengths[trees[0].leaves[0]] = 1 }
        while trees.count > 1 {
            trees.sort { ($0.weight, $0.leaves[0]) > ($1.weight, $1.leaves[0]) }
            let (first, second) = (trees.removeLast(), trees.removeLast())
            let leaves = first.leaves + second.leaves
            for leaf in leaves { lengths[leaf] += 1 }
            trees.append((first.weight + second.weight, leaves))
        }
        return lengths
    }

    /// The canonical codes of these lengths, in the order of bits in which deflate writes them.
    private static func codes(_ lengths: [Int]) -> [Int] {
        var codes = [Int](repeating: 0, count: lengths.count)
        var code = 0
        for length in 1...longest {
            for symbol in lengths.indices where lengths[symbol] == length {
                codes[symbol] = reversed(code, length)
                code += 1
            }
            code <<= 1
        }
        return codes
    }

    private static func reversed(_ value: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 << 1 | value >> $1 & 1 }
    }

    /// Writes numbers of few bits, lowest bit first.
    private struct BitWriter {
        private(set) var bytes: [UInt8] = []
        private var waiting = 0
        private var count = 0

        mutating func write(_ value: Int, _ bits: Int) {
            waiting |= value << count
            count += bits
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: waiting))
                waiting >>= 8
                count -= 8
            }
        }

        mutating func finish() {
            if count > 0 { bytes.append(UInt8(truncatingIfNeeded: waiting)) }
        }
    }
}
