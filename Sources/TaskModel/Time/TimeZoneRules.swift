/// How far clocks in a time zone are from UTC at each moment: pure values, made from the bytes of a TZif file.
public struct TimeZoneRules: Hashable, Sendable {
    /// From `time` on, clocks are `offset` seconds ahead of UTC.
    struct Transition: Hashable, Sendable {
        let time: Int64
        let offset: Int
    }

    /// A stretch of time with one offset. It may start earlier than `start` says only if `start` is nil: since ever.
    struct Stretch {
        let start: Int64?
        let offset: Int
    }

    /// The offsets that a zone may have, in seconds: what RFC 8536 recommends as the bounds, -24:59:59 to +25:59:59.
    public static let legalOffsets = -89_999...93_599

    private let initialOffset: Int
    /// Ascending in time; each changes the offset.
    private let transitions: [Transition]
    /// The rule for the time after the last transition; nil goes on with the last offset.
    private let tail: RecurringZoneRule?
    /// Every offset that occurs, once, descending: the candidates that `instants(of:)` tries.
    let offsets: [Int]

    /// `transitions` must ascend in time.
    init(initialOffset: Int, transitions: [Transition], tail: RecurringZoneRule?) {
        var kept: [Transition] = []
        var current = initialOffset
        for transition in transitions where transition.offset != current {
            kept.append(transition)
            current = transition.offset
        }
        // Without any transition the rule holds for all time (RFC 8536, 3.3); otherwise only after the last one, which
        // must then be remembered even if it changes only the name of the zone.
        if let last = transitions.last, tail != nil, kept.last != last {
            kept.append(last)
        }
        self.initialOffset = initialOffset
        self.transitions = kept
        self.tail = tail
        let all = [initialOffset] + kept.map(\.offset) + (tail?.offsets ?? [])
        self.offsets = Set(all).sorted(by: >)
    }

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(initialOffset: 0, transitions: [], tail: nil)

    /// A zone that is always the same number of seconds ahead of UTC (negative: behind); beyond `legalOffsets`, the
    /// nearest of them.
    public static func fixed(offsetSeconds: Int) -> TimeZoneRules {
        let offset = min(max(offsetSeconds, legalOffsets.lowerBound), legalOffsets.upperBound)
        return TimeZoneRules(initialOffset: offset, transitions: [], tail: nil)
    }

    /// Seconds that clocks in the zone are ahead of UTC at that moment.
    public func offset(at moment: Timestamp) -> Int {
        stretch(at: moment.secondsSince1970).offset
    }

    /// The moments at which clocks in the zone show that time, ascending: none if they skip it, two if they show it
    /// twice because they are set back.
    ///
    /// Moments outside the years 1 to 9999 are left out.
    public func instants(of local: LocalTime) -> [Timestamp] {
        let seconds = local.secondsSince1970
        // Descending offsets give ascending moments.
        return offsets.compactMap { offset in
            let moment = seconds - Int64(offset)
            guard stretch(at: moment).offset == offset else { return nil }
            return Timestamp(exactSecondsSince1970: moment)
        }
    }

    /// The stretch of equal offset that holds a moment. Two stretches in a row may have the same offset.
    func stretch(at seconds: Int64) -> Stretch {
        guard let last = transitions.last, last.time <= seconds else {
            if transitions.isEmpty, let tail { return tail.stretch(at: seconds) }
            return explicitStretch(at: seconds)
        }
        guard let tail else { return Stretch(start: last.time, offset: last.offset) }
        let recurring = tail.stretch(at: seconds)
        return Stretch(start: max(last.time, recurring.start ?? last.time), offset: recurring.offset)
    }

    private func explicitStretch(at seconds: Int64) -> Stretch {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = low + (high - low) / 2
            if transitions[middle].time <= seconds { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Stretch(start: nil, offset: initialOffset) }
        return Stretch(start: transitions[low - 1].time, offset: transitions[low - 1].offset)
    }
}
