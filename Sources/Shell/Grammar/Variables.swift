import TaskModel

/// What `$1` to `$9` and `${NAME}` stand for. Settings are `set`'s, variables are `let`'s (§7).
struct Variables: Sendable {
    /// The script's arguments: `$1` is the first.
    var arguments: [String] = []
    private var values: [ExactString: String] = [:]

    /// The value of a name; nil when it is not set.
    subscript(name: String) -> String? {
        get {
            if let number = Int(name), (1...9).contains(number) {
                return number <= arguments.count ? arguments[number - 1] : nil
            }
            return values[ExactString(name)]
        }
        set { values[ExactString(name)] = newValue }
    }

    /// The names that `let` has set, sorted.
    var names: [String] { values.keys.sorted().map(\.text) }

    /// Whether a text can be a variable's name: an ASCII letter or `_`, then letters, digits and `_`.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
            default: false
            }
        }
    }

    /// A word or list with its variables filled in. Throws `unset-variable` with the place.
    func fill(_ parts: [Word.Part], file: String) throws -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .variable(let name, let line, let column):
                guard let value = self[name] else {
                    throw TaskferryError(
                        .unsetVariable, subject: name,
                        place: TaskferryError.Place(file: file, line: line, column: column))
                }
                result += value
            }
        }
        return result
    }
}
