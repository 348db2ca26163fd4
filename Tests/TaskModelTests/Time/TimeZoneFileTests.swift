import Testing

@testable import TaskModel

@Suite("Time zone files")
struct TimeZoneFileTests {
    /// Shanghai's last summer; before it a change from local mean time, at a moment that 32 bits can hold.
    private static var shanghai: TestZoneFile {
        var file = TestZoneFile()
        file.kinds = [
            .init(offset: 29_143), .init(offset: 28_800, designation: 4), .init(offset: 32_400, isDaylight: 1),
        ]
        file.transitions = [(-2_000_000_000, 1), (671_565_600, 2), (684_867_600, 1)]
        file.designations = Array("LMT\0CST\0CDT\0".utf8)
        file.standardIndicators = [0, 0, 1]
        file.utIndicators = [0, 0, 0]
        file.footer = "\nCST-8\n"
        return file
    }

    @Test("versions 1 to 4", arguments: [0, UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")])
    func versions(version: UInt8) throws {
        var file = Self.shanghai
        file.version = version
        let rules = try TimeZoneRules(tzif: file.bytes)
        let expected: [(Int64, Int)] = [
            (-2_000_000_001, 29_143), (-2_000_000_000, 28_800), (671_565_599, 28_800), (671_565_600, 32_400),
            (684_867_599, 32_400), (684_867_600, 28_800), (4_000_000_000, 28_800),
        ]
        for (seconds, offset) in expected {
            #expect(rules.offset(at: Timestamp(secondsSince1970: seconds)) == offset, "\(seconds)")
        }
    }

    @Test("without a rule the last offset goes on; with one it holds from the last transition")
    func footers() throws {
        var file = Self.shanghai
        file.transitions.removeLast()
        file.footer = "\n\n"
        let open = try TimeZoneRules(tzif: file.bytes)
        #expect(open.offset(at: .latest) == 32_400)
        file.footer = "\nCST-8\n"
        let closed = try TimeZoneRules(tzif: file.bytes)
        #expect(closed.offset(at: Timestamp(secondsSince1970: 671_565_599)) == 28_800)
        #expect(closed.offset(at: Timestamp(secondsSince1970: 671_565_600)) == 28_800)
        // A last transition that changes nothing still marks where the rule starts.
        file.kinds = [.init(offset: 3_600), .init(offset: 3_600)]
        file.standardIndicators = []
        file.utIndicators = []
        file.transitions = [(1_000_000_000, 1)]
        let marked = try TimeZoneRules(tzif: file.bytes)
        #expect(marked.offset(at: Timestamp(secondsSince1970: 999_999_999)) == 3_600)
        #expect(marked.offset(at: Timestamp(secondsSince1970: 1_000_000_000)) == 28_800)
    }

    @Test("every truncation is refused")
    func truncations() throws {
        for version in [0, UInt8(ascii: "2")] {
            var file = Self.shanghai
            file.version = version
            let bytes = file.bytes
            for length in 0..<bytes.count {
                #expect(throws: TimeZoneError.self, "\(length)") { try TimeZoneRules(tzif: Array(bytes[..<length])) }
            }
            #expect(throws: TimeZoneError.trailingBytes(1)) { try TimeZoneRules(tzif: bytes + [0]) }
        }
    }

    @Test("says what is wrong")
    func errors() {
        func expect(_ error: TimeZoneError, _ change: (inout TestZoneFile) -> Void) {
            var file = Self.shanghai
            change(&file)
            #expect(throws: error) { try TimeZoneRules(tzif: file.bytes) }
        }
        #expect(throws: TimeZoneError.notTimeZoneFile) { try TimeZoneRules(tzif: []) }
        #expect(throws: TimeZoneError.notTimeZoneFile) { try TimeZoneRules(tzif: Array("# tzdb".utf8)) }
        expect(.unsupportedVersion(UInt8(ascii: "5"))) { $0.version = UInt8(ascii: "5") }
        expect(.unsupportedVersion(1)) { $0.version = 1 }
        expect(.badCount(.localTimeTypes, 0)) { $0.kinds = [] }
        expect(.badCount(.localTimeTypes, 257)) { $0.kinds = Array(repeating: .init(offset: 0), count: 257) }
        expect(.badCount(.designations, 0)) { $0.designations = [] }
        expect(.badCount(.standardIndicators, 2)) { $0.standardIndicators = [0, 0] }
        expect(.badCount(.utIndicators, 1)) { $0.utIndicators = [0] }
        expect(.leapSeconds(27)) { $0.leapSeconds = 27 }
        expect(.badValue(.transitionTimes, index: 2)) { $0.transitions[2].time = 671_565_600 }
        expect(.badValue(.transitionTimes, index: 0)) { $0.transitions[0].time = Int64.min }
        expect(.badValue(.transitionTimes, index: 2)) { $0.transitions[2].time = Int64.max }
        expect(.badValue(.transitionTypes, index: 1)) { $0.transitions[1].kind = 3 }
        expect(.badValue(.localTimeTypes, index: 2)) { $0.kinds[2].isDaylight = 2 }
        expect(.badValue(.localTimeTypes, index: 1)) { $0.kinds[1].offset = Int32.min }
        expect(.badValue(.localTimeTypes, index: 1)) { $0.kinds[1].offset = 93_600 }
        expect(.badValue(.designations, index: 0)) { $0.kinds[0].designation = 12 }
        expect(.badValue(.standardIndicators, index: 1)) { $0.standardIndicators[1] = 2 }
        expect(.badValue(.utIndicators, index: 0)) { $0.utIndicators[0] = 7 }
        expect(.badFooter(.standardName, "")) { $0.footer = "CST-8\n" }
        expect(.truncated) { $0.footer = "\nCST-8" }
        expect(.truncated) { $0.footer = "" }
        expect(.trailingBytes(1)) { $0.footer = "\nCST-8\n\n" }
    }

    @Test(
        "counts that no file could hold are refused before anything is allocated", arguments: [20, 24, 28, 32, 36, 40])
    func hugeCounts(place: Int) {
        for version in [0, UInt8(ascii: "2")] {
            var file = Self.shanghai
            file.version = version
            var bytes = file.bytes
            bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(tzif: bytes) }
        }
    }

    @Test("random damage never traps, and what is still accepted still works", arguments: [11, 12, 13, 14])
    func fuzz(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        var originals = [Self.shanghai.bytes, TestZoneFile.footer(berlinRule)]
        if SystemZone.isThere { originals.append(try SystemZone.bytes("Australia/Lord_Howe")) }
        let expression = try CronExpression("0 0/30 * * * ?")
        var accepted = 0
        for _ in 0..<600 {
            var bytes = originals[random.number(0...originals.count - 1)]
            for _ in 0..<random.number(1...6) where !bytes.isEmpty {
                let place = random.number(0...bytes.count - 1)
                switch random.number(0...5) {
                case 0: bytes[place] ^= 1 << UInt8(random.number(0...7))
                case 1: bytes[place] = UInt8(random.number(0...255))
                case 2: bytes.removeSubrange(place...)
                case 3: bytes.insert(UInt8(random.number(0...255)), at: place)
                case 4: bytes[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
                default: bytes.remove(at: place)
                }
            }
            guard let rules = try? TimeZoneRules(tzif: bytes) else { continue }
            accepted += 1
            var last = Timestamp(secondsSince1970: Int64(random.number(0...4_000_000_000)))
            for moment in [.earliest, .latest, last] {
                #expect(TimeZoneRules.legalOffsets.contains(rules.offset(at: moment)), "seed \(seed)")
                #expect(!rules.instants(of: .init(clampingSecondsSince1970: 0)).contains(.latest))
            }
            for moment in expression.fireTimes(after: last, count: 5, in: rules) {
                #expect(moment > last, "seed \(seed)")
                last = moment
            }
        }
        #expect(accepted > 0, "seed \(seed)")
    }

    @Test("zone files of every making are read", .enabled(if: SystemZone.isThere))
    func systemFiles() throws {
        for name in [
            "Africa/Cairo", "America/Godthab", "Asia/Gaza", "Asia/Tehran", "Etc/GMT+8", "Europe/Dublin", "UTC",
        ] {
            #expect(throws: Never.self, "\(name)") { try SystemZone.rules(name) }
        }
    }
}
