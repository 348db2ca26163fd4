import Testing

@testable import Migration

@Suite struct GlobPatternTests {
    @Test(
        "* stands for any characters, ? for one, all else for itself",
        arguments: [
            ("*", "", true), ("ods_*", "ods_订单", true), ("ods_*", "dwd_ods_", false), ("*_日", "ods_订单_日", true),
            ("a?c", "abc", true), ("a?c", "ac", false), ("结算_?", "结算_甲", true), ("*a*b", "xaxxb", true),
            ("*a*b", "xaxxbc", false), ("[a]", "[a]", true), ("", "", true), ("", "a", false), ("**", "a", true),
        ])
    func matches(_ pattern: String, _ name: String, _ isMatch: Bool) {
        #expect(GlobPattern(pattern).matches(name) == isMatch)
    }

    @Test("Hostile patterns take no time that explodes")
    func hostile() {
        let pattern = GlobPattern(String(repeating: "*a", count: 60) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 255)))
    }

    @Test("What a pattern starts with narrows the search")
    func prefix() {
        #expect(GlobPattern("ods_*_日").literalPrefix == "ods_")
        #expect(GlobPattern("?x").literalPrefix.isEmpty)
    }
}
