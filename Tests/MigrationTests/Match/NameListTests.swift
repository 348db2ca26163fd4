import TaskModel
import Testing

@testable import Migration

@Suite struct NameListTests {
    @Test(
        "R3: characters are scalars as given, CRLF counts as one, the last line break does not count",
        arguments: [
            ("_测试资源复制等\n测试不存在的任务名称", 19), ("a", 1), ("a\n", 1), ("a\r\n", 1), ("a\r\nb\r\n", 3), ("a\n\n", 2),
            ("  a  \n", 5), ("a\rb", 3), ("e\u{301}", 2), ("\n\na", 3),
        ])
    func characters(_ text: String, count: Int) throws {
        let list = try NameList(parsing: text)
        #expect(list.characters == count)
        #expect(list.counter == "\(count)/12800")
    }

    @Test("R3: trimmed, blank lines skipped, repeats dropped and told, order kept")
    func names() throws {
        let list = try NameList(parsing: " b \n\n\ta\u{3000}\nb\r\nB\na\na")
        #expect(list.names == ["b", "a", "B"])
        #expect(list.repeated == ["b", "a"])
    }

    @Test("R3: names that differ in their bytes are different names")
    func exactNames() throws {
        #expect(try NameList(parsing: "\u{E9}\ne\u{301}").names.count == 2)
    }

    @Test("R3: the limits of 200 names and 12,800 characters hold independently")
    func limits() throws {
        let names = (1...200).map { "t\($0)" }
        #expect(try NameList(arguments: names).names.count == 200)
        #expect(try NameList(arguments: names + names).names.count == 200)
        #expect(throws: TaskferryError(.tooManyNames, subject: "201", detail: "200")) {
            try NameList(arguments: names + ["x"])
        }
        #expect(try NameList(parsing: String(repeating: "名", count: 12_800)).characters == 12_800)
        #expect(try NameList(parsing: String(repeating: "名", count: 12_800) + "\n").characters == 12_800)
        #expect(throws: TaskferryError(.tooManyCharacters, subject: "12801", detail: "12800")) {
            try NameList(parsing: String(repeating: "名", count: 12_801))
        }
        #expect(throws: TaskferryError(.tooManyCharacters, subject: "12801", detail: "12800")) {
            try NameList(parsing: "a" + String(repeating: "\n", count: 12_801))
        }
    }

    @Test("An empty list is an error of usage", arguments: ["", "\n", " \n\t\n"])
    func empty(_ text: String) {
        let error = #expect(throws: TaskferryError.self) { try NameList(parsing: text) }
        #expect(error?.code == .emptyList)
        #expect(error?.code.exitStatus == .usage)
    }

    @Test("R7: lists name the same tasks whatever their order")
    func sameNames() throws {
        let list = try NameList(arguments: ["a", "b"])
        #expect(list.hasSameNames(as: ["b", "a"]))
        #expect(!list.hasSameNames(as: ["a"]))
        #expect(!list.hasSameNames(as: ["a", "B"]))
    }
}
