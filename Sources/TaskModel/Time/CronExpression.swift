/// A Quartz cron expression: seconds, minutes, hours, day of month, month, day of week and perhaps year.
///
/// | field | values | also |
/// | --- | --- | --- |
/// | seconds, minutes | 0–59 | `* , - /` |
/// | hours | 0–23 | `* , - /` |
/// | day of month | 1–31 | `* , - / ? L L-3 LW L-3W 15W` |
/// | month | 1–12, JAN–DEC | `* , - /` |
/// | day of week | 1–7, SUN–SAT (1 is Sunday) | `* , - / ? L 6L FRIL 6#3 FRI#3` |
/// | year (optional) | 1970–2099 | `* , - /` |
///
/// - Letters count in either case, fields are parted by spaces and tabs, leading zeros are allowed.
/// - `5/10` is 5, 15, 25 … to the end of the field; `*/10` and `/10` start at its lowest value. Ranges wrap around
///   (`FRI-MON`, `22-2`), except for years.
/// - Exactly one of the two day fields is `?`.
/// - `L`, `W` and `#` stand alone in their field. A day that a month has not does not fire in it: `31`, `31W`, `L-30`
///   and `6#5` pass over short months. `W` never leaves the month. `L` as day of week is Saturday.
/// - What Quartz lets pass but reads otherwise than it looks (`MON-FRI/2`, `MONDAY`, `*/0`, `1,,2`) is refused.
///
/// The text is kept as written. Two expressions are equal if their texts are, byte by byte.
public struct CronExpression: Sendable {
    /// The expression as written.
    public let text: String

    /// The years that an expression can name. It never fires outside them.
    public static let legalYears = 1970...2099
    /// The most bytes that an expression may have.
    public static let longestText = 2_048

    let seconds: CronSet
    let minutes: CronSet
    let hours: CronSet
    let days: CronDays
    let months: CronSet
    /// Years counted from the first legal one.
    let years: CronSet

    /// - Throws: `CronError` with the first field that is wrong.
    public init(_ text: String) throws(CronError) {
        guard text.utf8.count <= Self.longestText else { throw .tooLong(text.utf8.count) }
        // Unicode scalars, as a combining mark after a space would make both one Character.
        let fields = text.unicodeScalars.split { $0 == " " || $0 == "\t" }.map { Substring($0) }
        guard fields.count == 6 || fields.count == 7 else { throw .fieldCount(fields.count) }

        seconds = try CronFieldParser(.seconds, fields[0]).values()
        minutes = try CronFieldParser(.minutes, fields[1]).values()
        hours = try CronFieldParser(.hours, fields[2]).values()
        let hasDayOfMonth = fields[3] != "?"
        let hasDayOfWeek = fields[5] != "?"
        let daysOfMonth = try hasDayOfMonth ? CronFieldParser(.dayOfMonth, fields[3]).days() : nil
        months = try CronFieldParser(.month, fields[4]).values()
        let daysOfWeek = try hasDayOfWeek ? CronFieldParser(.dayOfWeek, fields[5]).days() : nil
        years = try CronFieldParser(.year, fields.count > 6 ? fields[6] : "*").values()
        guard let days = daysOfMonth ?? daysOfWeek, hasDayOfMonth != hasDayOfWeek else {
            throw .dayFields(dayOfMonth: String(fields[3]), dayOfWeek: String(fields[5]))
        }
        self.days = days
        self.text = text
    }
}

extension CronExpression: Hashable {
    /// Whether the texts are equal, byte by byte.
    public static func == (left: CronExpression, right: CronExpression) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes of the text. They are all ASCII, so that hashing the text does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}

extension CronExpression: CustomStringConvertible {
    /// The expression as written.
    public var description: String { text }
}
