/// Why a text is not a cron expression.
public enum CronError: Error, Hashable, Sendable {
    /// The text has more bytes than `CronExpression.longestText`.
    case tooLong(Int)
    /// The text has not 6 or 7 fields, but that many.
    case fieldCount(Int)
    /// Of day of month and day of week, not exactly one is `?`; these are their texts.
    case dayFields(dayOfMonth: String, dayOfWeek: String)
    /// A part of a field is wrong; `text` is the offending part as written.
    case field(CronField, text: String, CronProblem)
}

/// What is wrong with a part of a cron field.
public enum CronProblem: Hashable, Sendable {
    /// It has no form that the field knows.
    case malformed
    /// A number is outside the range.
    case outOfRange(ClosedRange<Int>)
    /// It is neither a number nor one of the names that the field has.
    case unknownName
    /// The step after `/` is outside the range.
    case stepOutOfRange(ClosedRange<Int>)
    /// A step follows names, as in `MON-FRI/2`. Quartz ignores it there, so it cannot mean what it seems to; with
    /// numbers it works.
    case stepAfterName
    /// The first year of a range is later than the last. (Ranges of the other fields wrap around.)
    case descendingYears
    /// `?` stands in another field than those of days, or together with something.
    case misplacedQuestionMark
    /// A form with `L`, `W` or `#` stands in a list; Quartz knows it only alone.
    case notAlone
}
