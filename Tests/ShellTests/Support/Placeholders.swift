import Foundation

/// Replaces what differs from run to run by stable placeholders, numbered by first appearance in a session.
struct Placeholders {
    private let directory: String
    private var numbers: [String: [String: Int]] = [:]

    /// The account that the tests run under: a process of its own, such as a worker, acts as nobody else.
    static let account: String = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""

    init(directory: String) { self.directory = directory }

    mutating func apply(_ line: String) -> String {
        var line = line.replacingOccurrences(of: directory, with: "<tmp>")
        line = Self.replace(line, "\\b\(Self.account)(（| \\()", "<account>$1")
        line = replace(line, "package", "\\b[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}\\b")
        line = replace(line, "sha256", "\\b[0-9a-f]{64}\\b")
        line = replace(line, "uid", "\\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\\b")
        line = Self.replace(line, "20(2[4-9]|[3-9][0-9])-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}Z?", "<now>")
        line = Self.replace(line, " +[0-9.]+ (B|KiB|MiB|GiB)\\b", "  <size>")
        line = Self.replace(line, "\"(size|compressedSize)\":[0-9]+", "\"$1\":<size>")
        line = Self.replace(line, "(进程 |process |\"process\":)[0-9]+", "$1<pid>")
        return line
    }

    private mutating func replace(_ line: String, _ kind: String, _ pattern: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return line }
        var result = ""
        var place = line.startIndex
        for match in expression.matches(in: line, range: NSRange(line.startIndex..., in: line)) {
            guard let range = Range(match.range, in: line) else { continue }
            let text = String(line[range])
            let count = numbers[kind]?.count ?? 0
            let number = numbers[kind, default: [:]][text] ?? count + 1
            numbers[kind, default: [:]][text] = number
            result += line[place..<range.lowerBound] + "<\(kind):\(number)>"
            place = range.upperBound
        }
        return result + line[place...]
    }

    private static func replace(_ line: String, _ pattern: String, _ template: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return line }
        return expression.stringByReplacingMatches(
            in: line, range: NSRange(line.startIndex..., in: line), withTemplate: template)
    }
}
