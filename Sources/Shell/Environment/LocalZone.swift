import FileIO
import TaskModel

/// The zone that the user's clock shows.
enum LocalZone {
    /// The zone of `TZ`, else the system's (`/etc/localtime`), else UTC. A zone that cannot be read is no reason to
    /// stop: times are shown in UTC then.
    static func rules(_ variables: [String: String]) -> TimeZoneRules {
        let files = variables["TZDIR"].map { ZoneFiles(directory: $0) } ?? ZoneFiles()
        if let text = variables["TZ"] {
            let name = text.utf8.first == UInt8(ascii: ":") ? String(text.dropFirst()) : text
            if name.isEmpty { return .utc }
            if let rules = try? files.rules(named: name) { return rules }
            let path = name.utf8.first == UInt8(ascii: "/") ? name : "/etc/localtime"
            return rules(file: path)
        }
        return rules(file: "/etc/localtime")
    }

    private static func rules(file path: String) -> TimeZoneRules {
        guard let bytes = try? Files.read(path, limit: 1 << 20), let rules = try? TimeZoneRules(tzif: bytes) else {
            return .utc
        }
        return rules
    }
}
