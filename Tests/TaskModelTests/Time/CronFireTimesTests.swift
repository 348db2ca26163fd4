import Testing

@testable import TaskModel

@Suite("CronExpression: fire times")
struct CronFireTimesTests {
    /// After 2026-01-01T00:00:00Z, in UTC; Quartz 2.3.2 gives the same (except that it goes on behind 2099).
    private static let known: [(String, [String])] = [
        (
            "0 30 2 * * ?",
            ["2026-01-01T02:30:00Z", "2026-01-02T02:30:00Z", "2026-01-03T02:30:00Z", "2026-01-04T02:30:00Z"]
        ),
        (
            "0 0/5 14,18 * * ?",
            ["2026-01-01T14:00:00Z", "2026-01-01T14:05:00Z", "2026-01-01T14:10:00Z", "2026-01-01T14:15:00Z"]
        ),
        (
            "0 15 10 ? * MON-FRI",
            ["2026-01-01T10:15:00Z", "2026-01-02T10:15:00Z", "2026-01-05T10:15:00Z", "2026-01-06T10:15:00Z"]
        ),
        (
            "0 15 10 ? * 6L",
            ["2026-01-30T10:15:00Z", "2026-02-27T10:15:00Z", "2026-03-27T10:15:00Z", "2026-04-24T10:15:00Z"]
        ),
        (
            "0 15 10 ? * FRIL 2026-2028",
            ["2026-01-30T10:15:00Z", "2026-02-27T10:15:00Z", "2026-03-27T10:15:00Z", "2026-04-24T10:15:00Z"]
        ),
        (
            "0 15 10 ? * 6#3",
            ["2026-01-16T10:15:00Z", "2026-02-20T10:15:00Z", "2026-03-20T10:15:00Z", "2026-04-17T10:15:00Z"]
        ),
        (
            "0 15 10 ? * fri#3",
            ["2026-01-16T10:15:00Z", "2026-02-20T10:15:00Z", "2026-03-20T10:15:00Z", "2026-04-17T10:15:00Z"]
        ),
        (
            "0 0 12 1/5 * ?",
            ["2026-01-01T12:00:00Z", "2026-01-06T12:00:00Z", "2026-01-11T12:00:00Z", "2026-01-16T12:00:00Z"]
        ),
        (
            "0 11 11 11 11 ?",
            ["2026-11-11T11:11:00Z", "2027-11-11T11:11:00Z", "2028-11-11T11:11:00Z", "2029-11-11T11:11:00Z"]
        ),
        (
            "0 0 0 L * ?",
            ["2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z"]
        ),
        (
            "0 0 0 L-3 * ?",
            ["2026-01-28T00:00:00Z", "2026-02-25T00:00:00Z", "2026-03-28T00:00:00Z", "2026-04-27T00:00:00Z"]
        ),
        (
            "0 0 0 LW * ?",
            ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z", "2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z"]
        ),
        (
            "0 0 0 L-3W * ?",
            ["2026-01-28T00:00:00Z", "2026-02-25T00:00:00Z", "2026-03-27T00:00:00Z", "2026-04-27T00:00:00Z"]
        ),
        (
            "0 0 0 1W * ?",
            ["2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"]
        ),
        (
            "0 0 0 15W * ?",
            ["2026-01-15T00:00:00Z", "2026-02-16T00:00:00Z", "2026-03-16T00:00:00Z", "2026-04-15T00:00:00Z"]
        ),
        (
            "0 0 0 31W * ?",
            ["2026-01-30T00:00:00Z", "2026-03-31T00:00:00Z", "2026-05-29T00:00:00Z", "2026-07-31T00:00:00Z"]
        ),
        (
            "0 0 0 31 * ?",
            ["2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z", "2026-07-31T00:00:00Z"]
        ),
        (
            "0 0 0 L-30 * ?",
            ["2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z"]
        ),
        (
            "0 0 0 ? * 6#5",
            ["2026-01-30T00:00:00Z", "2026-05-29T00:00:00Z", "2026-07-31T00:00:00Z", "2026-10-30T00:00:00Z"]
        ),
        (
            "0 0 0 ? * L",
            ["2026-01-03T00:00:00Z", "2026-01-10T00:00:00Z", "2026-01-17T00:00:00Z", "2026-01-24T00:00:00Z"]
        ),
        (
            "0 0 22-2 * * ?",
            ["2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z", "2026-01-01T22:00:00Z", "2026-01-01T23:00:00Z"]
        ),
        (
            "0 0 0 ? * FRI-MON",
            ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z"]
        ),
        (
            "0 0 0 28-3 * ?",
            ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-28T00:00:00Z", "2026-01-29T00:00:00Z"]
        ),
        (
            "0 0 0 1 NOV-FEB ?",
            ["2026-02-01T00:00:00Z", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"]
        ),
        (
            "0 0 0 ? * 6-2/2",
            ["2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z", "2026-01-09T00:00:00Z", "2026-01-11T00:00:00Z"]
        ),
        (
            "0 0 0 29 2 ?",
            ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z", "2036-02-29T00:00:00Z", "2040-02-29T00:00:00Z"]
        ),
        ("0 0 0 ? 2 2#5", ["2044-02-29T00:00:00Z", "2072-02-29T00:00:00Z"]),
        (
            "*/20 59 23 31 12 ?",
            ["2026-12-31T23:59:00Z", "2026-12-31T23:59:20Z", "2026-12-31T23:59:40Z", "2027-12-31T23:59:00Z"]
        ),
        (
            "/20 0 0 * * ?",
            ["2026-01-01T00:00:20Z", "2026-01-01T00:00:40Z", "2026-01-02T00:00:00Z", "2026-01-02T00:00:20Z"]
        ),
        (
            "50/5 0 0 1 1 ?",
            ["2026-01-01T00:00:50Z", "2026-01-01T00:00:55Z", "2027-01-01T00:00:50Z", "2027-01-01T00:00:55Z"]
        ),
        (
            "0 0 0 1 1 ? 2030/10",
            ["2030-01-01T00:00:00Z", "2040-01-01T00:00:00Z", "2050-01-01T00:00:00Z", "2060-01-01T00:00:00Z"]
        ),
        ("0 0 0 1 1 ? 2028,2098-2099", ["2028-01-01T00:00:00Z", "2098-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]),
        ("0 0 0 31 2 ?", []),
        ("0 0 0 1 1 ? 2020", []),
    ]

    @Test("known fire times in UTC")
    func knownTimes() throws {
        let start = try Timestamp("2026-01-01T00:00:00Z")
        for (text, expected) in Self.known {
            let times = try CronExpression(text).fireTimes(after: start, count: 4, in: .utc)
            #expect(times.map(\.text) == expected, "\(text)")
        }
    }

    @Test("the moment itself does not count, the next second does")
    func strictlyAfter() throws {
        let expression = try CronExpression("0 30 2 * * ?")
        let moment = try Timestamp("2026-05-05T02:30:00Z")
        #expect(expression.next(after: moment, in: .utc)?.text == "2026-05-06T02:30:00Z")
        #expect(expression.next(after: moment.advanced(bySeconds: -1), in: .utc) == moment)
    }

    @Test("an expression that never fires again ends, at once", .timeLimit(.minutes(1)))
    func never() throws {
        let start = try Timestamp("2026-01-01T00:00:00Z")
        for text in [
            "0 0 0 31 2,4,6,9,11 ?", "0 0 0 30 2 ?", "0 0 0 ? 2 2#5 2026-2043", "0 0 0 31W FEB ?", "0 0 0 L-29 2 ?",
        ] {
            let expression = try CronExpression(text)
            for _ in 0..<20 {
                #expect(expression.next(after: start, in: .utc) == nil, "\(text)")
            }
        }
    }

    @Test("years are 1970 to 2099, by the clocks of the zone")
    func ends() throws {
        let every = try CronExpression("* * * * * ?")
        let berlin = try TimeZoneRules(tzif: TestZoneFile.footer(berlinRule))
        #expect(every.next(after: .earliest, in: .utc)?.text == "1970-01-01T00:00:00Z")
        #expect(every.next(after: .earliest, in: berlin)?.text == "1969-12-31T23:00:00Z")
        #expect(every.next(after: try Timestamp("2099-12-31T22:59:58Z"), in: berlin)?.text == "2099-12-31T22:59:59Z")
        #expect(every.next(after: try Timestamp("2099-12-31T22:59:59Z"), in: berlin) == nil)
        #expect(every.next(after: .latest, in: .utc) == nil)
    }

    @Test("days from and until count in the zone and are included")
    func bounds() throws {
        let expression = try CronExpression("0 0 0/12 * * ?")
        let shanghai = TimeZoneRules.fixed(offsetSeconds: 28_800)
        let start = try Timestamp("2026-01-01T00:00:00Z")
        func times(from: String?, until: String?) throws -> [String] {
            try expression.fireTimes(
                after: start, count: 5, in: shanghai, from: from.map { try CalendarDate($0) },
                until: until.map { try CalendarDate($0) }
            ).map { $0.text(in: shanghai) }
        }
        #expect(
            try times(from: "2026-02-01", until: "2026-02-02") == [
                "2026-02-01 00:00:00", "2026-02-01 12:00:00", "2026-02-02 00:00:00", "2026-02-02 12:00:00",
            ])
        #expect(try times(from: nil, until: "2026-01-01") == ["2026-01-01 12:00:00"])
        #expect(try times(from: "2026-01-03", until: "2026-01-02") == [])
        #expect(try times(from: nil, until: "2025-12-31") == [])
        #expect(try times(from: "1999-01-01", until: nil).first == "2026-01-01 12:00:00")
        #expect(try times(from: "2100-01-01", until: nil) == [])
        #expect(expression.fireTimes(after: start, count: 0, in: .utc) == [])
        #expect(expression.fireTimes(after: start, count: -1, in: .utc) == [])
    }
}
