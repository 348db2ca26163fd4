/// Reads one field of a cron expression.
struct CronFieldParser {
    private let field: CronField
    /// The field in capitals, as bytes; names and letters count in either case.
    private let bytes: [UInt8]
    private let text: String

    init(_ field: CronField, _ text: Substring) {
        self.field = field
        self.text = String(text)
        bytes = text.utf8.map(Self.capital)
    }

    /// The numbers of a field that is a list of values, ranges and steps.
    func values() throws(CronError) -> CronSet {
        var set = CronSet()
        for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            try insert(part, into: &set)
        }
        return set
    }

    /// The days that a day field names.
    func days() throws(CronError) -> CronDays {
        if !bytes.contains(UInt8(ascii: ",")), let special = try special(bytes[...]) { return special }
        return field == .dayOfMonth ? .daysOfMonth(try values()) : .daysOfWeek(try values())
    }

    // MARK: Lists, ranges, steps

    /// `*`, `5`, `5-9`, each perhaps with `/2`; `/2` alone is `*/2`. Years are counted from the first in the set.
    private func insert(_ part: ArraySlice<UInt8>, into set: inout CronSet) throws(CronError) {
        try refuseMisplaced(part)
        let pieces = part.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        let base = pieces[0]
        let stepText = pieces.count > 1 ? pieces[1] : nil
        let step = try stepText.map { text throws(CronError) in try self.step(text, part) } ?? 1

        var first = field.range.lowerBound
        var last = field.range.upperBound
        if base.elementsEqual("*".utf8) || (base.isEmpty && stepText != nil) {
            // The whole range, as set above.
        } else {
            let ends = base.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
            let start = try value(ends[0], part)
            let end = try ends.count > 1 ? value(ends[1], part) : nil
            // Quartz reads a range between a name and a number wrongly or not at all.
            if let end, end.isName != start.isName { throw failure(part, .malformed) }
            if stepText != nil, start.isName { throw failure(part, .stepAfterName) }
            first = start.number
            last = end?.number ?? (stepText == nil ? first : field.range.upperBound)
        }
        if last < first {
            guard field != .year else { throw failure(part, .descendingYears) }
            last += field.range.count
        }
        let lowest = field.range.lowerBound
        let origin = field == .year ? lowest : 0
        for number in stride(from: first, through: last, by: step) {
            set.insert((number - lowest) % field.range.count + lowest - origin)
        }
    }

    private func step(_ text: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>) throws(CronError) -> Int {
        guard let step = Self.number(text) else { throw failure(part, .malformed) }
        guard (1...field.largestStep).contains(step) else {
            throw failure(part, .stepOutOfRange(1...field.largestStep))
        }
        return step
    }

    private func value(
        _ text: ArraySlice<UInt8>, _ part: ArraySlice<UInt8>
    ) throws(CronError) -> (number: Int, isName: Bool) {
        if let number = Self.number(text) {
            guard field.range.contains(number) else { throw failure(part, .outOfRange(field.range)) }
            return (number, false)
        }
        if let index = field.names.firstIndex(where: { text.elementsEqual($0.utf8) }) {
            return (index + field.range.lowerBound, true)
        }
        let looksLikeName = !field.names.isEmpty && text.count >= 3 && text.allSatisfy(Self.isCapital)
        throw failure(part, looksLikeName ? .unknownName : .malformed)
    }

    /// Words the two mistakes that are easy to make better than "malformed".
    private func refuseMisplaced(_ part: ArraySlice<UInt8>) throws(CronError) {
        if part.contains(UInt8(ascii: "?")) { throw failure(part, .misplacedQuestionMark) }
        if field.isDayField, part.count < bytes.count, try special(part) != nil { throw failure(part, .notAlone) }
    }

    // MARK: L, W and #

    /// The forms that stand alone in a day field; nil if the part is none of them.
    private func special(_ part: ArraySlice<UInt8>) throws(CronError) -> CronDays? {
        try field == .dayOfMonth ? specialDayOfMonth(part) : specialDayOfWeek(part)
    }

    /// `L`, `L-3`, `LW`, `L-3W`, `15W`.
    private func specialDayOfMonth(_ part: ArraySlice<UInt8>) throws(CronError) -> CronDays? {
        let isWorkingDay = part.last == UInt8(ascii: "W")
        let rest = isWorkingDay ? part.dropLast() : part
        if rest.first == UInt8(ascii: "L") {
            var daysBefore = 0
            if rest.count > 1 {
                guard rest.dropFirst().first == UInt8(ascii: "-"), let number = Self.number(rest.dropFirst(2)) else {
                    return nil
                }
                daysBefore = number
            }
            let legal = 0...(field.range.upperBound - 1)
            guard legal.contains(daysBefore) else { throw failure(part, .outOfRange(legal)) }
            return isWorkingDay ? .workingDayNearestLast(daysBefore: daysBefore) : .last(daysBefore: daysBefore)
        }
        guard isWorkingDay, let day = Self.number(rest) else { return nil }
        guard field.range.contains(day) else { throw failure(part, .outOfRange(field.range)) }
        return .workingDayNearest(day)
    }

    /// `6L`, `FRIL`, `6#3`, `FRI#3`; `L` alone is Saturday.
    private func specialDayOfWeek(_ part: ArraySlice<UInt8>) throws(CronError) -> CronDays? {
        if part.elementsEqual("L".utf8) {
            var saturday = CronSet()
            saturday.insert(Weekday.saturday.rawValue)
            return .daysOfWeek(saturday)
        }
        if part.last == UInt8(ascii: "L") {
            return .lastWeekday(try value(part.dropLast(), part).number)
        }
        let pieces = part.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2 else { return nil }
        let weekday = try value(pieces[0], part).number
        guard let nth = Self.number(pieces[1]) else { throw failure(part, .malformed) }
        guard (1...5).contains(nth) else { throw failure(part, .outOfRange(1...5)) }
        return .nthWeekday(weekday, nth: nth)
    }

    // MARK: Bytes

    /// The error for a part, which is shown as written.
    private func failure(_ part: ArraySlice<UInt8>, _ problem: CronProblem) -> CronError {
        let written = Array(text.utf8)[part.startIndex..<part.endIndex]
        return .field(field, text: String(decoding: written, as: UTF8.self), problem)
    }

    /// One to nine digits; leading zeros are allowed, as in `05`.
    private static func number(_ text: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(text.count) else { return nil }
        var value = 0
        for byte in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }

    private static func capital(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
    }

    private static func isCapital(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
