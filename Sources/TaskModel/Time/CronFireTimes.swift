/// When an expression fires.
///
/// The rule is that of Quartz 2.3 (`CronTrigger`, measured against it): the expression names clock times, and each
/// clock time stands for one moment at most.
/// - **Gap.** A clock time that clocks skip when they are set forward does not exist: nothing fires for it, neither
///   then nor later. `0 30 2 * * ?` does not fire in Berlin on the last Sunday of March; `0 0 * * * ?` goes on from
///   01:00 to 03:00, which are neighbours there.
/// - **Overlap.** A clock time that comes twice because clocks are set back fires once, the second time.
///   `0 30 2 * * ?` fires at 02:30 winter time; `0 0/30 * * * ?` fires at 01:30 summer time, then at 02:00 and 02:30
///   winter time: there are no fire times in the hour that is shown again later.
///
/// So the moments ascend strictly, and a clock time never fires twice. Quartz itself departs from this in three places,
/// where the rule holds here: asked from within the first pass of an overlap, it leaves out the start of the second;
/// after a gap at midnight, or one of two hours, it misses times that exist; and it goes on behind the year 2099.
extension CronExpression {
    /// The first moment after `moment` at which the expression fires, by the clocks of `zone`; nil if it never fires
    /// again.
    public func next(after moment: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        next(after: moment, in: zone, from: nil, until: nil)
    }

    /// The first `count` moments after `moment` at which the expression fires, ascending; fewer if there are no more.
    ///
    /// - Parameters:
    ///   - from: the first day of the zone's calendar on which it fires; nil is no limit.
    ///   - until: the last such day, included; nil is no limit.
    public func fireTimes(
        after moment: Timestamp, count: Int, in zone: TimeZoneRules, from: CalendarDate? = nil,
        until: CalendarDate? = nil
    ) -> [Timestamp] {
        var moments: [Timestamp] = []
        var last = moment
        while moments.count < count, let following = next(after: last, in: zone, from: from, until: until) {
            moments.append(following)
            last = following
        }
        return moments
    }

    private func next(
        after moment: Timestamp, in zone: TimeZoneRules, from: CalendarDate?, until: CalendarDate?
    ) -> Timestamp? {
        guard moment < .latest else { return nil }
        var start = zone.earliestLocalTime(atOrAfter: moment.advanced(bySeconds: 1))
        if let from { start = max(start, LocalTime(date: from, secondOfDay: 0)) }

        while let local = firstLocalTime(atOrAfter: start), until.map({ local.date <= $0 }) ?? true {
            guard let instant = zone.instants(of: local).last else {
                start = zone.firstLocalTime(afterGapAt: local)
                continue
            }
            // Where two changes follow so closely that their hours mix, a later clock time may be an earlier moment.
            if instant > moment { return instant }
            start = LocalTime(clampingSecondsSince1970: local.secondsSince1970 + 1)
        }
        return nil
    }
}

extension TimeZoneRules {
    /// The earliest clock time whose last moment is at or after `moment`.
    ///
    /// Usually what clocks show then. But in the first pass of an hour that comes twice, it is the start of that hour.
    fileprivate func earliestLocalTime(atOrAfter moment: Timestamp) -> LocalTime {
        let local = moment.local(in: self)
        guard let last = instants(of: local).last, last > moment else { return local }
        let second = stretch(at: last.secondsSince1970)
        guard let change = second.start else { return local }
        return min(local, LocalTime(clampingSecondsSince1970: change + Int64(second.offset)))
    }

    /// The clock time at the end of the gap that `local` is in; at least one second after `local`.
    fileprivate func firstLocalTime(afterGapAt local: LocalTime) -> LocalTime {
        let seconds = local.secondsSince1970
        // Reading the skipped time with the offset before the change gives a moment after the change.
        let ends = offsets.compactMap { offset -> Int64? in
            let after = stretch(at: seconds - Int64(offset))
            guard after.offset > offset, let change = after.start else { return nil }
            return change + Int64(after.offset)
        }
        return LocalTime(clampingSecondsSince1970: ends.filter { $0 > seconds }.min() ?? seconds + 1)
    }
}
