import Testing

@testable import Shell

/// R21: a script's change as `diff -u` writes it.
@Suite struct UnifiedDiffTests {
    @Test("R21: a last line without a line break is told as patch knows it, and is another line than one with it")
    func lastLine() {
        #expect(
            UnifiedDiff.lines("a\nb", "a\nb\n", from: "x", to: "y") == [
                "--- x", "+++ y", "@@ -1,2 +1,2 @@", " a", "-b", "\\ No newline at end of file", "+b",
            ])
        #expect(
            UnifiedDiff.lines("a\nb", "c\nb", from: "x", to: "y") == [
                "--- x", "+++ y", "@@ -1,2 +1,2 @@", "-a", "+c", " b", "\\ No newline at end of file",
            ])
        #expect(UnifiedDiff.lines("a\n", "a\n", from: "x", to: "y").isEmpty)
    }
}
