import Testing

@testable import TaskModel

@Suite("Rules in the footer of time zone files")
struct RecurringZoneRuleTests {
    private func offset(_ rule: String, _ moment: String) throws -> Int {
        try TimeZoneRules(tzif: TestZoneFile.footer(rule)).offset(at: Timestamp(moment))
    }

    @Test(
        "changes at the second",
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3_600),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7_200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7_200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3_600),
            // The other half of the globe: daylight saving spans the turn of the year; half an hour at Lord Howe.
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 39_600),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T14:59:59Z", 39_600),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00Z", 37_800),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 39_600),
            // Negative times, and times beyond a day.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7_200),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800),
            // Daylight saving below standard time, as in Ireland.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T00:00:00Z", 0),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-06-01T00:00:00Z", 3_600),
            // Days counted through the year, without and with February 29.
            ("AAA0BBB,J60/0,J70/0", "2024-02-29T12:00:00Z", 0), ("AAA0BBB,J60/0,J70/0", "2024-03-01T00:00:00Z", 3_600),
            ("AAA0BBB,59/0,70/0", "2024-02-29T00:00:00Z", 3_600), ("AAA0BBB,59/0,70/0", "2023-02-28T23:59:59Z", 0),
            // All the year (RFC 8536, 3.3.1).
            ("EST5EDT,0/0,J365/25", "2026-01-01T00:00:00Z", -14_400),
            ("EST5EDT,0/0,J365/25", "2025-12-31T23:59:59Z", -14_400),
            ("EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14_400),
            ("EST5EDT,0/0,J365/25", "2024-07-01T05:00:00Z", -14_400),
            // A week before or after the day, as far as times go.
            ("AAA0BBB,J7/-167,J200/167", "2025-12-31T01:00:00Z", 3_600),
            ("AAA0BBB,J7/-167,J200/167", "2025-12-31T00:59:59Z", 0),
            ("XYZ-1:02:03", "2026-01-01T00:00:00Z", 3_723), ("<+24>-24", "2026-01-01T00:00:00Z", 86_400),
            (berlinRule, "9999-07-01T00:00:00Z", 7_200), (berlinRule, "0001-01-01T00:00:00Z", 3_600),
        ])
    func offsets(rule: String, moment: String, expected: Int) throws {
        #expect(try offset(rule, moment) == expected)
    }

    @Test(
        "refuses malformed rules and names the field",
        arguments: [
            ("C", TimeZoneError.FooterField.standardName), ("CE-1", .standardName), ("<CE>-1", .standardName),
            ("<CET-1", .standardName), ("C1T-1", .standardName), ("CET", .standardOffset), ("CET-", .standardOffset),
            ("CET-25", .standardOffset), ("CET-1:60", .standardOffset), ("CET-24:00:01", .standardOffset),
            ("CET--1", .standardOffset), ("CET-1C", .daylightName), ("CET-1,M3.5.0,M10.5.0", .daylightName),
            ("CET-1CEST", .daylightOffset), ("CET-1CEST-", .daylightOffset), ("CET-1CEST-2", .startRule),
            ("CET-1CEST,", .startRule), ("CET-1CEST,M13.5.0,M10.5.0", .startRule),
            ("CET-1CEST,M0.5.0,M10.5.0", .startRule), ("CET-1CEST,M3.6.0,M10.5.0", .startRule),
            ("CET-1CEST,M3.0.0,M10.5.0", .startRule), ("CET-1CEST,M3.5.7,M10.5.0", .startRule),
            ("CET-1CEST,J0,J9", .startRule), ("CET-1CEST,J366,J9", .startRule), ("CET-1CEST,366,9", .startRule),
            ("CET-1CEST,M3.5.0", .endRule), ("CET-1CEST,M3.5.0/168,M10.5.0", .startTime),
            ("CET-1CEST,M3.5.0/-167:00:01,M10.5.0", .startTime), ("CET-1CEST,M3.5.0/,M10.5.0", .startTime),
            ("CET-1CEST,M3.5.0,M10.5.0/", .endTime), ("CET-1CEST,M3.5.0,M10.5.0/3x", .end),
            ("CET-1CEST,M3.5.0,M10.5.0/3,", .end), ("CET-99999999999999999999", .standardOffset),
            ("ÇET-1", .standardName), (":Europe/Berlin", .standardName),
        ])
    func malformed(rule: String, field: TimeZoneError.FooterField) {
        #expect(throws: TimeZoneError.badFooter(field, rule)) { try TimeZoneRules(tzif: TestZoneFile.footer(rule)) }
    }
}
