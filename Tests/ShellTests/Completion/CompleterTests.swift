import TaskModel
import Testing

@testable import Shell

@Suite("§7: completion")
struct CompleterTests {
    /// A world with the demonstration platforms in `demo`, a few files, and a package with three tasks.
    static func world() throws -> TestWorld {
        let world = try TestWorld()
        #expect(world.run(["demo", "demo"]).status == 0)
        let names = ["dim_日期维表", "对账 2021Q3", "ods_订单同步_日"]
        let test = ["-p", "demo/test", "-P", "零售数仓"]
        #expect(world.run(test + ["match"] + names).status == 0)
        #expect(world.run(test + ["generate"]).status == 0)
        #expect(world.run(test + ["export", "my batch.zip"]).status == 0)
        try world.write("ods_订单同步_日\n", to: "names.txt")
        return world
    }

    static func session(
        _ world: TestWorld, platform: String? = "demo/test", project: String? = "零售数仓", user: String = "许宁"
    ) -> Session {
        Session(
            environment: world.environment([], user: user), settings: Settings(language: .zh), platform: platform,
            project: project)
    }

    static let table: [(line: String, candidates: [String])] = [
        // Commands and their words.
        ("mat", ["match"]), ("  me", ["member"]), ("nosuch ", []), ("inspect ", ["pkg"]), ("# mat", []),
        ("switch ", ["export", "import", "signatures", "conflicts"]), ("switch export o", ["on", "off"]),
        ("switch signatures ", ["optional", "required"]), ("set output ", ["text", "json", "csv"]),
        ("help mat", ["match"]),
        ("remove mon", ["monitor"]), ("member ", ["list", "add", "remove"]),
        ("member add 李澜 v", ["viewer"]), ("member add 李", ["李澜"]),
        // Options: once each, unless they repeat; their values.
        ("match --", ["--glob", "--with-upstream", "--with-references", "--against", "--batch", "--details"]),
        ("match --glob --", ["--with-upstream", "--with-references", "--against", "--batch", "--details"]),
        ("match -- --", []), ("status ", ["--wait"]), ("echo --", []),
        ("load --into=/零售/d", ["/零售/dim", "/零售/dwd", "/零售/dws"]),
        ("load --into /零售/di", ["/零售/dim"]), ("status --nosuch=", []), ("run --keep", ["--keep-going"]),
        // Tasks.
        ("match ods_", ["ods_商品同步_日", "ods_订单同步_日"]), ("match ods_订单同步_日 ods_", ["ods_商品同步_日"]),
        ("match 退货", []), ("show 退货", ["退货率探索"]), ("match 汇总", ["dws_商品日销售汇总", "dws_门店日销售汇总"]),
        ("match 对", ["'对账 2021Q3'"]), ("match '对", ["'对账 2021Q3'"]), ("match \"对账 ", ["\"对账 2021Q3\""]),
        ("match 对账\\ 2", ["'对账 2021Q3'"]), ("match 库\"存快", ["\"库存快照_早\"", "\"库存快照_晚\""]),
        ("offline 双十一", ["双十一预热"]), ("match <<END\nods_", ["ods_商品同步_日", "ods_订单同步_日"]),
        ("match <<EN", []), ("match <<END\nx\nEND\nstatu", ["status"]),
        // What the platform knows.
        ("remove monitor 门", ["门店销售_波动率"]), ("use ", ["公共接入层", "广告投放", "零售数仓"]),
        // Files, folders, packages and what is in them.
        ("inspect pkg ", ["'demo/", "'my batch.zip'"]), ("inspect pkg 'my batch.zip' o", ["ods_订单同步_日"]),
        ("inspect pkg nosuch.zip ", []), ("match @n", ["names.txt"]), ("match @@n", []),
        ("open demo/", ["production", "test"]),
        ("open 'demo/te", ["test'"]), ("load ", ["demo/"]), ("export de", ["demo/"]), ("open ~/de", ["demo/"]),
        ("export ..", ["../"]), ("open nosuch/", []),
    ]

    @Test("a line has the candidates that the table says")
    func lines() throws {
        let world = try Self.world()
        let completer = Completer(Self.session(world))
        for (line, candidates) in Self.table {
            let answer = completer.complete(line, cursor: line.unicodeScalars.count)
            #expect(answer.candidates.map(\.text) == candidates, "\(line)")
        }
    }

    @Test("the answer says what is replaced, what is common and where a word ends")
    func answer() throws {
        let world = try Self.world()
        let completer = Completer(Self.session(world))
        func complete(_ line: String) -> CompletionAnswer {
            completer.complete(line, cursor: line.unicodeScalars.count)
        }
        #expect(complete("match 库").start == 6)
        #expect(complete("match 库").common == "库存快照_")
        #expect(complete("match 库存快照_").common == nil)
        // What is common, but not what was typed, does not replace it.
        #expect(complete("match 汇总").common == nil)
        #expect(complete("open demo/").start == 10)
        #expect(complete("load --into=/零售").start == 12)
        #expect(complete("load d").candidates.map(\.isFinal) == [false])
        #expect(complete("match 对").candidates.map(\.label) == ["对账 2021Q3"])
        // A quote that was closed again is written anew with what is in it.
        #expect(complete("open 'demo/'te").start == 5)
        #expect(complete("open 'demo/'te").candidates.map(\.text) == ["demo/test"])
        // The line behind the cursor stays out of it.
        #expect(completer.complete("mat 日", cursor: 2).candidates.map(\.text) == ["match"])
        #expect(completer.complete("x", cursor: -1).candidates.count > 20)
        #expect(completer.complete("stat", cursor: 99).candidates.map(\.text) == ["status"])
    }

    @Test("what is common ends between characters, and quotes around it stay open")
    func common() throws {
        let world = try TestWorld()
        for name in ["ee\u{301}", "ee", "日a", "旦a", "x y1", "x y2"] { try world.write("", to: name) }
        let completer = Completer(Self.session(world, platform: nil, project: nil))
        func common(_ line: String) -> String? { completer.complete(line, cursor: line.unicodeScalars.count).common }
        // The second e of one has an accent; 日 and 旦 share their first bytes.
        #expect(common("run e") == nil)
        #expect(common("run ") == nil)
        #expect(common("run x") == "'x y")
        #expect(common("run \"x") == "\"x y")
        #expect(common("run x\\ ") == "'x y")
    }

    @Test("more than are gathered: the last is among them, and what is common is common to all")
    func many() throws {
        let world = try TestWorld()
        for number in 1000..<1300 { try world.write("", to: "many\(number)") }
        try world.write("", to: "maybe")
        let completer = Completer(Self.session(world, platform: nil, project: nil))
        let answer = completer.complete("run ma", cursor: 6)
        #expect(answer.hasMore && answer.candidates.count == CompletionSet.limit)
        #expect(answer.candidates.last?.text == "maybe")
        #expect(answer.common == nil)
        #expect(completer.complete("run man", cursor: 7).common == "many1")
    }

    @Test("variables: their names, and their values in the words of a line")
    func variables() throws {
        let world = try Self.world()
        let session = Self.session(world)
        session.variables["dest"] = "demo"
        let completer = Completer(session)
        let name = completer.complete("export \"${de", cursor: 12)
        #expect(name.start == 8 && name.candidates.map(\.text) == ["${dest}"])
        let path = completer.complete("open ${dest}/te", cursor: 15)
        #expect(path.start == 13 && path.candidates.map(\.text) == ["test"])
        #expect(completer.complete("export '${de", cursor: 12).candidates.isEmpty)
    }

    @Test("R1, R2: commands that are forbidden do not appear, and nothing is told of their arguments")
    func rights() throws {
        let world = try Self.world()
        func texts(_ line: String, platform: String = "demo/test", user: String) -> [String] {
            Completer(Self.session(world, platform: platform, user: user))
                .complete(line, cursor: line.unicodeScalars.count).candidates.map(\.text)
        }
        #expect(texts("ma", user: "周牧").isEmpty)
        #expect(texts("match ods_", user: "周牧").isEmpty)
        #expect(texts("match <<END\nods_", user: "周牧").isEmpty)
        #expect(texts("help ma", user: "周牧").isEmpty)
        #expect(texts("ma", user: "李澜") == ["match"])
        // Whoever may look may see what was imported.
        #expect(texts("imp", user: "许宁") == ["imports"])
        #expect(texts("und", user: "许宁").isEmpty)
        #expect(texts("imp", platform: "demo/production", user: "许宁") == ["import", "imports"])
        #expect(texts("ex", platform: "demo/production", user: "许宁") == ["exit"])
        #expect(
            texts("import x --into /生产接收/", platform: "demo/production", user: "许宁").contains("/生产接收/零售批次"))
        #expect(
            texts("check 'my batch.zip' --only 对", platform: "demo/production", user: "许宁") == ["'对账 2021Q3'"])
    }

    @Test("without a platform, or with a broken one, there are commands and files, and no error")
    func noPlatform() throws {
        let world = try TestWorld()
        for arguments in [[], ["-p", "nowhere"], ["-p", "/dev/null"]] {
            let run = world.run(arguments + ["complete", "match ods_"])
            #expect(run.status == 0 && run.lines.isEmpty)
            #expect(world.run(arguments + ["complete", "vers"]).output == "version\t显示版本\n")
        }
    }

    @Test("names that would steer the terminal are not offered")
    func hostileNames() throws {
        let world = try TestWorld()
        for name in ["a\u{1B}[31m.zip", "a\u{202E}b.zip", "a\u{200B}.zip", "a\nb.zip", "ab.zip"] {
            try world.write("", to: name)
        }
        let marks = "ac" + String(repeating: "\u{301}", count: 64) + ".zip"
        try world.write("", to: marks)
        let answer = Completer(Self.session(world, platform: nil, project: nil)).complete("inspect pkg a", cursor: 13)
        #expect(
            answer.candidates.map(\.text).map(ExactString.init) == ["'ab.zip'", "'\(marks)'"].map(ExactString.init))
        #expect(answer.candidates.last.map { $0.label.contains("\\u{301}") } == true)
        #expect(world.run(["complete", "inspect pkg a"]).output == "'ab.zip'\t0 B\n")
    }

    @Test("any beginning of any line is completed without harm", arguments: [UInt64(1), 2, 3])
    func anything(seed: UInt64) throws {
        let world = try TestWorld()
        let session = Self.session(world, platform: nil, project: nil)
        var random = OutputRandom(seed: seed)
        let pieces = [
            "match", " ", "'", "\"", "\\", "$", "${", "}", "<<END", "\n", "#", "~", "/", "@", "--", "=", "对账",
            "e\u{301}", "x",
            "--into", "END", "\r", "\t", "run", "export",
        ]
        for _ in 0..<400 {
            let line = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }.joined()
            let count = line.unicodeScalars.count
            let cursor = Int.random(in: 0...count, using: &random)
            let answer = Completer(session).complete(line, cursor: cursor)
            #expect((0...cursor).contains(answer.start), "seed \(seed): \(line.debugDescription) at \(cursor)")
        }
    }
}
