extension CronExpression {
    /// The first clock time at or after `start` that the expression names, without regard to time zones; nil if none
    /// is left.
    ///
    /// Goes from bit to bit, so that a date years away costs no more than looking at each month in between.
    func firstLocalTime(atOrAfter start: LocalTime) -> LocalTime? {
        guard let date = firstDate(atOrAfter: start.date) else { return nil }
        if date == start.date, let second = firstSecondOfDay(atOrAfter: start.secondOfDay) {
            return LocalTime(date: date, secondOfDay: second)
        }
        let later = date == start.date ? date.adding(days: 1).flatMap(firstDate) : date
        guard let later, let second = firstSecondOfDay(atOrAfter: 0) else { return nil }
        return LocalTime(date: later, secondOfDay: second)
    }

    private func firstSecondOfDay(atOrAfter start: Int) -> Int? {
        guard let firstMinute = minutes.first(atOrAfter: 0), let firstSecond = seconds.first(atOrAfter: 0) else {
            return nil
        }
        let (hour, minute, second) = (start / 3_600, start / 60 % 60, start % 60)
        if hours.contains(hour) {
            if minutes.contains(minute), let later = seconds.first(atOrAfter: second) {
                return hour * 3_600 + minute * 60 + later
            }
            if let later = minutes.first(atOrAfter: minute + 1) {
                return hour * 3_600 + later * 60 + firstSecond
            }
        }
        return hours.first(atOrAfter: hour + 1).map { $0 * 3_600 + firstMinute * 60 + firstSecond }
    }

    private func firstDate(atOrAfter start: CalendarDate) -> CalendarDate? {
        let firstLegal = Self.legalYears.lowerBound
        var nextYear = max(start.year, firstLegal)
        while let index = years.first(atOrAfter: nextYear - firstLegal) {
            let year = firstLegal + index
            var nextMonth = year == start.year ? start.month : 1
            while let month = months.first(atOrAfter: nextMonth) {
                var mask = days.days(year: year, month: month)
                if year == start.year, month == start.month {
                    mask &= UInt32.max << UInt32(start.day)
                }
                if mask != 0 {
                    return try? CalendarDate(year: year, month: month, day: mask.trailingZeroBitCount)
                }
                nextMonth = month + 1
            }
            nextYear = year + 1
        }
        return nil
    }
}
