/// A day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time zone.
public struct CalendarDate: Hashable, Sendable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to the length of the month.
    public let day: Int

    /// The years that a date can have.
    public static let legalYears = 1...9999
    /// 0001-01-01.
    public static let earliest = CalendarDate(checkedYear: 1, month: 1, day: 1)
    /// 9999-12-31.
    public static let latest = CalendarDate(checkedYear: 9999, month: 12, day: 31)

    private init(checkedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// - Throws: `CalendarDateError.outOfRange` for the first of year, month and day that does not exist.
    public init(year: Int, month: Int, day: Int) throws(CalendarDateError) {
        guard Self.legalYears.contains(year) else { throw .outOfRange(.year, year) }
        guard (1...12).contains(month) else { throw .outOfRange(.month, month) }
        guard (1...Civil.daysInMonth(year: year, month: month)).contains(day) else { throw .outOfRange(.day, day) }
        self.init(checkedYear: year, month: month, day: day)
    }

    /// Reads exactly `YYYY-MM-DD`.
    ///
    /// - Throws: `CalendarDateError.malformed` for another form, `.outOfRange` for a day that does not exist.
    public init(_ text: String) throws(CalendarDateError) {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), scanner.isAtEnd
        else { throw .malformed(text) }
        try self.init(year: year, month: month, day: day)
    }

    /// The day that is `days` after 1970-01-01 (negative: before); nil outside the legal years.
    public init?(daysSince1970 days: Int) {
        guard (Self.earliest.daysSince1970...Self.latest.daysSince1970).contains(days) else { return nil }
        let date = Civil.date(days: days)
        self.init(checkedYear: date.year, month: date.month, day: date.day)
    }

    /// Days from 1970-01-01 to this day; negative before it.
    public var daysSince1970: Int { Civil.days(year: year, month: month, day: day) }

    /// The day of the week.
    public var weekday: Weekday {
        Weekday(rawValue: Civil.weekdayFromSunday(days: daysSince1970) + 1) ?? .sunday
    }

    /// The number of days in this day's month, 28 to 31.
    public var daysInMonth: Int { Civil.daysInMonth(year: year, month: month) }

    /// This day moved by `days`; nil if that leaves the legal years.
    public func adding(days: Int) -> CalendarDate? {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(daysSince1970: sum)
    }

    /// `YYYY-MM-DD`.
    public var text: String {
        "\(Civil.padded(year, width: 4))-\(Civil.padded(month, width: 2))-\(Civil.padded(day, width: 2))"
    }
}

extension CalendarDate: Comparable {
    /// Whether the left day comes before the right one.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String { text }
}

/// Why something is not a `CalendarDate`.
public enum CalendarDateError: Error, Hashable, Sendable {
    /// A part of a date.
    public enum Field: String, Hashable, Sendable {
        case year, month, day
    }

    /// The text is not of the form `YYYY-MM-DD`.
    case malformed(String)
    /// The year is not 1 to 9999, the month not 1 to 12, or the month has no such day.
    case outOfRange(Field, Int)
}
