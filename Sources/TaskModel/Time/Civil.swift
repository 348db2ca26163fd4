/// Day arithmetic of the proleptic Gregorian calendar on plain numbers.
///
/// It knows no limits of its own, so that the types which have limits (`CalendarDate`, `Timestamp`) can look one
/// step beyond them. Years and days must stay within ±10¹² to rule out overflow; every caller is far inside.
enum Civil {
    static let secondsPerDay: Int64 = 86_400

    /// The Gregorian calendar repeats after 400 years.
    private static let yearsPerEra = 400
    private static let daysPerEra = 146_097
    /// Days from 0000-03-01, where eras start, to 1970-01-01.
    private static let daysToEpoch = 719_468

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month; 0 for a month that does not exist.
    static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 0
        }
    }

    /// Days since 1970-01-01 of a date. Counts years from March, which puts the leap day last.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = floorDivide(marchYear, yearsPerEra)
        let yearOfEra = marchYear - era * yearsPerEra
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - daysToEpoch
    }

    /// The date that is `days` after 1970-01-01.
    static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + daysToEpoch
        let era = floorDivide(shifted, daysPerEra)
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * yearsPerEra + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    /// The day of the week, 0 for Sunday to 6 for Saturday.
    static func weekdayFromSunday(days: Int) -> Int {
        let remainder = (days + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    static func floorDivide<Number: SignedInteger>(_ value: Number, _ divisor: Number) -> Number {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// A number with leading zeros, for the fixed-width forms of dates and times. `value` must not be negative.
    static func padded(_ value: Int, width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
