/// What a calendar and a clock on the wall show: a date and a time of day, without a time zone.
public struct LocalTime: Hashable, Sendable {
    /// The day.
    public let date: CalendarDate
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59: leap seconds are not counted, as everywhere in POSIX time.
    public let second: Int

    /// - Throws: `LocalTimeError.outOfRange` for the first of hour, minute and second that does not exist.
    public init(date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0) throws(LocalTimeError) {
        guard (0...23).contains(hour) else { throw .outOfRange(.hour, hour) }
        guard (0...59).contains(minute) else { throw .outOfRange(.minute, minute) }
        guard (0...59).contains(second) else { throw .outOfRange(.second, second) }
        self.init(date: date, secondOfDay: hour * 3_600 + minute * 60 + second)
    }

    /// `secondOfDay` must be 0 to 86,399.
    init(date: CalendarDate, secondOfDay: Int) {
        self.date = date
        hour = secondOfDay / 3_600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }

    /// Takes seconds since 1970-01-01 00:00:00 on the same clock; what lies beyond the legal years becomes the
    /// first or last second of them.
    init(clampingSecondsSince1970 seconds: Int64) {
        let clamped = min(max(seconds, Timestamp.earliest.secondsSince1970), Timestamp.latest.secondsSince1970)
        let day = Civil.floorDivide(clamped, Civil.secondsPerDay)
        let date = CalendarDate(daysSince1970: Int(day)) ?? .earliest
        self.init(date: date, secondOfDay: Int(clamped - day * Civil.secondsPerDay))
    }

    /// Seconds since midnight, 0 to 86,399.
    var secondOfDay: Int { hour * 3_600 + minute * 60 + second }

    /// Seconds since 1970-01-01 00:00:00 on the same clock.
    var secondsSince1970: Int64 { Int64(date.daysSince1970) * Civil.secondsPerDay + Int64(secondOfDay) }

    /// `2021-08-17 14:36:06`.
    public var text: String {
        let time = [hour, minute, second].map { Civil.padded($0, width: 2) }.joined(separator: ":")
        return "\(date.text) \(time)"
    }
}

extension LocalTime: Comparable {
    /// Whether the left clock time comes before the right one.
    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }
}

extension LocalTime: CustomStringConvertible {
    /// `2021-08-17 14:36:06`.
    public var description: String { text }
}

/// Why something is not a `LocalTime`.
public enum LocalTimeError: Error, Hashable, Sendable {
    /// A part of a time of day.
    public enum Field: String, Hashable, Sendable {
        case hour, minute, second
    }

    /// The hour is not 0 to 23, or the minute or second not 0 to 59.
    case outOfRange(Field, Int)
}
