/// A day of the week, numbered as Quartz does: 1 is Sunday, 7 is Saturday.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
    case sunday = 1
    case monday, tuesday, wednesday, thursday, friday, saturday

    /// Whether the day counts as a working day for Quartz's `W`: Monday to Friday, whatever the country.
    public var isWorkingDay: Bool { self != .sunday && self != .saturday }
}
