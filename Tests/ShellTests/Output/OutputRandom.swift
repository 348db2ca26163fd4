/// A small seeded generator (SplitMix64), so that a failing property can be run again from its printed seed.
struct OutputRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A fresh seed for one run of a property.
    static func seed() -> UInt64 {
        UInt64.random(in: .min ... .max)
    }

    /// Text of up to `count` pieces, half of them from `favourites`, the others from all of Unicode.
    mutating func text(upTo count: Int, favourites: [String]) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...count, using: &self) {
            if Bool.random(using: &self), let piece = favourites.randomElement(using: &self) {
                text.unicodeScalars.append(contentsOf: piece.unicodeScalars)
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// All scalars of the planes where classes mix, and samples of the large uniform blocks.
    static var scalars: some Sequence<Unicode.Scalar> {
        let dense = [
            0...0x33FF, 0x4DB0...0x4E10, 0x9FF0...0xABFF, 0xD790...0x16FFF, 0x1AFF0...0x1FFFF, 0xE0000...0xE0FFF,
        ]
        let samples = stride(from: 0x3400, through: 0x10FFFF, by: 61)
        return (dense.flatMap { Array($0) } + samples).lazy.compactMap { Unicode.Scalar(UInt32($0)) }
    }

    /// Pieces that meet in interesting ways.
    static let corners = [
        "\\", "\\\\", "u", "u{", "\\u{", "{", "}", "\u{1B}", "\u{1B}[31m", "\u{7}", "\u{7F}", "\u{9B}", "\n", "\r\n",
        "\t", " ", "  ", "a", "dwd_order_detail_di", "1", "#", "\u{20E3}", "\u{FE0F}", "\u{FE0E}", "\u{200D}", "❤", "👩",
        "🏽", "🇨", "🇳", "🔥", "订单", "门店销售_波动率", "（", "）", "，", "ｆ", "ﾊ", "\u{301}", "\u{20DD}", "é", "가", "\u{1100}",
        "\u{1161}", "\u{11A8}", "क", "\u{94D}", "ष", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{AD}",
        "\u{E0041}", "\u{2028}", "\u{FFF9}", "\u{3164}", "\u{A0}", "\u{3000}", "\u{E000}", "\u{FFFE}", "\u{10FFFF}",
    ]
}
