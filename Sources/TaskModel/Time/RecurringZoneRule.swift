/// The yearly rule in the footer of a time zone file (a POSIX `TZ` value with the extensions of RFC 8536), such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringZoneRule: Hashable, Sendable {
    /// A day of the year.
    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365; February 29 is never counted.
        case julian(Int)
        /// `n`: 0 to 365; February 29 is counted.
        case zeroBased(Int)
        /// `Mm.w.d`: the `w`th weekday `d` (0 is Sunday) of month `m`; week 5 is the last.
        case monthWeek(month: Int, week: Int, weekday: Int)
    }

    /// When clocks change: so many seconds after midnight of a day, on the clock before the change.
    struct Change: Hashable, Sendable {
        let day: Day
        /// -167 to 167 hours, in seconds.
        let time: Int

        /// Seconds since 1970-01-01 00:00:00 on the clock before the change.
        func localSeconds(year: Int) -> Int64 {
            Int64(daysSince1970(year: year)) * Civil.secondsPerDay + Int64(time)
        }

        private func daysSince1970(year: Int) -> Int {
            switch day {
            case .julian(let number):
                let leapDay = Civil.isLeap(year) && number >= 60 ? 1 : 0
                return Civil.days(year: year, month: 1, day: 1) + number - 1 + leapDay
            case .zeroBased(let number):
                return Civil.days(year: year, month: 1, day: 1) + number
            case .monthWeek(let month, let week, let weekday):
                let first = Civil.days(year: year, month: month, day: 1)
                let toWeekday = (weekday - Civil.weekdayFromSunday(days: first) + 7) % 7
                var offset = toWeekday + (week - 1) * 7
                if offset >= Civil.daysInMonth(year: year, month: month) { offset -= 7 }
                return first + offset
            }
        }
    }

    struct Daylight: Hashable, Sendable {
        /// Seconds ahead of UTC while daylight saving holds.
        let offset: Int
        let start: Change
        let end: Change
    }

    /// Seconds ahead of UTC outside daylight saving.
    let standardOffset: Int
    let daylight: Daylight?

    var offsets: [Int] {
        [standardOffset] + (daylight.map { [$0.offset] } ?? [])
    }

    /// The stretch of equal offset that holds a moment.
    func stretch(at seconds: Int64) -> TimeZoneRules.Stretch {
        guard let daylight else { return TimeZoneRules.Stretch(start: nil, offset: standardOffset) }
        // The times of a rule may reach into the years beside it, so these are looked at as well. A change to daylight
        // saving wins over a change back at the same moment: this is how a rule says "all the year".
        let year = Civil.date(days: Int(Civil.floorDivide(seconds, Civil.secondsPerDay))).year
        var latest: (time: Int64, offset: Int)?
        for year in (year - 2)...(year + 1) {
            let end = daylight.end.localSeconds(year: year) - Int64(daylight.offset)
            if end <= seconds, latest.map({ $0.time < end }) ?? true { latest = (end, standardOffset) }
            let start = daylight.start.localSeconds(year: year) - Int64(standardOffset)
            if start <= seconds, latest.map({ $0.time <= start }) ?? true { latest = (start, daylight.offset) }
        }
        return TimeZoneRules.Stretch(start: latest?.time, offset: latest?.offset ?? standardOffset)
    }
}
