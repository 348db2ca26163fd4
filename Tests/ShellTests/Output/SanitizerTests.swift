import Testing

@testable import Shell

@Suite("§7: foreign strings")
struct SanitizerTests {
    @Test(
        "§7: the classical attacks are written out",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "\\u{1B}[31mred\\u{1B}[0m"),
            ("\u{1B}]52;c;cm0gLXJm\u{7}", "\\u{1B}]52;c;cm0gLXJm\\u{07}"),
            ("\u{1B}]8;;http://a\u{1B}\\x\u{1B}]8;;\u{1B}\\", "\\u{1B}]8;;http://a\\u{1B}\\x\\u{1B}]8;;\\u{1B}\\"),
            ("\u{9B}31m", "\\u{9B}31m"),
            ("\u{9D}0;title\u{9C}", "\\u{9D}0;title\\u{9C}"),
            ("batch\u{202E}piz.exe", "batch\\u{202E}piz.exe"),
            ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
            ("a\u{200B}b\u{200C}c\u{200D}d\u{2060}e\u{FEFF}", "a\\u{200B}b\\u{200C}c\\u{200D}d\\u{2060}e\\u{FEFF}"),
            ("pass\u{AD}word", "pass\\u{AD}word"),
            ("ok\u{E0041}\u{E007F}", "ok\\u{E0041}\\u{E007F}"),
            ("a\rb\u{8}c\u{7F}\u{0}", "a\\u{0D}b\\u{08}c\\u{7F}\\u{00}"),
            ("a\r\nb\tc\u{85}", "a\\u{0D}\\u{0A}b\\u{09}c\\u{85}"),
            ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
            ("\u{FFF9}a\u{FFFA}b\u{FFFB}", "\\u{FFF9}a\\u{FFFA}b\\u{FFFB}"),
            ("\u{3164}\u{115F}\u{FFA0}\u{2800}", "\\u{3164}\\u{115F}\\u{FFA0}\\u{2800}"),
            ("对账\u{A0}2021Q3\u{2003}", "对账\\u{A0}2021Q3\\u{2003}"),
            ("\u{E000}\u{F0000}\u{FFFE}\u{10FFFF}\u{378}", "\\u{E000}\\u{F0000}\\u{FFFE}\\u{10FFFF}\\u{378}"),
            ("a\u{FE00}\u{FE0F}葛\u{E0100}", "a\\u{FE00}\\u{FE0F}葛\\u{E0100}"),
            ("1\u{FE0F}", "1\\u{FE0F}"),
            ("\u{200D}👩\u{200D}", "\\u{200D}👩\\u{200D}"),
            ("👩\u{200D}\u{200D}👩", "👩\\u{200D}\\u{200D}👩"),
            ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}\\u{FE0F}"),
            ("🏴\u{E0067}\u{E007F}", "🏴\\u{E0067}\\u{E007F}"),
        ])
    func attacks(text: String, expected: String) {
        #expect(Sanitizer.sanitized(text) == expected)
    }

    @Test(
        "§7: ordinary text stays as it is",
        arguments: [
            "", "dwd_order_detail_di", "不存在的引用质量监控", "「匹配到 1 个，失败 1 个」（查看详情）", "３５０　元", "Größe ≥ 10 — “ok”…",
            "C:\\temp\\unit", "\\d+\\", "${azkaban.flow.1.days.ago}", "u{41}", "e\u{301}", "か\u{3099}", "𠮷野家", "한국어",
            "ไม่มี", "हिन्दी", "👨‍👩‍👧‍👦", "👩🏽‍💻", "❤️‍🔥", "🏳️‍🌈", "🕵🏻‍♂️", "☝🏻", "⭐️", "🇨🇳", "1️⃣#️⃣*️⃣", "© ™ ✓ █░",
        ])
    func ordinary(text: String) {
        #expect(Array(Sanitizer.sanitized(text).utf8) == Array(text.utf8))
    }

    @Test(
        "§7: what looks like an escape is told from one",
        arguments: [
            ("\\u{202E}", "\\\\u{202E}"),
            ("\\\u{202E}", "\\\\\\u{202E}"),
            ("\\\\u{202E}", "\\\\\\\\u{202E}"),
            ("\\u{", "\\\\u{"),
            ("\\u", "\\u"),
            ("\\\\", "\\\\"),
            ("\\\u{1B}\\", "\\\\\\u{1B}\\"),
        ])
    func backslashes(text: String, expected: String) {
        #expect(Sanitizer.sanitized(text) == expected)
    }

    @Test("§7: eight marks stand on a base, the surplus is written out")
    func markLimit() {
        let marks = String(repeating: "\u{301}", count: 64)
        let expected = "a" + String(repeating: "\u{301}", count: 8) + String(repeating: "\\u{301}", count: 56) + "b"
        #expect(Array(Sanitizer.sanitized("a" + marks + "b").utf8) == Array(expected.utf8))
    }

    @Test(
        "§7: a mark without a base is written out",
        arguments: [
            ("\u{301}a", "\\u{301}a"), ("a\u{200B}\u{301}", "a\\u{200B}\\u{301}"), ("\u{1B}\u{301}", "\\u{1B}\\u{301}"),
        ])
    func baseless(text: String, expected: String) {
        #expect(Sanitizer.sanitized(text) == expected)
    }

    @Test("§7: line feeds and tabs stay on request, carriage returns do not")
    func lineBreaks() {
        let script = "select 1\n\tfrom t\r\n-- 完\n"
        #expect(Sanitizer.sanitized(script, keepingLineBreaks: true) == "select 1\n\tfrom t\\u{0D}\n-- 完\n")
        #expect(Sanitizer.sanitized("a\n\tb", keepingLineBreaks: true) == "a\n\tb")
        #expect(Sanitizer.sanitized("a\n\u{301}", keepingLineBreaks: true) == "a\n\\u{301}")
        #expect(Sanitizer.sanitized("\\\nu{41}", keepingLineBreaks: true) == "\\\nu{41}")
    }

    @Test("§7: four people stay joined, a fifth does not")
    func joinLimit() {
        let joined = Array(repeating: "👩", count: 5).joined(separator: "\u{200D}")
        let expected = Array(repeating: "👩", count: 4).joined(separator: "\u{200D}") + "\\u{200D}👩"
        #expect(Array(Sanitizer.sanitized(joined).utf8) == Array(expected.utf8))
    }

    @Test("§7: every scalar alone stays or is written out by its class, on the quick path too")
    func everyScalar() {
        for scalar in OutputRandom.scalars {
            let isMark = Self.isMark(scalar)
            let stays = !Self.isDangerous(scalar) && !isMark
            let shown = Sanitizer.sanitized(String(Character(scalar)))
            let isSame = shown.unicodeScalars.elementsEqual(CollectionOfOne(scalar))
            if isSame != stays { Issue.record("U+\(String(scalar.value, radix: 16)) is shown as \(shown)") }
        }
    }

    @Test("§7: nothing dangerous is left, and the text can be read back")
    func property() {
        let seed = OutputRandom.seed()
        var random = OutputRandom(seed: seed)
        for _ in 0..<5_000 {
            let text = random.text(upTo: 14, favourites: OutputRandom.corners)
            let keeping = Bool.random(using: &random)
            let shown = Sanitizer.sanitized(text, keepingLineBreaks: keeping)
            let isSafe = shown.unicodeScalars.allSatisfy { scalar in
                !Self.isDangerous(scalar) || (keeping && (scalar == "\n" || scalar == "\t"))
                    || scalar == "\u{200D}" || scalar == "\u{FE0F}" || scalar == "\u{FE0E}"
            }
            let isReadBack = Array(Self.readBack(shown).utf8) == Array(text.utf8)
            if !isSafe || !isReadBack { Issue.record("seed \(seed): \(text.debugDescription) → \(shown)") }
        }
    }

    /// The classes of the specification, said in another way than the code does.
    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        let categories: [Unicode.GeneralCategory] = [
            .control, .format, .unassigned, .privateUse, .surrogate, .lineSeparator, .paragraphSeparator,
        ]
        return categories.contains(properties.generalCategory) || properties.isDefaultIgnorableCodePoint
            || properties.isNoncharacterCodePoint || properties.isBidiControl || properties.isVariationSelector
            || (properties.generalCategory == .spaceSeparator && scalar != " " && scalar != "\u{3000}")
            || scalar == "\u{2800}"
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    /// Undoes the mapping by the documented rule.
    private static func readBack(_ shown: String) -> String {
        let scalars = Array(shown.unicodeScalars)
        var text = String.UnicodeScalarView()
        var position = 0
        while position < scalars.count {
            var end = position
            while end < scalars.count, scalars[end] == "\\" { end += 1 }
            let run = end - position
            let isBeforeBrace = end + 1 < scalars.count && scalars[end] == "u" && scalars[end + 1] == "{"
            if run > 0, isBeforeBrace {
                text.append(contentsOf: repeatElement("\\", count: run / 2))
                position = end
                if run.isMultiple(of: 2) { continue }
                let close = scalars[end...].firstIndex(of: "}") ?? end
                let digits = String(String.UnicodeScalarView(scalars[(end + 2)..<close]))
                if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) { text.append(scalar) }
                position = close + 1
            } else if run > 0 {
                text.append(contentsOf: repeatElement("\\", count: run))
                position = end
            } else {
                text.append(scalars[position])
                position += 1
            }
        }
        return String(text)
    }
}
