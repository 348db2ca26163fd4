import Testing

@testable import TaskModel

@Suite("TimeZoneRules")
struct TimeZoneRulesTests {
    /// The last second before and the first second after changes of the past, as Python's `zoneinfo` has them.
    private static let known: [(zone: String, seconds: Int64, offset: Int)] = [
        ("Europe/Berlin", -1_693_706_401, 3_600), ("Europe/Berlin", -1_693_706_400, 7_200),
        ("Europe/Berlin", 828_233_999, 3_600), ("Europe/Berlin", 828_234_000, 7_200),
        ("Europe/Berlin", 1_048_985_999, 3_600), ("Europe/Berlin", 1_048_986_000, 7_200),
        ("Europe/Berlin", 1_667_091_599, 7_200), ("Europe/Berlin", 1_667_091_600, 3_600),
        ("Europe/Berlin", 1_729_990_799, 7_200), ("Europe/Berlin", 1_729_990_800, 3_600),
        ("America/New_York", -1_633_280_401, -18_000), ("America/New_York", -1_633_280_400, -14_400),
        ("America/New_York", 294_217_199, -18_000), ("America/New_York", 294_217_200, -14_400),
        ("America/New_York", 357_116_399, -18_000), ("America/New_York", 357_116_400, -14_400),
        ("America/New_York", 1_615_705_199, -18_000), ("America/New_York", 1_615_705_200, -14_400),
        ("America/New_York", 1_730_613_599, -14_400), ("America/New_York", 1_730_613_600, -18_000),
        ("Asia/Shanghai", -2_177_481_944, 29_143), ("Asia/Shanghai", -2_177_481_943, 28_800),
        ("Asia/Shanghai", -881_049_601, 28_800), ("Asia/Shanghai", -881_049_600, 32_400),
        ("Asia/Shanghai", 515_527_199, 28_800), ("Asia/Shanghai", 515_527_200, 32_400),
        ("Asia/Shanghai", 545_162_399, 28_800), ("Asia/Shanghai", 545_162_400, 32_400),
        ("Asia/Shanghai", 684_867_599, 32_400), ("Asia/Shanghai", 684_867_600, 28_800),
        ("Australia/Lord_Howe", 352_216_799, 36_000), ("Australia/Lord_Howe", 352_216_800, 37_800),
        ("Australia/Lord_Howe", 731_429_999, 39_600), ("Australia/Lord_Howe", 731_430_000, 37_800),
        ("Australia/Lord_Howe", 1_317_482_999, 37_800), ("Australia/Lord_Howe", 1_317_483_000, 39_600),
        ("Australia/Lord_Howe", 1_396_709_999, 39_600), ("Australia/Lord_Howe", 1_396_710_000, 37_800),
        ("Australia/Lord_Howe", 1_728_142_199, 37_800), ("Australia/Lord_Howe", 1_728_142_200, 39_600),
        ("Africa/Casablanca", -1_773_012_581, -1_820), ("Africa/Casablanca", -1_773_012_580, 0),
        ("Africa/Casablanca", 231_292_799, 0), ("Africa/Casablanca", 231_292_800, 3_600),
        ("Africa/Casablanca", 1_281_221_999, 3_600), ("Africa/Casablanca", 1_281_222_000, 0),
        ("Africa/Casablanca", 1_618_106_399, 3_600), ("Africa/Casablanca", 1_618_106_400, 0),
        ("Africa/Casablanca", 1_713_059_999, 0), ("Africa/Casablanca", 1_713_060_000, 3_600),
        ("Pacific/Apia", -1_861_878_785, -41_216), ("Pacific/Apia", -1_861_878_784, -41_400),
        ("Pacific/Apia", 1_301_752_799, -36_000), ("Pacific/Apia", 1_301_752_800, -39_600),
        ("Pacific/Apia", 1_325_239_199, -36_000), ("Pacific/Apia", 1_325_239_200, 50_400),
        ("Pacific/Apia", 1_396_706_399, 50_400), ("Pacific/Apia", 1_396_706_400, 46_800),
        ("Pacific/Apia", 1_617_458_399, 50_400), ("Pacific/Apia", 1_617_458_400, 46_800),
        ("Asia/Kathmandu", -1_577_943_677, 20_476), ("Asia/Kathmandu", -1_577_943_676, 19_800),
        ("Asia/Kathmandu", 504_901_799, 19_800), ("Asia/Kathmandu", 504_901_800, 20_700),
    ]

    @Test("offsets around changes of the past", .enabled(if: SystemZone.isThere))
    func offsets() throws {
        for (zone, seconds, offset) in Self.known {
            let rules = try SystemZone.rules(zone)
            #expect(rules.offset(at: Timestamp(secondsSince1970: seconds)) == offset, "\(zone) \(seconds)")
        }
    }

    @Test("a clock time has no moment in a gap and two in an overlap")
    func instants() throws {
        let berlin = try TimeZoneRules(tzif: TestZoneFile.footer(berlinRule))
        func instants(_ date: String, _ hour: Int, _ minute: Int) throws -> [String] {
            let local = try LocalTime(date: CalendarDate(date), hour: hour, minute: minute)
            return berlin.instants(of: local).map(\.text)
        }
        #expect(try instants("2026-03-29", 1, 59) == ["2026-03-29T00:59:00Z"])
        #expect(try instants("2026-03-29", 2, 0) == [])
        #expect(try instants("2026-03-29", 2, 59) == [])
        #expect(try instants("2026-03-29", 3, 0) == ["2026-03-29T01:00:00Z"])
        #expect(try instants("2026-10-25", 1, 59) == ["2026-10-24T23:59:00Z"])
        #expect(try instants("2026-10-25", 2, 0) == ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"])
        #expect(try instants("2026-10-25", 2, 59) == ["2026-10-25T00:59:00Z", "2026-10-25T01:59:00Z"])
        #expect(try instants("2026-10-25", 3, 0) == ["2026-10-25T02:00:00Z"])
    }

    @Test("a day that a zone skipped has no moments", .enabled(if: SystemZone.isThere))
    func skippedDay() throws {
        let apia = try SystemZone.rules("Pacific/Apia")
        for hour in [0, 12, 23] {
            #expect(try apia.instants(of: LocalTime(date: CalendarDate("2011-12-30"), hour: hour)) == [])
        }
        #expect(
            try apia.instants(of: LocalTime(date: CalendarDate("2011-12-31"))).map(\.text) == ["2011-12-30T10:00:00Z"])
    }

    @Test(
        "every moment is among the moments of its clock time", .enabled(if: SystemZone.isThere), arguments: [1, 2, 3])
    func inverse(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        for zone in ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns", "Asia/Shanghai"] {
            let rules = try SystemZone.rules(zone)
            for _ in 0..<100 {
                let moment = Timestamp(secondsSince1970: Int64(random.number(-3_000_000_000...6_000_000_000)))
                let instants = rules.instants(of: moment.local(in: rules))
                #expect(instants.contains(moment), "seed \(seed) \(zone) \(moment)")
                #expect(instants == instants.sorted() && instants.count <= 2, "seed \(seed) \(zone) \(moment)")
            }
        }
    }

    @Test("fixed zones, also beyond what a zone may be")
    func fixed() {
        let moment = Timestamp(secondsSince1970: 0)
        #expect(TimeZoneRules.utc.offset(at: moment) == 0)
        #expect(TimeZoneRules.fixed(offsetSeconds: -12_600).offset(at: .latest) == -12_600)
        #expect(TimeZoneRules.fixed(offsetSeconds: Int.max).offset(at: moment) == 93_599)
        #expect(TimeZoneRules.fixed(offsetSeconds: Int.min).offset(at: moment) == -89_999)
        #expect(TimeZoneRules.fixed(offsetSeconds: 0) == .utc)
    }

    @Test(
        "names that can be zones",
        arguments: [
            "UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "Etc/GMT-14", "EST5EDT", "W-SU",
        ])
    func validNames(name: String) {
        #expect(TimeZoneRules.isValidName(name))
    }

    @Test(
        "names that cannot, or are not safe as paths",
        arguments: [
            "", "/etc/passwd", "../shadow", "Asia/../UTC", "Asia//Shanghai", "Asia/", "/", ".", "..", "Asia/Shang hai",
            "Asia/Shanghai\0", "亚洲/上海", "Asia\\Shanghai", "zone.tab", "-x", "Asia/-x", "e\u{301}",
            String(repeating: "a", count: 65),
        ])
    func invalidNames(name: String) {
        #expect(!TimeZoneRules.isValidName(name))
    }
}
