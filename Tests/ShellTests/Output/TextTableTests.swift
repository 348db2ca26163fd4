import Testing

@testable import Shell

@Suite("§7: tables")
struct TextTableTests {
    private let colored = Style(isEnabled: true)

    @Test("R16: Chinese findings align by display width")
    func sample() {
        var table = TextTable(columns: [.init("未通过原因"), .init("未通过项")])
        table.add(["不存在的引用质量监控", "门店销售_波动率"])
        table.add(["任务名称不合法", "对账 2021Q3"])
        #expect(
            table.rendered(width: nil, style: .plain) == """
                未通过原因            未通过项
                ────────────────────  ───────────────
                不存在的引用质量监控  门店销售_波动率
                任务名称不合法        对账 2021Q3

                """)
    }

    @Test("§7: numbers stand on the right, and no line ends with a space")
    func alignment() {
        var table = TextTable(columns: [.init("任务"), .init("节点", alignment: .right), .init("")])
        table.add(texts: ["ods_订单同步_日", "1", ""])
        table.add(texts: ["ads", "12", "x "])
        table.add(texts: ["short"])
        #expect(
            table.lines(width: nil, style: .plain) == [
                "任务             节点", "───────────────  ────  ──", "ods_订单同步_日     1", "ads                12  x",
                "short",
            ])
    }

    @Test("§7: only text is styled, not the padding beside it")
    func styles() {
        var table = TextTable(columns: [.init("名称"), .init("结果")])
        table.add([.init("a"), .init("失败", role: .failure)])
        #expect(
            table.lines(width: nil, style: colored) == [
                "\u{1B}[1m名称\u{1B}[22m  \u{1B}[1m结果\u{1B}[22m", "────  ────", "a     \u{1B}[31m失败\u{1B}[39m",
            ])
    }

    @Test("§7: cells are foreign strings")
    func foreign() {
        var table = TextTable(columns: [.init("name")])
        table.add(["\u{1B}[2J\u{202E}a\nb"])
        #expect(table.lines(width: nil, style: .plain).last == "\\u{1B}[2J\\u{202E}a\\u{0A}b")
    }

    @Test("§7: the widest wrappable column gives way")
    func wrapping() {
        var table = TextTable(columns: [.init("code", isWrappable: false), .init("说明")])
        table.add(["upstream-not-online", "上游依赖任务未上线，请先提交上线。"])
        #expect(
            table.lines(width: 36, style: .plain) == [
                "code                 说明", "───────────────────  ───────────────", "upstream-not-online  上游依赖任务未",
                "                     上线，请先提交", "                     上线。",
            ])
    }

    @Test("§7: a table without columns or rows")
    func empty() {
        #expect(TextTable(columns: []).lines(width: 10, style: .plain) == ["", ""])
        #expect(TextTable(columns: [.init("a")]).rendered(width: nil, style: .plain) == "a\n─\n")
    }

    @Test("§7: lines are equally wide before trimming, fit the width, and lose nothing but spaces")
    func property() {
        let seed = OutputRandom.seed()
        var random = OutputRandom(seed: seed)
        for _ in 0..<150 {
            let count = Int.random(in: 1...4, using: &random)
            var table = TextTable(
                columns: (0..<count).map { _ in
                    TextTable.Column(
                        random.text(upTo: 4, favourites: OutputRandom.corners),
                        alignment: Bool.random(using: &random) ? .left : .right)
                })
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                table.add(texts: (0..<count).map { _ in random.text(upTo: 10, favourites: OutputRandom.corners) })
            }
            let texts = table.columns.map(\.heading) + table.rows.joined().map(\.text)
            let narrowest = texts.map { CellWrapping.narrowestWidth(of: Sanitizer.sanitized($0)) }.max() ?? 0
            let width = max(Int.random(in: 0...100, using: &random), count * (max(narrowest, 2) + 2))
            for limit in [nil, width] {
                let lines = table.layout(width: limit)
                let widths = Set(lines.map { DisplayWidth.columns(of: $0.padded) })
                let isEqual = widths.count == 1
                let isWithin = (widths.max() ?? 0) <= limit ?? .max
                let trimmed = table.lines(width: limit, style: .plain)
                let isTrimmed = trimmed.allSatisfy { $0.utf8.last != 0x20 }
                let agrees = zip(lines, trimmed).allSatisfy { Self.agree(padded: $0.padded, trimmed: $1) }
                let isStyledSame = Self.visible(table.lines(width: limit, style: colored)) == trimmed
                if !(isEqual && isWithin && isTrimmed && agrees && isStyledSame) {
                    Issue.record("seed \(seed): width \(limit as Any), \(widths), \(trimmed)")
                }
            }
        }
    }

    private static func agree(padded: String, trimmed: String) -> Bool {
        let rest = Array(padded.unicodeScalars)
        let kept = Array(trimmed.unicodeScalars)
        return rest.starts(with: kept) && rest.dropFirst(kept.count).allSatisfy { $0 == " " }
    }

    /// The lines without SGR sequences, scanned by scalars: a skin tone after a sequence would join its last letter.
    private static func visible(_ lines: [String]) -> [String] {
        lines.map { line in
            var visible = String.UnicodeScalarView()
            var isSequence = false
            for scalar in line.unicodeScalars {
                if scalar == "\u{1B}" { isSequence = true }
                if !isSequence { visible.append(scalar) }
                if scalar == "m" { isSequence = false }
            }
            return String(visible)
        }
    }
}
