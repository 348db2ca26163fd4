import Testing

@testable import TaskModel

/// Compares fire times with those that a plain walk over all seconds, minutes or days finds, for random expressions.
@Suite("CronExpression against a plain walk")
struct CronPropertyTests {
    /// The moments of a walk in UTC, from one step after `start` on, that match.
    private static func walk(
        from start: Timestamp, step: Int64, count: Int64, matching: (LocalTime) -> Bool
    ) -> [Timestamp] {
        (1...count).map { start.advanced(bySeconds: $0 * step) }.filter { matching($0.local(in: .utc)) }
    }

    @Test("every second of an hour", arguments: [101, 102, 103])
    func seconds(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        for _ in 0..<12 {
            let seconds = RandomCronField(0...59, &random)
            let minutes = RandomCronField(0...59, &random)
            let text = "\(seconds.text) \(minutes.text) * * * ?"
            let start = Timestamp(secondsSince1970: Int64(random.number(0...4_000_000_000)))
            let walked = Self.walk(from: start, step: 1, count: 3_600) { local in
                seconds.values.contains(local.second) && minutes.values.contains(local.minute)
            }
            let times = try CronExpression(text).fireTimes(after: start, count: walked.count + 1, in: .utc)
            #expect(
                Array(times.prefix(walked.count)) == walked, "seed \(seed): \(text) after \(start)")
            #expect((times.last ?? .latest) > start.advanced(bySeconds: 3_600), "seed \(seed): \(text) after \(start)")
        }
    }

    @Test("every minute of two days", arguments: [201, 202, 203])
    func minutes(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        for _ in 0..<12 {
            let minutes = RandomCronField(0...59, &random)
            let hours = RandomCronField(0...23, &random)
            let weekdays = RandomCronField(1...7, &random, names: CronField.dayOfWeek.names)
            let text = "0 \(minutes.text) \(hours.text) ? * \(weekdays.text)"
            let start = Timestamp(secondsSince1970: Int64(random.number(0...60_000_000)) * 60)
            let walked = Self.walk(from: start, step: 60, count: 2_880) { local in
                minutes.values.contains(local.minute) && hours.values.contains(local.hour)
                    && weekdays.values.contains(local.date.weekday.rawValue)
            }
            let times = try CronExpression(text).fireTimes(after: start, count: walked.count + 1, in: .utc)
            #expect(
                Array(times.prefix(walked.count)) == walked, "seed \(seed): \(text) after \(start)")
            #expect(
                (times.last ?? .latest) > start.advanced(bySeconds: 172_800), "seed \(seed): \(text) after \(start)")
        }
    }

    @Test("every day of six years", arguments: [301, 302, 303, 304])
    func days(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        for _ in 0..<15 {
            let days = RandomCronDays(&random)
            let months = RandomCronField(1...12, &random, names: CronField.month.names)
            let firstYear = random.number(1970...2094)
            let years = RandomCronField(firstYear...firstYear + 5, &random, wraps: false)
            let hasYears = random.chance(50)
            let text = "0 0 12 \(days.dayOfMonth) \(months.text) \(days.dayOfWeek)\(hasYears ? " \(years.text)" : "")"
            var walked: [String] = []
            var date = try CalendarDate(year: firstYear, month: 1, day: 1)
            let end = try CalendarDate(year: firstYear + 5, month: 12, day: 31)
            while date <= end {
                if months.values.contains(date.month), !hasYears || years.values.contains(date.year), days.matches(date)
                {
                    walked.append("\(date.text)T12:00:00Z")
                }
                guard let next = date.adding(days: 1) else { break }
                date = next
            }
            let start = try Timestamp("\(firstYear)-01-01T00:00:00Z")
            let times = try CronExpression(text).fireTimes(after: start, count: walked.count + 1, in: .utc, until: end)
            #expect(times.map(\.text) == walked, "seed \(seed): \(text) from \(firstYear)")
        }
    }

    @Test("every minute around a change of the clocks", arguments: [401, 402, 403, 404])
    func daylight(seed: UInt64) throws {
        var random = TimeTestRandom(seed: seed)
        let rules = [berlinRule, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"]
        let changes = ["2026-03-28T23:00:00Z", "2026-10-24T23:00:00Z", "2026-04-04T13:00:00Z", "2026-10-03T13:00:00Z"]
        for _ in 0..<10 {
            let zone = try TimeZoneRules(tzif: TestZoneFile.footer(rules[random.number(0...2)]))
            let start = try Timestamp(changes[random.number(0...3)]).advanced(
                bySeconds: Int64(random.number(-60...180)) * 60)
            let minutes = RandomCronField(0...59, &random)
            let hours = RandomCronField(0...23, &random)
            let text = "0 \(minutes.text) \(hours.text) * * ?"
            // Each clock time counts for the last moment at which it is shown. The walk goes on a while behind the part
            // that is compared, so that a clock time shown again there is seen.
            var moments: [LocalTime: Timestamp] = [:]
            for minute in 1...600 {
                let moment = start.advanced(bySeconds: Int64(minute) * 60)
                moments[moment.local(in: zone)] = moment
            }
            let end = start.advanced(bySeconds: 450 * 60)
            let walked = moments.filter { local, moment in
                moment <= end && minutes.values.contains(local.minute) && hours.values.contains(local.hour)
            }.values.sorted()
            let times = try CronExpression(text).fireTimes(after: start, count: walked.count + 1, in: zone)
            #expect(Array(times.prefix(walked.count)) == walked, "seed \(seed): \(text) after \(start)")
            #expect((times.last ?? .latest) > end, "seed \(seed): \(text) after \(start)")
        }
    }
}
