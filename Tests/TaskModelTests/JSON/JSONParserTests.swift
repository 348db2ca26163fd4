import Foundation
import TaskModel
import Testing

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8), file: "a.json") }

    private func failure(_ text: String) -> TaskferryError? {
        do {
            _ = try parse(text)
            return nil
        } catch {
            return error as? TaskferryError
        }
    }

    @Test("Numbers stay as written, keys in their order, unknown ones too (§6)")
    func losesNothing() throws {
        let text = #"{"b":1.50,"a":[1e3,-0,12345678901234567890],"c":{"x":null,"y":true}}"#
        #expect(String(decoding: JSONWriter.compact(try parse(text)), as: UTF8.self) == text)
    }

    @Test("Canonical form: compact, keys sorted by UTF-8 bytes (§4)")
    func canonical() throws {
        let tree = try parse(#"{ "é": 1, "z": [ ], "Z": "a\/\u0041\n", "\ud83d\ude00": {} }"#)
        #expect(
            String(decoding: JSONWriter.canonical(tree), as: UTF8.self) == #"{"Z":"a/A\n","z":[],"é":1,"😀":{}}"#)
    }

    @Test(
        "What is not JSON is refused with its place (§6)",
        arguments: [
            (#"{"a":1,}"#, 1, 8), (#"{"a":1,"a":2}"#, 1, 8), ("[1,]", 1, 4), ("{\n \"a\": 01}", 2, 8), ("", 1, 1),
            (#"["\x"]"#, 1, 4), ("[\"a\tb\"]", 1, 4), (#"["\ud800"]"#, 1, 9), ("[1] 2", 1, 5), ("nul", 1, 1),
            ("{\"中文\": tru}", 1, 8), (#"{"a" 1}"#, 1, 6), ("[1.]", 1, 4), ("[-]", 1, 3), ("'a'", 1, 1),
        ])
    func refused(_ text: String, line: Int, column: Int) {
        let error = failure(text)
        #expect(error?.code == .badJSON)
        #expect(error?.place == TaskferryError.Place(file: "a.json", line: line, column: column))
    }

    @Test("Keys are the same only byte by byte")
    func exactKeys() throws {
        let tree = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(tree.object?["\u{E9}"]?.integer == 1)
        #expect(tree.object?["e\u{301}"]?.integer == 2)
    }

    @Test("Depth is bounded at 64")
    func depth() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try parse(deep(64))
        #expect(failure(deep(65))?.code == .badJSON)
        #expect(failure(String(repeating: "[", count: 1_000_000))?.code == .badJSON)
    }

    @Test("Text that is not UTF-8 is refused")
    func encoding() {
        #expect(throws: TaskferryError.self) { try JSONParser.parse([0x22, 0xFF, 0x22], file: "a") }
        #expect(throws: TaskferryError.self) { try JSONParser.parse([0x22, 0xED, 0xA0, 0x80, 0x22], file: "a") }
        #expect(throws: TaskferryError.self) { try JSONParser.parse([0xEF, 0xBB, 0xBF, 0x31], file: "a") }
    }

    @Test("Whatever is parsed is written and parsed again as the same tree, and random damage never traps")
    func roundTripAndDamage() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let tree = randomTree(depth: 4, using: &random)
            var bytes = JSONWriter.compact(tree)
            #expect(try JSONParser.parse(bytes, file: "r") == tree, "seed \(seed)")
            #expect(try JSONParser.parse(JSONWriter.readable(tree), file: "r") == tree, "seed \(seed)")
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0...255, using: &random)
            _ = try? JSONParser.parse(bytes, file: "r")
            _ = try? JSONParser.parse(bytes[..<place], file: "r")
        }
    }

    private func randomTree(depth: Int, using random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .number(["0", "-1", "1.5e-7", "18446744073709551616"].randomElement(using: &random) ?? "0")
        case 3: .string(["", "中文\n\"\\", "\u{0}\u{1F}", "😀é"].randomElement(using: &random) ?? "")
        case 4: .string(String(Int.random(in: 0...9999, using: &random)))
        case 5:
            .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    randomTree(depth: depth - 1, using: &random)
                })
        default:
            .object(
                JSONObject(
                    members: (0..<Int.random(in: 0...4, using: &random)).map {
                        JSONObject.Member(key: "k\($0)", value: randomTree(depth: depth - 1, using: &random))
                    }))
        }
    }

    private static let suite: URL? = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        folder.append(path: "../shared/data/json-test-suite/test_parsing")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    @Test("The public parsing suite: y_ accepted but for duplicate keys, n_ refused, i_ the same each time")
    func parsingSuite() throws {
        guard let folder = Self.suite else {
            print("SKIPPED: JSON parsing suite: ../shared/data is not here")
            return
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count == 318)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            let accepted = (try? JSONParser.parse(bytes, file: name)) != nil
            if name.hasPrefix("y_") { #expect(accepted != name.contains("duplicated_key"), "\(name)") }
            if name.hasPrefix("n_") { #expect(!accepted, "\(name)") }
        }
    }
}

/// A small generator whose seed a failing test prints.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
