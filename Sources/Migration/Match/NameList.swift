import TaskModel

/// The task names of a batch, as somebody gave them (R3).
public struct NameList: Sendable {
    /// How many tasks a batch may have.
    public static let nameLimit = 200
    /// How many characters a list may have: Unicode scalars as given, CRLF as one, without the last line break (§3).
    public static let characterLimit = 12_800

    /// The names: trimmed, without blank lines, each once, in the order given.
    public let names: [String]
    /// Names that stood there again and were dropped, each once.
    public let repeated: [String]
    /// The characters of the list as given.
    public let characters: Int

    /// Reads a list with one name a line.
    ///
    /// Throws `too-many-characters`, `too-many-names` or `empty-list`; the two limits hold independently.
    public init(parsing text: String) throws {
        var count = 0
        var lines: [String] = [""]
        var endsWithBreak = false
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n", previous == "\r" { continue }
            count += 1
            endsWithBreak = scalar == "\n" || scalar == "\r"
            if endsWithBreak {
                lines.append("")
            } else {
                lines[lines.count - 1].unicodeScalars.append(scalar)
            }
        }
        try self.init(lines: lines, characters: endsWithBreak ? count - 1 : count)
    }

    /// Takes names given as words of a command: as a list with one a line.
    public init(arguments: [String]) throws {
        try self.init(parsing: arguments.joined(separator: "\n"))
    }

    private init(lines: [String], characters: Int) throws {
        guard characters <= Self.characterLimit else {
            throw TaskferryError(.tooManyCharacters, subject: "\(characters)", detail: "\(Self.characterLimit)")
        }
        var seen = Set<ExactString>()
        var again = Set<ExactString>()
        var names: [String] = []
        var repeated: [String] = []
        for line in lines {
            let name = line.trimmed
            if name.isEmpty { continue }
            if seen.insert(ExactString(name)).inserted {
                names.append(name)
            } else if again.insert(ExactString(name)).inserted {
                repeated.append(name)
            }
        }
        guard !names.isEmpty else { throw TaskferryError(.emptyList) }
        guard names.count <= Self.nameLimit else {
            throw TaskferryError(.tooManyNames, subject: "\(names.count)", detail: "\(Self.nameLimit)")
        }
        self.names = names
        self.repeated = repeated
        self.characters = characters
    }

    /// The counter that stands under the list: `24/12800`.
    public var counter: String { "\(characters)/\(Self.characterLimit)" }

    /// Whether the same tasks are meant, in whatever order.
    public func hasSameNames(as names: [String]) -> Bool {
        Set(self.names.map(ExactString.init)) == Set(names.map(ExactString.init))
    }
}
