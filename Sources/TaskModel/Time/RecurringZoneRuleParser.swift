/// Reads the footer of a time zone file into a `RecurringZoneRule`.
///
/// Hours of changes may be -167 to 167 in every version: the files that say version 2 and use them exist. Daylight
/// saving without its two changes is refused, as there is no agreed meaning for it.
struct RecurringZoneRuleParser {
    private let bytes: [UInt8]
    private var position = 0

    /// The hours that an offset from UTC and the time of a change may have.
    private static let offsetHours = 24
    private static let changeHours = 167
    private static let usualChangeTime = 2 * 3_600

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Throws: `TimeZoneError.badFooter` with the first field that is wrong.
    static func parse(_ bytes: [UInt8]) throws(TimeZoneError) -> RecurringZoneRule {
        var parser = RecurringZoneRuleParser(bytes)
        return try parser.rule()
    }

    private mutating func rule() throws(TimeZoneError) -> RecurringZoneRule {
        try require(name(), .standardName)
        let standard = try offset(.standardOffset)
        guard position < bytes.count else { return RecurringZoneRule(standardOffset: standard, daylight: nil) }

        try require(name(), .daylightName)
        var saving = standard + 3_600
        if peek() != UInt8(ascii: ",") {
            saving = try offset(.daylightOffset)
        }
        try require(TimeZoneRules.legalOffsets.contains(saving), .daylightOffset)
        let start = try change(.startRule, time: .startTime)
        let end = try change(.endRule, time: .endTime)
        try require(position == bytes.count, .end)
        return RecurringZoneRule(
            standardOffset: standard,
            daylight: RecurringZoneRule.Daylight(offset: saving, start: start, end: end))
    }

    /// A zone name: three letters or more, or in angle brackets also digits and signs.
    private mutating func name() -> Bool {
        let isQuoted = take("<")
        let start = position
        while let byte = peek(), Self.isLetter(byte) || (isQuoted && Self.isDigitOrSign(byte)) {
            position += 1
        }
        let isLongEnough = position - start >= 3
        return isLongEnough && (!isQuoted || take(">"))
    }

    /// An offset, in POSIX counted westwards, as seconds ahead of UTC.
    private mutating func offset(_ field: TimeZoneError.FooterField) throws(TimeZoneError) -> Int {
        guard let seconds = signedTime(maximalHours: Self.offsetHours), TimeZoneRules.legalOffsets.contains(-seconds)
        else { throw failure(field) }
        return -seconds
    }

    private mutating func change(
        _ field: TimeZoneError.FooterField, time timeField: TimeZoneError.FooterField
    ) throws(TimeZoneError) -> RecurringZoneRule.Change {
        guard take(","), let day = day() else { throw failure(field) }
        guard take("/") else { return RecurringZoneRule.Change(day: day, time: Self.usualChangeTime) }
        guard let time = signedTime(maximalHours: Self.changeHours) else { throw failure(timeField) }
        return RecurringZoneRule.Change(day: day, time: time)
    }

    private mutating func day() -> RecurringZoneRule.Day? {
        if take("J") {
            return number(1...365).map { .julian($0) }
        }
        guard take("M") else { return number(0...365).map { .zeroBased($0) } }
        guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6)
        else { return nil }
        return .monthWeek(month: month, week: week, weekday: weekday)
    }

    /// `[+-]h[hh][:mm[:ss]]` in seconds.
    private mutating func signedTime(maximalHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(0...maximalHours) else { return nil }
        var seconds = hours * 3_600
        if take(":") {
            guard let minutes = number(0...59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = number(0...59) else { return nil }
                seconds += rest
            }
        }
        guard seconds <= maximalHours * 3_600 else { return nil }
        return isNegative ? -seconds : seconds
    }

    /// One to three digits within a range.
    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        var value = 0
        let start = position
        while let byte = peek(), Self.isDigit(byte), position - start < 3 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        return position > start && range.contains(value) ? value : nil
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private func require(_ condition: Bool, _ field: TimeZoneError.FooterField) throws(TimeZoneError) {
        guard condition else { throw failure(field) }
    }

    private func failure(_ field: TimeZoneError.FooterField) -> TimeZoneError {
        .badFooter(field, String(decoding: bytes, as: UTF8.self))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isDigitOrSign(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
}
