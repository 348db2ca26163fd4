import Testing

@testable import TaskModel

@Suite("Timestamp and LocalTime")
struct TimestampTests {
    @Test(
        "reads and writes RFC 3339 in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2021-08-17T06:36:06Z", 1_629_182_166), ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("2000-02-29T12:00:00Z", 951_825_600),
        ])
    func roundTrip(text: String, seconds: Int64) throws {
        let moment = try Timestamp(text)
        #expect(moment.secondsSince1970 == seconds)
        #expect(moment.text == text)
        #expect(Timestamp(secondsSince1970: seconds) == moment)
    }

    @Test(
        "reads offsets",
        arguments: [
            ("2021-08-17T14:36:06+08:00", "2021-08-17T06:36:06Z"),
            ("2021-08-17T01:06:06-05:30", "2021-08-17T06:36:06Z"),
            ("2021-08-17T06:36:06+00:00", "2021-08-17T06:36:06Z"),
            ("2021-08-17T06:36:06-00:00", "2021-08-17T06:36:06Z"),
            ("2021-01-01T00:00:00+23:59", "2020-12-31T00:01:00Z"),
        ])
    func offsets(text: String, utc: String) throws {
        #expect(try Timestamp(text).text == utc)
    }

    @Test(
        "refuses other forms",
        arguments: [
            "", "2021-08-17", "2021-08-17T06:36:06", "2021-08-17 06:36:06Z", "2021-08-17t06:36:06Z",
            "2021-08-17T06:36:06z", "2021-08-17T06:36:06.5Z", "2021-08-17T06:36Z", "2021-08-17T6:36:06Z",
            " 2021-08-17T06:36:06Z", "2021-08-17T06:36:06Z ", "2021-08-17T06:36:06+8:00", "2021-08-17T06:36:06+0800",
            "2021-08-17T06:36:06+08:00Z", "2021-08-17T06:36:06+08:00:00", "2021-08-17T06:36:06+",
            "12021-08-17T06:36:06Z",
            "2021-08-17T06:36:06Z\n", "٢٠٢١-08-17T06:36:06Z",
        ])
    func malformed(text: String) {
        #expect(throws: TimestampError.malformed(text)) { try Timestamp(text) }
    }

    @Test(
        "names the part that does not exist",
        arguments: [
            ("0000-08-17T06:36:06Z", TimestampError.outOfRange(.year, 0)),
            ("2021-13-17T06:36:06Z", .outOfRange(.month, 13)), ("2021-02-29T06:36:06Z", .outOfRange(.day, 29)),
            ("2021-08-17T24:00:00Z", .outOfRange(.hour, 24)), ("2021-08-17T06:60:06Z", .outOfRange(.minute, 60)),
            ("2021-08-17T06:36:60Z", .outOfRange(.second, 60)),
            ("2021-08-17T06:36:06+24:00", .outOfRange(.offsetHour, 24)),
            ("2021-08-17T06:36:06+08:60", .outOfRange(.offsetMinute, 60)),
            ("0001-01-01T00:00:00+00:01", .beyondRange("0001-01-01T00:00:00+00:01")),
            ("9999-12-31T23:59:59-00:01", .beyondRange("9999-12-31T23:59:59-00:01")),
        ])
    func outOfRange(text: String, error: TimestampError) {
        #expect(throws: error) { try Timestamp(text) }
    }

    @Test("arithmetic stops at the ends of the legal range")
    func saturation() {
        let moment = Timestamp(secondsSince1970: 0)
        #expect(moment.advanced(bySeconds: 259_200).text == "1970-01-04T00:00:00Z")
        #expect(moment.advanced(bySeconds: Int64.max) == .latest)
        #expect(moment.advanced(bySeconds: Int64.min) == .earliest)
        #expect(Timestamp.latest.advanced(bySeconds: Int64.max) == .latest)
        #expect(Timestamp.earliest.advanced(bySeconds: Int64.min) == .earliest)
        #expect(Timestamp.latest.seconds(since: .earliest) == 315_537_897_599)
        #expect(Timestamp(secondsSince1970: Int64.max).text == "9999-12-31T23:59:59Z")
        #expect(Timestamp(secondsSince1970: Int64.min).text == "0001-01-01T00:00:00Z")
    }

    @Test("R8: shows local time as people read it")
    func localText() throws {
        let shanghai = TimeZoneRules.fixed(offsetSeconds: 28_800)
        let moment = try Timestamp("2021-08-17T06:36:06Z")
        #expect(moment.text(in: shanghai) == "2021-08-17 14:36:06")
        #expect(moment.local(in: shanghai).hour == 14)
        #expect(Timestamp.latest.text(in: shanghai) == "9999-12-31 23:59:59")
        #expect(Timestamp.earliest.text(in: .fixed(offsetSeconds: -1)) == "0001-01-01 00:00:00")
    }

    @Test("LocalTime names the part that does not exist")
    func localTime() throws {
        let date = try CalendarDate("2026-03-29")
        #expect(try LocalTime(date: date, hour: 2, minute: 5, second: 9).text == "2026-03-29 02:05:09")
        #expect(throws: LocalTimeError.outOfRange(.hour, 24)) { try LocalTime(date: date, hour: 24) }
        #expect(throws: LocalTimeError.outOfRange(.minute, -1)) { try LocalTime(date: date, minute: -1) }
        #expect(throws: LocalTimeError.outOfRange(.second, 60)) { try LocalTime(date: date, second: 60) }
        let times = try [0, 1, 23].map { try LocalTime(date: date, hour: $0) }
        #expect(times.reversed().sorted() == times)
    }
}
