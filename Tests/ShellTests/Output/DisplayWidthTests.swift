import Testing

@testable import Shell

@Suite("§7: display width")
struct DisplayWidthTests {
    @Test(
        "§7: columns of single scalars",
        arguments: [
            ("a", 1), (" ", 1), ("~", 1), ("é", 1), ("я", 1), ("中", 2), ("々", 2), ("〇", 2), ("。", 2), ("Ａ", 2),
            ("ｱ", 1), ("가", 2), ("\u{20000}", 2), ("\u{323B0}", 2), ("─", 1), ("█", 1), ("…", 1), ("❤", 1), ("⭐", 2),
            ("🔥", 2), ("\u{1F3FB}", 2), ("\u{1F1E8}", 2), ("\u{301}", 0), ("\u{20E3}", 0), ("\u{200B}", 0),
            ("\u{200D}", 0), ("\u{FE0F}", 0), ("\u{E0100}", 0), ("\u{FEFF}", 0), ("\u{1161}", 0), ("\u{11A8}", 0),
            ("\u{1100}", 2), ("\u{0}", 0), ("\u{1F}", 0), ("\u{7F}", 0), ("\u{9B}", 0), ("\u{10FFFF}", 1),
        ] as [(Unicode.Scalar, Int)])
    func scalars(scalar: Unicode.Scalar, expected: Int) {
        #expect(DisplayWidth.columns(of: scalar) == expected, "U+\(String(scalar.value, radix: 16, uppercase: true))")
    }

    @Test(
        "§7: columns of clusters and strings",
        arguments: [
            ("", 0), ("batch.zip", 9), ("门店销售_波动率", 15), ("不存在的引用质量监控", 20), ("e\u{301}", 1), ("🇨🇳", 2),
            ("👨‍👩‍👧‍👦", 2), ("👩🏽‍💻", 2), ("❤\u{FE0F}", 2), ("❤\u{200D}🔥", 2), ("☝🏽", 2), ("🕵🏽\u{200D}♂\u{FE0F}", 2),
            ("1\u{FE0F}\u{20E3}", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("\u{1100}\u{1100}\u{1161}", 2),
            ("क\u{94D}ष", 2),
            ("か\u{3099}", 2), ("か\u{FF9E}", 3), (" 🏽", 3), ("中🏽", 4), ("🏽🏽", 4), ("，。「ア」ｆ～\u{FF5E}", 16), ("䷀", 2),
            ("\u{3000}", 2), ("日🇨🇳a", 5),
        ])
    func strings(text: String, expected: Int) {
        #expect(DisplayWidth.columns(of: text) == expected, "\(text)")
    }

    @Test("§7: the quick sum over bytes and the table agree on every scalar")
    func quickSumAgrees() {
        for scalar in OutputRandom.scalars {
            let measured = DisplayWidth.columns(of: String(Character(scalar)))
            if measured != DisplayWidth.columns(of: scalar) { Issue.record("U+\(String(scalar.value, radix: 16))") }
        }
    }

    @Test("§7: the tables are sorted and disjoint")
    func tablesAreSorted() {
        for table in [DisplayWidthTable.zero, DisplayWidthTable.wide] {
            #expect(table.count.isMultiple(of: 2))
            for index in stride(from: 0, to: table.count, by: 2) {
                #expect(table[index] <= table[index + 1])
                if index > 0 { #expect(table[index - 1] + 1 < table[index]) }
            }
        }
    }

    @Test(
        "§7: truncation",
        arguments: [
            ("batch.zip", 9, "batch.zip"), ("batch.zip", 8, "batch.z…"), ("订单明细", 8, "订单明细"), ("订单明细", 7, "订单明…"),
            ("订单明细", 6, "订单…"), ("订单明细", 2, "…"), ("订单明细", 1, "…"), ("订单明细", 0, ""), ("订单明细", -3, ""),
            ("🇨🇳🇨🇳", 3, "🇨🇳…"), ("", 0, ""), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ])
    func truncation(text: String, limit: Int, expected: String) {
        #expect(DisplayWidth.truncated(text, toColumns: limit) == expected)
    }

    @Test("§7: padding counts columns and never cuts")
    func padding() {
        #expect(DisplayWidth.padded("订单", toColumns: 6) == "订单  ")
        #expect(DisplayWidth.padded("订单", toColumns: 6, alignment: .right) == "  订单")
        #expect(DisplayWidth.padded("订单", toColumns: 3) == "订单")
        #expect(DisplayWidth.padded("", toColumns: -1) == "")
    }

    @Test("§7: truncation never exceeds the limit, and keeps whole clusters")
    func truncationProperty() {
        let seed = OutputRandom.seed()
        var random = OutputRandom(seed: seed)
        for _ in 0..<2_000 {
            let text = random.text(upTo: 12, favourites: OutputRandom.corners)
            let limit = Int.random(in: 0...12, using: &random)
            let cut = DisplayWidth.truncated(text, toColumns: limit)
            let fits = DisplayWidth.columns(of: cut) <= limit
            let isPrefix = cut == text || limit == 0 || (cut.last == "…" && text.hasPrefix(String(cut.dropLast())))
            if !fits || !isPrefix { Issue.record("seed \(seed): \(text.debugDescription) at \(limit)") }
        }
    }
}
