/// Why the bytes of a time zone file are refused.
public enum TimeZoneError: Error, Hashable, Sendable {
    /// A part of a TZif file (RFC 8536), named as there.
    public enum Field: String, Hashable, Sendable {
        case transitionTimes, transitionTypes, localTimeTypes, designations, leapSeconds
        case standardIndicators, utIndicators
    }

    /// A part of the footer's rule, in the order of its text.
    public enum FooterField: String, Hashable, Sendable {
        case standardName, standardOffset, daylightName, daylightOffset, startRule, startTime, endRule, endTime, end
    }

    /// The bytes do not start with `TZif`.
    case notTimeZoneFile
    /// The version byte is none of NUL, `2`, `3`, `4`, or the second header has another than the first.
    case unsupportedVersion(UInt8)
    /// The bytes end before what the header announces; this includes counts that no file could hold.
    case truncated
    /// There are bytes behind the end of the data or of the footer.
    case trailingBytes(Int)
    /// A count in the header breaks the rules: no types at all, more than one byte can number, or indicators that are
    /// neither none nor one for each type.
    case badCount(Field, Int)
    /// A value is not possible, such as an offset of days or an index of a type that is not there; the number is its place, from 0.
    case badValue(Field, index: Int)
    /// The file counts leap seconds (such as those under `right/`), so its times are not POSIX times.
    case leapSeconds(Int)
    /// The footer's rule is malformed from this field on.
    case badFooter(FooterField, String)
}
