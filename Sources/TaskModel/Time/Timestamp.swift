/// A moment, in whole seconds of POSIX time (86,400 a day, no leap seconds).
///
/// It always lies between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, so that every timestamp has a text form and
/// arithmetic on it cannot overflow.
public struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public let secondsSince1970: Int64

    /// 0001-01-01T00:00:00Z.
    public static let earliest = Timestamp(secondsSince1970: Int64.min)
    /// 9999-12-31T23:59:59Z.
    public static let latest = Timestamp(secondsSince1970: Int64.max)

    private static let legalSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// The moment `seconds` after 1970-01-01T00:00:00Z; what lies beyond the legal range becomes its nearest end.
    public init(secondsSince1970 seconds: Int64) {
        secondsSince1970 = min(max(seconds, Self.legalSeconds.lowerBound), Self.legalSeconds.upperBound)
    }

    /// The moment `seconds` after 1970-01-01T00:00:00Z, or nil beyond the legal range.
    init?(exactSecondsSince1970 seconds: Int64) {
        guard Self.legalSeconds.contains(seconds) else { return nil }
        secondsSince1970 = seconds
    }

    /// The moment that many seconds later (earlier if negative), stopping at the ends of the legal range.
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
        guard overflow else { return Timestamp(secondsSince1970: sum) }
        return seconds < 0 ? .earliest : .latest
    }

    /// Seconds from `earlier` to this moment; negative if `earlier` is the later one.
    public func seconds(since earlier: Timestamp) -> Int64 {
        secondsSince1970 - earlier.secondsSince1970
    }

    /// What a clock in the zone shows at this moment; at the ends of the legal range, the first or last second of it.
    public func local(in zone: TimeZoneRules) -> LocalTime {
        LocalTime(clampingSecondsSince1970: secondsSince1970 + Int64(zone.offset(at: self)))
    }
}

extension Timestamp: Comparable {
    /// Whether the left moment comes before the right one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
