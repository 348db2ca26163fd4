/// A field of a cron expression, in the order of its text.
public enum CronField: String, CaseIterable, Hashable, Sendable {
    case seconds, minutes, hours, dayOfMonth, month, dayOfWeek, year

    /// The numbers that the field may hold. Days of the week count from 1, Sunday.
    public var range: ClosedRange<Int> {
        switch self {
        case .seconds, .minutes: 0...59
        case .hours: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 1...7
        case .year: CronExpression.legalYears
        }
    }

    /// The largest step that may follow a `/`, as Quartz has it; for years, their whole range.
    public var largestStep: Int {
        switch self {
        case .seconds, .minutes, .hours: range.upperBound
        case .dayOfMonth, .month, .dayOfWeek, .year: range.count
        }
    }

    /// Whether `?` may stand in the field.
    var isDayField: Bool { self == .dayOfMonth || self == .dayOfWeek }

    /// Three-letter names in capitals, from the lowest number of the field on.
    var names: [String] {
        switch self {
        case .month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        case .dayOfWeek: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
        case .seconds, .minutes, .hours, .dayOfMonth, .year: []
        }
    }
}
