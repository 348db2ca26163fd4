/// Which days of a month a cron expression names: what the one of its two day fields says that is not `?`.
enum CronDays: Hashable, Sendable {
    /// Days by number, 1 to 31.
    case daysOfMonth(CronSet)
    /// `L`, `L-3`: so many days before the last.
    case last(daysBefore: Int)
    /// `LW`, `L-3W`: the working day nearest to so many days before the last.
    case workingDayNearestLast(daysBefore: Int)
    /// `15W`: the working day nearest to a day.
    case workingDayNearest(Int)
    /// Days of the week, 1 to 7.
    case daysOfWeek(CronSet)
    /// `6L`: the last such day of the week.
    case lastWeekday(Int)
    /// `6#3`: the third such day of the week.
    case nthWeekday(Int, nth: Int)

    /// The days of a month as bits 1 to 31; none if the month is too short to have the day.
    func days(year: Int, month: Int) -> UInt32 {
        let length = Civil.daysInMonth(year: year, month: month)
        // 1 is Sunday.
        let firstWeekday = Civil.weekdayFromSunday(days: Civil.days(year: year, month: month, day: 1)) + 1
        func weekday(_ day: Int) -> Int { (firstWeekday - 1 + day - 1) % 7 + 1 }
        func first(_ weekday: Int) -> Int { (weekday - firstWeekday + 7) % 7 + 1 }
        func mask(_ day: Int) -> UInt32 { (1...length).contains(day) ? 1 << UInt32(day) : 0 }
        func mask(where isWanted: (Int) -> Bool) -> UInt32 {
            (1...length).reduce(0) { isWanted($1) ? $0 | mask($1) : $0 }
        }
        /// The nearest working day, without leaving the month.
        func nearestWorkingDay(_ day: Int) -> Int {
            guard (1...length).contains(day) else { return day }
            return switch weekday(day) {
            case Weekday.saturday.rawValue: day == 1 ? 3 : day - 1
            case Weekday.sunday.rawValue: day == length ? day - 2 : day + 1
            default: day
            }
        }

        switch self {
        case .daysOfMonth(let set): return mask(where: set.contains)
        case .last(let daysBefore): return mask(length - daysBefore)
        case .workingDayNearestLast(let daysBefore): return mask(nearestWorkingDay(length - daysBefore))
        case .workingDayNearest(let day): return mask(nearestWorkingDay(day))
        case .daysOfWeek(let set): return mask { set.contains(weekday($0)) }
        case .lastWeekday(let wanted): return mask(first(wanted) + (length - first(wanted)) / 7 * 7)
        case .nthWeekday(let wanted, let nth): return mask(first(wanted) + (nth - 1) * 7)
        }
    }
}
