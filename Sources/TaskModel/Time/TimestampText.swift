extension Timestamp {
    /// Reads an RFC 3339 time in whole seconds: `2021-08-17T06:36:06Z`, or with an offset, `2021-08-17T14:36:06+08:00`.
    ///
    /// Strict: capital `T` and `Z`, no fractions, no leap second (`:60`), no spaces.
    ///
    /// - Throws: `TimestampError.malformed` for another form, `.outOfRange` for a field that does not exist, `.beyondRange`
    ///   if the offset carries the moment out of the years 1 to 9999.
    public init(_ text: String) throws(TimestampError) {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), scanner.take("T"), let hour = scanner.digits(2), scanner.take(":"),
            let minute = scanner.digits(2), scanner.take(":"), let second = scanner.digits(2),
            let offset = Self.offset(&scanner), scanner.isAtEnd
        else { throw .malformed(text) }

        let local: LocalTime
        do {
            local = try LocalTime(
                date: CalendarDate(year: year, month: month, day: day), hour: hour, minute: minute, second: second)
        } catch {
            throw TimestampError(wrapping: error, text: text)
        }
        guard offset.hours <= 23 else { throw .outOfRange(.offsetHour, offset.hours) }
        guard offset.minutes <= 59 else { throw .outOfRange(.offsetMinute, offset.minutes) }

        let shift = Int64(offset.hours * 3_600 + offset.minutes * 60)
        let seconds = local.secondsSince1970 - (offset.isWest ? -shift : shift)
        guard let exact = Timestamp(exactSecondsSince1970: seconds) else { throw .beyondRange(text) }
        self = exact
    }

    private static func offset(_ scanner: inout DigitScanner) -> (isWest: Bool, hours: Int, minutes: Int)? {
        if scanner.take("Z") { return (false, 0, 0) }
        let isWest = scanner.take("-")
        guard isWest || scanner.take("+"), let hours = scanner.digits(2), scanner.take(":"),
            let minutes = scanner.digits(2)
        else { return nil }
        return (isWest, hours, minutes)
    }

    /// RFC 3339 in UTC, `2021-08-17T06:36:06Z`: the form that files hold.
    public var text: String {
        let local = local(in: .utc)
        let time = [local.hour, local.minute, local.second].map { Civil.padded($0, width: 2) }.joined(separator: ":")
        return "\(local.date.text)T\(time)Z"
    }

    /// What a clock in the zone shows, `2021-08-17 14:36:06`: the form that people read.
    public func text(in zone: TimeZoneRules) -> String {
        local(in: zone).text
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, `2021-08-17T06:36:06Z`.
    public var description: String { text }
}

/// Why a text is not a `Timestamp`.
public enum TimestampError: Error, Hashable, Sendable {
    /// A part of a timestamp.
    public enum Field: String, Hashable, Sendable {
        case year, month, day, hour, minute, second, offsetHour, offsetMinute
    }

    /// The text is not of the form `2021-08-17T06:36:06Z` or `2021-08-17T14:36:06+08:00`.
    case malformed(String)
    /// A part has the right form but no such value exists, such as hour 24 or a 30th of February.
    case outOfRange(Field, Int)
    /// The offset carries the moment out of the years 1 to 9999.
    case beyondRange(String)

    fileprivate init(wrapping error: any Error, text: String) {
        switch error {
        case CalendarDateError.outOfRange(let field, let value):
            self = .outOfRange(Field(rawValue: field.rawValue) ?? .day, value)
        case LocalTimeError.outOfRange(let field, let value):
            self = .outOfRange(Field(rawValue: field.rawValue) ?? .second, value)
        default:
            self = .malformed(text)
        }
    }
}
