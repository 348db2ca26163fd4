import Testing

@testable import Shell

@Suite("§7: line breaks in cells")
struct CellWrappingTests {
    @Test(
        "§7: where lines break",
        arguments: [
            ("", 5, [""]),
            ("abc", 3, ["abc"]),
            ("add it to the registry", 10, ["add it to", "the", "registry"]),
            ("a  b", 2, ["a", "b"]),
            ("dwd_order_detail_di", 8, ["dwd_orde", "r_detail", "_di"]),
            ("不存在的引用", 5, ["不存", "在的", "引用"]),
            ("已存在，请改名", 6, ["已存", "在，请", "改名"]),
            ("任务（甲）", 6, ["任务", "（甲）"]),
            ("使用 add monitor 登记", 8, ["使用 add", "monitor", "登记"]),
            ("👨‍👩‍👧‍👦🇨🇳e\u{301}", 3, ["👨‍👩‍👧‍👦", "🇨🇳e\u{301}"]),
            ("中文", 1, ["中", "文"]),
            ("      ", 2, [""]),
        ])
    func breaks(text: String, width: Int, expected: [String]) {
        #expect(CellWrapping.lines(of: text, width: width) == expected)
    }

    @Test("§7: lines fit, and hold every cluster but the spaces at breaks")
    func property() {
        let seed = OutputRandom.seed()
        var random = OutputRandom(seed: seed)
        for _ in 0..<2_000 {
            let text = Sanitizer.sanitized(random.text(upTo: 16, favourites: OutputRandom.corners))
            let width = Int.random(in: 1...20, using: &random)
            let lines = CellWrapping.lines(of: text, width: width)
            let fits = lines.allSatisfy { DisplayWidth.columns(of: $0) <= max(width, 2) || $0.count == 1 }
            let isWhole = lines.joined().filter { $0 != " " } == text.filter { $0 != " " }
            if !fits || !isWhole || lines.isEmpty {
                Issue.record("seed \(seed): \(text.debugDescription) at \(width): \(lines)")
            }
        }
    }
}
