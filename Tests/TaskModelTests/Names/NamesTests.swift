import TaskModel
import Testing

@Suite struct NamesTests {
    @Test(
        "Legal task names: Han, 々〇, ASCII letters and digits, _ - . (§3)",
        arguments: ["dwd_order_detail_di", "月度结算_v2", "a", "佐々木〇", "9.x-y", String(repeating: "名", count: 64)])
    func legal(_ text: String) {
        #expect(TaskName(text)?.text == text)
    }

    @Test(
        "Illegal task names (§3)",
        arguments: [
            "", "对账 2021Q3", ".hidden", "-x", "a/b", "a\u{301}", "ａ", "naïve", "任务（新）", "a\n", "😀",
            String(repeating: "a", count: 65), String(repeating: "𠀀", count: 51), "..", "\u{202E}abc",
        ])
    func illegal(_ text: String) {
        #expect(TaskName(text) == nil)
    }

    @Test("Older names: any single path component of at most 255 bytes (§3)")
    func labels() {
        #expect(TaskLabel("对账 2021Q3") != nil)
        #expect(TaskLabel(String(repeating: "a", count: 255)) != nil)
        for text in ["", ".", "..", ".taskferry", "a/b", "a\u{0}b", "a\nb", String(repeating: "a", count: 256)] {
            #expect(TaskLabel(text) == nil, "\(text)")
        }
    }

    @Test("Names are the same only byte by byte, and order by bytes")
    func exact() {
        #expect(TaskLabel("\u{E9}") != TaskLabel("e\u{301}"))
        #expect(Set([TaskLabel("\u{E9}"), TaskLabel("e\u{301}")]).count == 2)
        #expect([ExactString("中"), ExactString("a"), ExactString("B")].sorted().map(\.text) == ["B", "a", "中"])
    }

    @Test("Task directories are absolute; a closing slash is dropped")
    func directories() {
        #expect(TaskDirectory("/生产接收/零售批次/")?.text == "/生产接收/零售批次")
        #expect(TaskDirectory("/") == .root)
        for text in ["", "a", "a/b", "/a/../b", "/a/\u{7}"] { #expect(TaskDirectory(text) == nil, "\(text)") }
    }

    @Test("Random unique ids are UUIDs of version 4")
    func randomUID() {
        var random = SeededRandom(seed: 7)
        let uid = TaskUID.random(using: &random).text
        #expect(uid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test("Names that become part of a path are one component without control characters (§3)")
    func pathNames() {
        #expect(PathName("外网采集组") != nil)
        for text in ["", ".", "..", ".x", "a/b", "a\u{1B}", String(repeating: "a", count: 201)] {
            #expect(PathName(text) == nil, "\(text)")
        }
    }
}
