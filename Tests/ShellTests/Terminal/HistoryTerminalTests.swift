import Foundation
import TerminalSupport
import Testing

/// The history at a real prompt: arrow keys, Ctrl-R, and what an earlier process left.
@Suite("Terminal: history") struct HistoryTerminalTests {
    static let place = TerminalWorld.testPlace

    @Test("arrow keys walk what was typed and come back to the line that was begun")
    func arrows() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.submit("echo 每日{enter}")
        try terminal.submit("echo 销售{enter}")
        try terminal.type("草稿", showing: "\(Self.place) 草稿")
        try terminal.type("{up}", showing: "\(Self.place) echo 销售")
        try terminal.type("{up}", showing: "\(Self.place) echo 每日")
        try terminal.type("{down}{down}", showing: "\(Self.place) 草稿")
        try terminal.type("{up}{left}{back}额", showing: "\(Self.place) echo 额售")
        #expect(try terminal.submit("{enter}").contains("\r\n额售\r\n"))
    }

    @Test("a later process has the lines of the earlier ones, each once, but none that began with a space")
    func laterProcess() throws {
        let world = try TerminalWorld()
        let first = try world.prompt()
        for line in ["echo 一", "echo 二", " echo 密", "echo 一"] { try first.submit("\(line){enter}") }
        #expect(try first.leave() == 0)
        let second = try world.prompt(at: world.production)
        let place = TerminalWorld.productionPlace
        try second.type("{up}", showing: "\(place) echo 一")
        try second.type("{up}", showing: "\(place) echo 二")
        let bells = second.screen.bells
        try second.type(Keys.bytes("{up}"))
        try second.wait("the oldest") { $0.bells == bells + 1 }
        #expect(second.line == "\(place) echo 二")
        let path = "\(world.home)/.local/state/taskferry/history"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test("two prompts side by side lose nothing of each other")
    func sideBySide() throws {
        let world = try TerminalWorld()
        let (one, other) = (try world.prompt(), try world.prompt())
        for number in 1...5 {
            try one.submit("echo 甲\(number){enter}")
            try other.submit("echo 乙\(number){enter}")
        }
        let output = try one.submit("history{enter}")
        for number in 1...5 {
            #expect(output.contains("echo 甲\(number)\r\n") && output.contains("echo 乙\(number)\r\n"))
        }
    }

    @Test("Ctrl-R finds Chinese, goes on to older ones, and gives up")
    func search() throws {
        let terminal = try TerminalWorld().prompt()
        for line in ["echo 夜间汇总", "echo 夜间明细", "echo 别的"] { try terminal.submit("\(line){enter}") }
        try terminal.type("{^R}夜间", showing: "(查找历史) '夜间': echo 夜间明细")
        try terminal.type("{^R}", showing: "(查找历史) '夜间': echo 夜间汇总")
        try terminal.type("x", showing: "(没有找到) '夜间x': echo 夜间汇总")
        try terminal.type("{^G}", showing: Self.place)
        try terminal.type("{^R}夜间", showing: "(查找历史) '夜间': echo 夜间明细")
        #expect(try terminal.submit("{enter}").contains("\r\n夜间明细\r\n"))
    }

    @Test("an entry of several lines comes back whole, and runs whole")
    func severalLines() throws {
        let world = try TerminalWorld()
        let terminal = try world.prompt()
        try terminal.submit("match <<END{enter}", prompt: "END…")
        try terminal.submit("库存快照_早{enter}", prompt: "END…")
        try terminal.submit("双十一预热{enter}", prompt: "END…")
        #expect(try terminal.submit("END{enter}").contains("匹配到 2 个"))
        let later = try world.prompt()
        for terminal in [later, terminal] {
            try terminal.type(Keys.bytes("{up}"))
            try terminal.wait("the whole entry") { screen in
                screen.row >= 3
                    && screen.rows[(screen.row - 3)...screen.row]
                        == ["\(Self.place) match <<END", "库存快照_早", "双十一预热", "END"]
            }
            // One line up inside the text; the name there becomes another.
            try terminal.type(Keys.bytes("{up}{right}{right}{back}{back}{back}{back}{back}退货率探索"))
            try terminal.wait("the edited entry") { $0.text.contains("match <<END\n库存快照_早\n退货率探索\nEND") }
            #expect(try terminal.submit("{enter}").contains("匹配到 1 个，失败 1 个"))
        }
    }
}
