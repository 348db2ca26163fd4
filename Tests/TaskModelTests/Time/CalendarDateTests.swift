import Testing

@testable import TaskModel

@Suite("CalendarDate")
struct CalendarDateTests {
    @Test(
        "reads and writes YYYY-MM-DD",
        arguments: ["0001-01-01", "1970-01-01", "2000-02-29", "2024-02-29", "2026-12-31", "9999-12-31"])
    func roundTrip(text: String) throws {
        let date = try CalendarDate(text)
        #expect(date.text == text)
        #expect(CalendarDate(daysSince1970: date.daysSince1970) == date)
    }

    @Test(
        "refuses other forms",
        arguments: [
            "", "2026", "2026-1-1", "2026-01-1", "26-01-01", "2026/01/01", " 2026-01-01", "2026-01-01 ", "2026-01-01T",
            "+2026-01-01", "-001-01-01", "２０２６-01-01", "2026-01-0१", "20260101", "2026-01-01\n", "02026-01-01",
        ])
    func malformed(text: String) {
        #expect(throws: CalendarDateError.malformed(text)) { try CalendarDate(text) }
    }

    @Test("names the part that does not exist")
    func outOfRange() {
        #expect(throws: CalendarDateError.outOfRange(.year, 0)) { try CalendarDate("0000-01-01") }
        #expect(throws: CalendarDateError.outOfRange(.year, 10_000)) {
            try CalendarDate(year: 10_000, month: 1, day: 1)
        }
        #expect(throws: CalendarDateError.outOfRange(.month, 0)) { try CalendarDate("2026-00-10") }
        #expect(throws: CalendarDateError.outOfRange(.month, 13)) { try CalendarDate("2026-13-10") }
        #expect(throws: CalendarDateError.outOfRange(.month, Int.min)) {
            try CalendarDate(year: 1, month: Int.min, day: 1)
        }
        for text in ["2026-01-00", "2026-01-32", "2026-04-31", "2025-02-29", "1900-02-29", "2100-02-29"] {
            let day = Int(text.suffix(2)) ?? -1
            #expect(throws: CalendarDateError.outOfRange(.day, day)) { try CalendarDate(text) }
        }
    }

    @Test("days since 1970 and weekdays that are known")
    func knownDays() throws {
        let known: [(text: String, days: Int, weekday: Weekday)] = [
            ("0001-01-01", -719_162, .monday), ("1582-10-15", -141_427, .friday), ("1969-12-31", -1, .wednesday),
            ("1970-01-01", 0, .thursday), ("2000-02-29", 11_016, .tuesday), ("2026-03-29", 20_541, .sunday),
            ("9999-12-31", 2_932_896, .friday),
        ]
        for (text, days, weekday) in known {
            let date = try CalendarDate(text)
            #expect(date.daysSince1970 == days, "\(text)")
            #expect(date.weekday == weekday, "\(text)")
        }
    }

    @Test("each day follows the one before, over two centuries and across the legal range")
    func continuity() throws {
        var date = try CalendarDate("1895-01-01")
        let end = try CalendarDate("2105-01-01")
        while date < end {
            let next = try #require(date.adding(days: 1))
            let isNewMonth = next.day == 1
            #expect(isNewMonth ? date.day == date.daysInMonth : next.day == date.day + 1)
            #expect(next.weekday.rawValue == date.weekday.rawValue % 7 + 1)
            date = next
        }
        for days in stride(from: CalendarDate.earliest.daysSince1970, through: 2_932_896, by: 701) {
            #expect(CalendarDate(daysSince1970: days)?.daysSince1970 == days)
        }
    }

    @Test("adding days stops at the legal years, whatever the number")
    func adding() throws {
        let date = try CalendarDate("2026-01-31")
        #expect(date.adding(days: 29)?.text == "2026-03-01")
        #expect(date.adding(days: -31)?.text == "2025-12-31")
        for days in [Int.max, Int.min, 3_000_000, -800_000] {
            #expect(date.adding(days: days) == nil)
        }
        #expect(CalendarDate.latest.adding(days: 1) == nil)
        #expect(CalendarDate.earliest.adding(days: -1) == nil)
        #expect(CalendarDate(daysSince1970: Int.min) == nil)
    }

    @Test("orders by time")
    func order() throws {
        let texts = ["0999-12-31", "2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"]
        let dates = try texts.map { try CalendarDate($0) }
        #expect(dates.reversed().sorted() == dates)
    }
}
