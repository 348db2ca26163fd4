import ArgumentParser
import TaskModel

/// The arguments of a command, as the library describes them; read from its dump, since nothing else is public.
struct CommandShape {
    /// An argument or option.
    struct Argument {
        enum Kind: String {
            case positional, option, flag
        }

        let kind: Kind
        /// `-p`, `--platform`; none for a positional argument.
        let names: [String]
        /// What stands for its value in help: `FILE`.
        let value: String
        let isOptional: Bool
        let isRepeating: Bool
        /// Whether an option goes on to take words up to the next option.
        let takesSeveral: Bool
        /// Whether it takes all words that are left, whatever they look like.
        let takesRest: Bool
        /// The values that can stand there, where they are few.
        let allowed: [String]
        let help: Words

        /// `-o --output text|json`, `FILE`.
        var usage: String {
            let value = kind == .flag ? "" : CommandShape.placeholder(self)
            return (names + (value.isEmpty ? [] : [value])).joined(separator: " ")
        }
    }

    let arguments: [Argument]

    /// Those that begin with a dash.
    var options: [Argument] { arguments.filter { $0.kind != .positional } }
    var positional: [Argument] { arguments.filter { $0.kind == .positional } }

    init(_ type: any ParsableArguments.Type) {
        let dump = type._dumpHelp()
        let tree = try? JSONParser.parse(Array(dump.utf8), file: "help")
        let list = tree?.object?["command"]?.object?["arguments"]?.array ?? []
        arguments = list.compactMap { $0.object.flatMap(Self.argument) }.filter { !$0.names.contains("--help") }
    }

    private static func argument(_ object: JSONObject) -> Argument? {
        guard object["shouldDisplay"]?.bool != false,
            let kind = object["kind"]?.string.flatMap(Argument.Kind.init(rawValue:))
        else { return nil }
        let names = (object["names"]?.array ?? []).compactMap(\.object).map { name in
            (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
        }
        let texts = (object["abstract"]?.string ?? "").unicodeScalars
            .split(separator: ArgumentHelp.separator.unicodeScalars.first ?? "\u{1F}", omittingEmptySubsequences: false)
            .map { Phrase(stringLiteral: String($0)) }
        let value = object["valueName"]?.string ?? ""
        return Argument(
            kind: kind, names: names.sorted { $0.utf8.count < $1.utf8.count }, value: value,
            isOptional: object["isOptional"]?.bool ?? false,
            isRepeating: object["isRepeating"]?.bool ?? false,
            takesSeveral: object["parsingStrategy"]?.string == "upToNextOption",
            takesRest: object["parsingStrategy"]?.string == "allRemainingInput",
            allowed: (object["allValues"]?.array ?? []).compactMap(\.string),
            help: Words(texts.first ?? "", texts.last ?? ""))
    }

    /// `export [--last] DEST`.
    func usage(of name: String) -> String {
        ([name]
            + options.map { option in
                let text = Self.text(of: option)
                return option.isOptional ? "[\(text)]" : text
            }
            + positional.map { argument in
                let text = argument.isRepeating ? "\(argument.value)…" : argument.value
                return argument.isOptional ? "[\(text)]" : text
            }).joined(separator: " ")
    }

    /// `--into DIR`.
    static func text(of option: Argument) -> String {
        let name = option.names.last ?? ""
        switch option.kind {
        case .positional: return option.value
        case .flag: return name
        case .option: return "\(name) \(placeholder(option))" + (option.isRepeating ? "…" : "")
        }
    }

    /// `text|json`, or `DIR`.
    static func placeholder(_ option: Argument) -> String {
        option.allowed.isEmpty ? option.value : option.allowed.joined(separator: "|")
    }
}
