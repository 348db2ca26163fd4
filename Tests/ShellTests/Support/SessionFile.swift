import Foundation

/// A transcript: commands and the exact output that they must give (cram-like).
///
///     lang: zh
///
///     # A comment.
///     % clock +3d
///     $ taskferry status
///     output
///     2> a line on standard error
///     [1]
///
/// `% clock +3d|+2h|+5s`, `% user NAME`, `% env NAME=VALUE` hold for what follows. `<<END` bodies follow their command.
/// Output that begins like one of these has a backslash before it.
struct SessionFile {
    struct Step {
        /// Comments and blank lines before it, as they are.
        var leading: [String] = []
        var kind: Kind
        /// The lines of the command with its body, or of the directive.
        var source: [String]
        var expected: [String] = []
    }

    enum Kind {
        case command
        case directive
    }

    var header: [String] = []
    var steps: [Step] = []
    var trailing: [String] = []

    init(parsing text: String) {
        var lines = text.components(separatedBy: "\n")[...]
        if lines.last?.isEmpty == true { lines.removeLast() }
        while let line = lines.first, line.contains(": "), !Self.isMarker(line) {
            header.append(String(lines.removeFirst())); _ = line
        }
        var leading: [String] = []
        while let line = lines.popFirst() {
            if line.hasPrefix("$ ") {
                var source = [line]
                if let end = Self.listEnd(line) {
                    while let body = lines.popFirst() {
                        source.append(body)
                        if body == end { break }
                    }
                }
                var expected: [String] = []
                while let output = lines.first, !Self.isMarker(output) {
                    expected.append(output)
                    lines.removeFirst()
                }
                var blank: [String] = []
                while expected.last == "" { blank.append(expected.removeLast()) }
                steps.append(Step(leading: leading, kind: .command, source: source, expected: expected))
                leading = blank
            } else if line.hasPrefix("% ") {
                steps.append(Step(leading: leading, kind: .directive, source: [line]))
                leading = []
            } else {
                leading.append(line)
            }
        }
        trailing = leading
    }

    /// The file with other expected output.
    func text(_ outputs: [[String]]) -> String {
        var lines = header
        for (step, output) in zip(steps, outputs) { lines += step.leading + step.source + output }
        return (lines + trailing).joined(separator: "\n") + "\n"
    }

    var language: String? {
        header.lazy.filter { $0.hasPrefix("lang: ") }.map { String($0.dropFirst(6)) }.first
    }

    private static func isMarker(_ line: String) -> Bool {
        line.hasPrefix("$ ") || line.hasPrefix("% ") || line.hasPrefix("# ") || line == "#"
    }

    /// An output line as the file has it.
    static func escaped(_ line: String) -> String {
        isMarker(line) || line.hasPrefix("\\") || line.hasPrefix("2> ") || line.hasPrefix("[") ? "\\" + line : line
    }

    private static func listEnd(_ line: String) -> String? {
        guard let place = line.range(of: "<<") else { return nil }
        let word = line[place.upperBound...].prefix { $0 != " " && $0 != "|" && $0 != ";" && $0 != ">" }
        return word.isEmpty ? nil : word.trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
    }
}
