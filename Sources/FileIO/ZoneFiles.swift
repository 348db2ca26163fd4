public import TaskModel

/// Reads time zones from the system's zone database.
public struct ZoneFiles: Sendable {
    /// The directory of the database.
    public let directory: String

    /// Uses a directory; `/usr/share/zoneinfo` unless another is given.
    public init(directory: String = "/usr/share/zoneinfo") { self.directory = directory }

    /// The rules of a zone by its IANA name; nil when there is no such zone. Throws what reading its file throws.
    public func rules(named name: String) throws -> TimeZoneRules? {
        guard TimeZoneRules.isValidName(name) else { return nil }
        let path = "\(directory)/\(name)"
        guard let status = try Files.status(path), status.isFile else {
            return name.isIdentical(to: "UTC") ? .utc : nil
        }
        do {
            return try TimeZoneRules(tzif: Files.read(path, limit: 1 << 20))
        } catch let error as TimeZoneError {
            throw TaskferryError(.badFile, subject: path, cause: "\(error)")
        }
    }
}
