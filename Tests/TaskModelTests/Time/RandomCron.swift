@testable import TaskModel

/// A random list for a cron field, with the values that it means, found by counting instead of by parsing.
struct RandomCronField {
    private(set) var text = ""
    private(set) var values: Set<Int> = []

    init(_ range: ClosedRange<Int>, _ random: inout TimeTestRandom, names: [String] = [], wraps: Bool = true) {
        for index in 0..<random.number(1...3) {
            let part = Self.part(range, &random, names: names, wraps: wraps)
            text += (index == 0 ? "" : ",") + part.text
            values.formUnion(part.values)
        }
    }

    private static func part(
        _ range: ClosedRange<Int>, _ random: inout TimeTestRandom, names: [String], wraps: Bool
    ) -> (text: String, values: [Int]) {
        func next(_ value: Int) -> Int { value == range.upperBound ? range.lowerBound : value + 1 }
        func count(from first: Int, to last: Int, step: Int) -> [Int] {
            var value = first
            var position = 0
            var found = [first]
            while value != last {
                value = next(value)
                position += 1
                if position % step == 0 { found.append(value) }
            }
            return found
        }
        let useNames = !names.isEmpty && random.chance(50)
        func word(_ value: Int) -> String { useNames ? names[value - range.lowerBound] : String(value) }
        let first = random.number(range)
        var last = random.number(range)
        if !wraps { last = max(first, last) }
        let step = random.number(1...max(1, min(range.count - 1, 12)))
        switch random.number(0...9) {
        case 0...4: return (word(first), [first])
        case 5, 6: return ("\(word(first))-\(word(last))", count(from: first, to: last, step: 1))
        case 7: return ("\(first)-\(last)/\(step)", count(from: first, to: last, step: step))
        case 8 where wraps: return ("\(first)/\(step)", count(from: first, to: range.upperBound, step: step))
        case 9 where wraps: return ("*/\(step)", count(from: range.lowerBound, to: range.upperBound, step: step))
        default: return (String(last), [last])
        }
    }
}

/// Random day fields of a cron expression, with a test for days that follows the words of the rules.
struct RandomCronDays {
    let dayOfMonth: String
    let dayOfWeek: String
    let matches: (CalendarDate) -> Bool

    init(_ random: inout TimeTestRandom) {
        let weekday = random.number(1...7)
        let name = random.chance(50) ? CronField.dayOfWeek.names[weekday - 1] : String(weekday)
        let number = random.number(1...31)
        switch random.number(0...7) {
        case 0, 1:
            let field = RandomCronField(1...31, &random)
            (dayOfMonth, dayOfWeek) = (field.text, "?")
            matches = { field.values.contains($0.day) }
        case 2, 3:
            let field = RandomCronField(1...7, &random, names: CronField.dayOfWeek.names)
            (dayOfMonth, dayOfWeek) = ("?", field.text)
            matches = { field.values.contains($0.weekday.rawValue) }
        case 4:
            (dayOfMonth, dayOfWeek) = ("L-\(number - 1)", "?")
            matches = { $0.daysInMonth - $0.day == number - 1 }
        case 5:
            let fromEnd = random.chance(50)
            (dayOfMonth, dayOfWeek) = (fromEnd ? (number == 1 ? "LW" : "L-\(number - 1)W") : "\(number)W", "?")
            matches = { date in
                let target = fromEnd ? date.daysInMonth - (number - 1) : number
                return Self.nearestWorkingDay(target, inMonthOf: date) == date
            }
        case 6:
            (dayOfMonth, dayOfWeek) = ("?", "\(name)L")
            matches = { $0.weekday.rawValue == weekday && $0.day + 7 > $0.daysInMonth }
        default:
            let nth = random.number(1...5)
            (dayOfMonth, dayOfWeek) = ("?", "\(name)#\(nth)")
            matches = { $0.weekday.rawValue == weekday && ($0.day - 1) / 7 + 1 == nth }
        }
    }

    /// Looks one day back, one on, two back, two on, and takes the first working day of the same month.
    private static func nearestWorkingDay(_ target: Int, inMonthOf date: CalendarDate) -> CalendarDate? {
        guard (1...date.daysInMonth).contains(target) else { return nil }
        return [0, -1, 1, -2, 2].lazy.compactMap { distance in
            try? CalendarDate(year: date.year, month: date.month, day: target + distance)
        }.first { $0.weekday.isWorkingDay }
    }
}
