import TerminalSupport
import Testing

@testable import LineEditor

/// Pasted text, with the terminal's marks and without.
@Suite struct PasteTests {
    static func marked(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    @Test func fiveHundredNamesAreOneLine() throws {
        let names = (1...500).map { "任务\t第\($0)号" }
        let terminal = try PseudoTerminal()
        try terminal.wait("the prompt") { $0.isPasteMarked && $0.rows[0] == ">" }
        try terminal.type(Self.marked(names.joined(separator: "\r")))
        // Nothing runs before Enter; the end of the text is what shows.
        try terminal.wait("the last name") { $0.rows.last?.hasSuffix("第500号") == true }
        #expect(!terminal.transcript.contains("[line"))
        try terminal.type("\r")
        try terminal.wait(report: "line " + names.joined(separator: "\\x10;").replacing("\t", with: "\\x9;"))
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test func theTopOfALongTextCanBeEdited() throws {
        let names = (1...100).map { "name\($0)" }
        let terminal = try PseudoTerminal()
        try terminal.wait(for: ">")
        try terminal.type(Self.marked(names.joined(separator: "\n")))
        try terminal.wait("the last name") { $0.rows.last == "name100" }
        try terminal.type("\u{1}")
        try terminal.wait("the first name") { $0.rows.first == "> name1" && $0.row == 0 && $0.column == 2 }
        #expect(terminal.screen.rows.last == "name20")
        try terminal.type("\u{1B}[B\u{1B}[B#")
        try terminal.wait("an edit") { $0.rows[2] == "#name3" }
        try terminal.type("\r")
        try terminal.wait(report: "line " + names.joined(separator: "\\x10;").replacing("name3\\", with: "#name3\\"))
    }

    @Test(arguments: [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u{3}\u{4}\u{1B}[31mb\u{7F}\u{9B}1m\0", "a[31mb1m"),
        ("库\t", "库\t"),
        ("\r\r\n\n", "\n\n\n"),
        ("日\u{202E}e\u{301}", "日\u{202E}e\u{301}"),
    ])
    func cleaning(pasted: String, expected: String) {
        #expect(PastedText.cleaned(Array(pasted.utf8)) == Array(expected.unicodeScalars))
    }

    @Test func controlCharactersInItDoNothing() throws {
        let terminal = try EditingTests.line("<\(Self.marked("库\ta\u{3}\u{4}\u{1A}b\r"))>")
        try terminal.wait(report: "line <库\\x9;ab\\x10;>")
    }

    @Test func inAPasteControlCIsNeverTheEndOfIt() {
        var decoder = KeyDecoder()
        func take(_ text: String, afterPause: Bool = false) -> [Key] {
            text.utf8.flatMap { decoder.take($0, afterPause: afterPause) }
        }
        #expect(take("\u{1B}[200~match a") == [])
        // However the paste comes in pieces: with more behind it, or without a pause before it.
        #expect(take("\u{3}", afterPause: true) + take("\u{3}") + decoder.rest() == [])
        #expect(take("\necho b\n\u{3}") + decoder.rest() == [])
        #expect(take("\u{3}", afterPause: true) + decoder.rest() == [.control("C")])
        #expect(take("x") == [.text("x")])
    }

    @Test func aPasteThatNeverEndsIsLeftByControlC() throws {
        let terminal = try EditingTests.line("")
        try terminal.wait(report: "line ")
        // What is typed before the next line is read is the terminal's, not the editor's.
        try terminal.wait("the prompt") { $0.rows[$0.row] == ">" }
        try terminal.type("\u{1B}[200~半")
        // Whoever presses it too soon presses it again.
        try terminal.type("\u{3}", until: "interrupted")
        try terminal.type("x\r")
        try terminal.wait(report: "line x")
    }

    @Test func marksAreOnlyOnWhileALineIsRead() throws {
        let terminal = try EditingTests.line("\(Self.marked("x"))")
        try terminal.wait(report: "line x")
        #expect(terminal.transcript.contains("\u{1B}[?2004l[line x]\r\n"))
        try terminal.wait("the prompt") { $0.rows[$0.row] == ">" }
        try terminal.type("\u{4}")
        try terminal.wait(report: "end")
        #expect(!terminal.screen.isPasteMarked)
    }

    @Test func withoutMarksItIsSeveralLines() throws {
        let names = (1...500).map { "任务\($0)" }
        let terminal = try EditingTests.line(names.joined(separator: "\r"))
        for name in names { try terminal.wait(report: "line \(name)") }
    }
}
