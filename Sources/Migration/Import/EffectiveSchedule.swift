import FileIO
public import TaskModel

/// A schedule whose texts all mean something.
public struct EffectiveSchedule: Sendable {
    /// The parsed expression.
    public let cron: CronExpression
    /// The rules of its time zone.
    public let zone: TimeZoneRules
    /// The time zone's name.
    public let zoneName: String
    /// The first local day, where there is a bound.
    public let from: CalendarDate?
    /// The last local day, where there is a bound.
    public let until: CalendarDate?

    /// The next fire times after a moment, at most so many.
    public func fireTimes(after moment: Timestamp, count: Int) -> FireTimes {
        FireTimes(
            moments: cron.fireTimes(after: moment, count: count, in: zone, from: from, until: until), zone: zone,
            zoneName: zoneName)
    }
}

/// The next times that a task runs, with the time zone that its schedule is in.
public struct FireTimes: Sendable, Equatable {
    /// The moments, in order; none when it does not run any more.
    public let moments: [Timestamp]
    /// The rules of the schedule's time zone.
    public let zone: TimeZoneRules
    /// The time zone's name.
    public let zoneName: String
}

extension Schedule {
    /// A part of a schedule that means nothing.
    struct Problem {
        enum Part: String {
            case cron, timeZone, effectiveFrom, effectiveUntil
        }

        let part: Part
        let text: String
        let cause: String
    }

    /// What is wrong with the texts.
    func problems(_ zones: ZoneFiles) throws -> [Problem] {
        var problems: [Problem] = []
        do {
            _ = try CronExpression(cron)
        } catch {
            problems.append(Problem(part: .cron, text: cron, cause: "\(error)"))
        }
        if try zones.rules(named: timeZone) == nil {
            problems.append(Problem(part: .timeZone, text: timeZone, cause: "no such time zone"))
        }
        var dates: [CalendarDate?] = []
        for (part, text) in [(Problem.Part.effectiveFrom, effectiveFrom), (.effectiveUntil, effectiveUntil)] {
            dates.append(nil)
            if text.isEmpty { continue }
            do {
                dates[dates.count - 1] = try CalendarDate(text)
            } catch {
                problems.append(Problem(part: part, text: text, cause: "\(error)"))
            }
        }
        if let from = dates[0], let until = dates[1], until < from {
            problems.append(Problem(part: .effectiveUntil, text: effectiveUntil, cause: "before \(effectiveFrom)"))
        }
        return problems
    }

    /// The schedule to compute with; nil when something in it means nothing.
    func effective(_ zones: ZoneFiles) throws -> EffectiveSchedule? {
        guard try problems(zones).isEmpty, let cron = try? CronExpression(cron),
            let zone = try zones.rules(named: timeZone)
        else { return nil }
        return EffectiveSchedule(
            cron: cron, zone: zone, zoneName: timeZone, from: try? CalendarDate(effectiveFrom),
            until: try? CalendarDate(effectiveUntil))
    }
}
