import TerminalSupport
import Testing

/// Chinese at the prompt: typing and completion.
@Suite("Terminal: typing and Tab") struct TypingTerminalTests {
    static let place = TerminalWorld.testPlace

    @Test("Chinese is typed, moved over and deleted by whole characters")
    func editing() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.type("echo 每销日售{left}{left}{left}{back}", showing: "\(Self.place) echo 销日售")
        try terminal.type("{right}{delete}{delete}{^A}{^D}", showing: "\(Self.place) cho 销")
        let output = try terminal.submit("e{end}售{enter}")
        #expect(output.contains("\r\n销售"))
        #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("Tab: one candidate goes in with a blank; by what it begins with, or by what is in it, in quotes if need be")
    func oneCandidate() throws {
        let terminal = try TerminalWorld().prompt()
        for (typed, completed) in [
            ("match ods_订", "match ods_订单同步_日"), ("match 画像", "match spark_用户画像宽表"),
            ("match 轮询", "match 轮询_供应商文件到达"), ("match '对", "match '对账 2021Q3'"),
            ("match 对", "match '对账 2021Q3'"), ("match \"2021", "match \"对账 2021Q3\""),
            ("match 双十一预热 优惠", "match 双十一预热 营销_优惠券核销"), ("show 退货", "show 退货率探索"), ("gener", "generate"),
            ("match --fr", "match --fr"),
        ] {
            try terminal.type("\(typed){tab}", showing: "\(Self.place) \(completed)")
            let isDone = typed != completed
            #expect(terminal.screen.column == Self.columns(of: "\(Self.place) \(completed)") + (isDone ? 1 : 0))
            try terminal.submit("{^C}")
        }
    }

    @Test("Tab: what several have in common goes in, then they are listed with their state below the line")
    func severalCandidates() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.type("match 库{tab}", showing: "\(Self.place) match 库存快照_")
        try terminal.type("\t")
        try terminal.wait("the list") { screen in
            screen.row >= 3
                && screen.rows[(screen.row - 3)...screen.row]
                    == [
                        "\(Self.place) match 库存快照_", "库存快照_早  线上 v1", "库存快照_晚  线上 v1",
                        "\(Self.place) match 库存快照_",
                    ]
        }
        try terminal.type("晚{tab}", showing: "\(Self.place) match 库存快照_晚")
        #expect(try terminal.submit("{enter}").contains("匹配到 1 个，失败 0 个"))
    }

    @Test("Tab: without a candidate it rings and leaves the line alone")
    func noCandidate() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.type("match 没有这样的", showing: "\(Self.place) match 没有这样的")
        let bells = terminal.screen.bells
        try terminal.type("\t")
        try terminal.wait("the bell") { $0.bells == bells + 1 }
        #expect(terminal.line == "\(Self.place) match 没有这样的")
    }

    @Test("Tab in a list completes names without quotes or blanks; names already there and offline tasks do not come")
    func inAList() throws {
        let terminal = try TerminalWorld().prompt()
        try terminal.submit("match <<END{enter}", prompt: "END…")
        try terminal.type("画像{tab}", showing: "END… spark_用户画像宽表")
        #expect(terminal.screen.column == Self.columns(of: "END… spark_用户画像宽表"))
        try terminal.submit("{enter}", prompt: "END…")
        try terminal.type("对账{tab}", showing: "END… 对账 2021Q3")
        try terminal.submit("{enter}", prompt: "END…")
        #expect(try terminal.submit("END{enter}").contains("匹配到 2 个，失败 0 个"))
    }

    /// Columns of text that is ASCII or wide.
    private static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII || $1 == "…" ? 1 : 2) }
    }
}
