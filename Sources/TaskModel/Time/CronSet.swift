/// A set of numbers from 0 to 255 in four machine words.
struct CronSet: Hashable, Sendable {
    private var words = SIMD4<UInt64>.zero

    var isEmpty: Bool { words == .zero }

    mutating func insert(_ value: Int) {
        words[value >> 6 & 3] |= 1 << UInt64(value & 63)
    }

    func contains(_ value: Int) -> Bool {
        words[value >> 6 & 3] >> UInt64(value & 63) & 1 == 1
    }

    /// The smallest member that is at least `value` (which is not negative), or nil.
    func first(atOrAfter value: Int) -> Int? {
        guard value < 256 else { return nil }
        var index = value >> 6
        var word = words[index] & (UInt64.max << UInt64(value & 63))
        while word == 0 {
            index += 1
            guard index < 4 else { return nil }
            word = words[index]
        }
        return index << 6 + word.trailingZeroBitCount
    }
}
