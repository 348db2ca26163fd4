import TaskModel
import Testing

@testable import Shell

@Suite("§7: words, quotes, comments, lists")
struct ScriptReaderTests {
    private func words(_ text: String, _ variables: Variables = Variables()) throws -> [[String]] {
        var reader = ScriptReader(TextSource(name: "t", text: text), home: "/home/许宁")
        var result: [[String]] = []
        while let statement = try reader.next() {
            result.append(try statement.words.map { try variables.fill($0.parts, file: "t") })
        }
        return result
    }

    @Test(
        "words split as in a POSIX shell",
        arguments: [
            ("match a  b\tc", ["match", "a", "b", "c"]), ("match 'a b' \"c d\"", ["match", "a b", "c d"]),
            (#"match a\ b"#, ["match", "a b"]), (#"match "a\"b\\c\d""#, ["match", #"a"b\c\d"#]),
            (#"match 'a\b'"#, ["match", #"a\b"#]), ("match a'b'\"c\"", ["match", "abc"]), ("match ''", ["match", ""]),
            ("match a#b #c", ["match", "a#b"]), ("match \\\n a", ["match", "a"]),
            ("match ab\\\ncd", ["match", "abcd"]),
            ("match 'a\nb'", ["match", "a\nb"]), ("match \"a\\\nb\"", ["match", "ab"]),
            ("open ~/x", ["open", "/home/许宁/x"]),
            ("open a~", ["open", "a~"]), ("open '~'", ["open", "~"]), ("match 任务\u{3000}乙", ["match", "任务", "乙"]),
            ("echo $ a$", ["echo", "$", "a$"]), ("echo '${x}'", ["echo", "${x}"]), ("  # only\nexit", ["exit"]),
        ] as [(String, [String])])
    func splits(text: String, expected: [String]) throws {
        #expect(try words(text) == [expected])
    }

    @Test("a file from Windows reads like one from here")
    func carriageReturns() throws {
        #expect(try words("match a\r\nexit\r\n") == [["match", "a"], ["exit"]])
    }

    @Test("variables are filled in outside single quotes, and never split")
    func variables() throws {
        var variables = Variables()
        variables.arguments = ["一 个", "2"]
        variables["dest"] = "/a b"
        #expect(
            try words("echo $1 \"$2\" ${dest}/x '$1' $2$2", variables) == [["echo", "一 个", "2", "/a b/x", "$1", "22"]])
    }

    @Test("an unset variable is an error with its place")
    func unsetVariable() throws {
        let error = #expect(throws: TaskferryError.self) { try words("\necho a ${没有}") }
        #expect(error?.code == .unsetVariable)
        #expect(error?.place == TaskferryError.Place(file: "t", line: 2, column: 8))
    }

    @Test("a list ends at its word, with variables unless the word is quoted")
    func lists() throws {
        var reader = ScriptReader(
            TextSource(name: "t", text: "match <<END -x\na ${v}\n b\nEND\nmatch <<'E F'\n$1\nE F\nexit"), home: nil)
        var variables = Variables()
        variables["v"] = "1"
        let first = try #require(try reader.next())
        #expect(try variables.fill(first.list?.parts ?? [], file: "t") == "a 1\n b\n")
        #expect(try first.words.map { try variables.fill($0.parts, file: "t") } == ["match", "-x"])
        let second = try #require(try reader.next())
        #expect(try variables.fill(second.list?.parts ?? [], file: "t") == "$1\n")
        #expect(try reader.next()?.words.count == 1)
    }

    @Test(
        "what does not end or means nothing is an error with its place",
        arguments: [
            ("match 'a", .unclosedQuote, 1, 7), ("match a \"b\nc", .unclosedQuote, 1, 9),
            ("match <<END\na\n", .unclosedList, 1, 7), ("match a; exit", .usage, 1, 8), ("match a | wc", .usage, 1, 9),
            ("match a > b", .usage, 1, 9), ("\n\nmatch a &", .usage, 3, 9), ("echo ${a", .unclosedQuote, 1, 6),
        ] as [(String, TaskferryError.Code, Int, Int)])
    func refuses(text: String, code: TaskferryError.Code, line: Int, column: Int) throws {
        let error = #expect(throws: SyntaxError.self) { try words(text) }
        #expect(error?.error.code == code)
        #expect(error?.error.place == TaskferryError.Place(file: "t", line: line, column: column))
        #expect(error?.line != nil)
    }

    @Test("a long quoted word and a long list take time in proportion; a line of over 1 MiB is refused")
    func longTexts() throws {
        let line = String(repeating: "任务_", count: 100_000)
        #expect(try words("echo '\(line)'")[0][1].utf8.count == line.utf8.count)
        let body = String(repeating: "任务\n", count: 200_000)
        var reader = ScriptReader(TextSource(name: "t", text: "match <<END\n\(body)END"), home: nil)
        #expect(try Variables().fill(reader.next()?.list?.parts ?? [], file: "t") == body)
        let error = #expect(throws: SyntaxError.self) {
            try words("\necho \(String(repeating: "a", count: ScriptReader.lineLimit))")
        }
        #expect(error?.error.code == .usage && error?.error.place?.line == 2)
    }

    @Test("reading a script can be interrupted")
    func interrupted() throws {
        var reader = ScriptReader(TextSource(name: "t", text: "echo 'a\nb'"), home: nil) {
            throw TaskferryError(.interrupted)
        }
        #expect(throws: TaskferryError.self) { try reader.next() }
    }

    @Test("a quoted text reads back as itself")
    func quotingRoundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var state = seed
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        let pool = Array("ab'\"\\$ {}#~<>|;&@任务\n\t\u{202E}\u{3000}!*?=-".unicodeScalars)
        for _ in 0..<2000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<(next() % 12) { scalars.append(pool[next() % pool.count]) }
            let text = String(scalars)
            #expect(try words("echo \(ShellQuoting.quoted(text))") == [["echo", text]], "seed \(seed)")
        }
    }
}
