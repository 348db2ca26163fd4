import ArgumentParser
import TaskModel

/// Turns what ArgumentParser throws into our errors. Its error types are not public, so they are read by reflection:
/// this is the one file that knows their shape, and its tests have a case for each.
enum ParserErrors {
    /// Reads the words after a command's name. Throws `TaskferryError` only.
    static func parse<Arguments: ParsableArguments>(_ type: Arguments.Type, _ words: [String]) throws -> Arguments {
        do {
            return try type.parse(words)
        } catch {
            throw translated(error, for: type)
        }
    }

    /// The error in our terms.
    static func translated(_ error: any Error, for type: any ParsableArguments.Type) -> TaskferryError {
        if let error = error as? TaskferryError { return error }
        let mirror = Mirror(reflecting: error)
        if let inner = mirror.descendant("parserError") as? any Error { return translated(inner, for: type) }
        guard mirror.displayStyle == .enum, let problem = mirror.children.first, let name = problem.label else {
            return TaskferryError(.usage, cause: type.message(for: error))
        }
        let parts = Mirror(reflecting: problem.value).children.map(\.value)
        switch name {
        case "unknownOption":
            return unknownOption(optionName(parts.last), type)
        case "invalidOption":
            return unknownOption(problem.value as? String ?? "", type)
        case "nonAlphanumericShortOption":
            return unknownOption("-\(problem.value)", type)
        case "missingValueForOption", "missingValueOrUnknownCompositeOption":
            return TaskferryError(.missingArgument, subject: optionName(parts.count > 1 ? parts[1] : nil))
        case "unexpectedValueForOption":
            return TaskferryError(
                .invalidArgument, subject: "\(optionName(parts.count > 1 ? parts[1] : nil))=\(parts.last ?? "")")
        case "unexpectedExtraValues":
            let values = (problem.value as? [Any] ?? []).compactMap { entry in
                Mirror(reflecting: entry).children.lazy.compactMap { $0.value as? String }.first
            }
            return TaskferryError(.usage, subject: values.joined(separator: " "), detail: "extra")
        case "noValue":
            return TaskferryError(.missingArgument, subject: missingName(type.message(for: error)))
        case "unableToParseValue":
            return invalidValue(parts, type)
        case "duplicateExclusiveValues":
            return TaskferryError(.usage, subject: type.message(for: error), detail: "exclusive")
        case "userValidationError", "noArguments":
            let inner = problem.value as? any Error ?? parts.compactMap { $0 as? any Error }.first
            return inner.map { translated($0, for: type) } ?? TaskferryError(.usage)
        default:
            return TaskferryError(.usage, cause: type.message(for: error))
        }
    }

    private static func unknownOption(_ option: String, _ type: any ParsableArguments.Type) -> TaskferryError {
        let own = CommandShape(type).options.flatMap(\.names)
        if type != GlobalOptions.self,
            CommandShape(GlobalOptions.self).options.contains(where: { $0.names.contains(option) })
        {
            return TaskferryError(.unknownOption, subject: option, detail: "global")
        }
        return TaskferryError(
            .unknownOption, subject: option, detail: EditDistance.nearest(to: option, among: own) ?? "")
    }

    private static func invalidValue(_ parts: [Any], _ type: any ParsableArguments.Type) -> TaskferryError {
        let value = parts.first { $0 is String } as? String ?? ""
        let name = parts.count > 1 ? optionName(parts[1]) : ""
        let shape = CommandShape(type)
        let allowed =
            (name.isEmpty
            ? shape.positional.first { !$0.allowed.isEmpty } : shape.options.first { $0.names.contains(name) })?.allowed
            ?? []
        return TaskferryError(
            .invalidArgument, subject: name.isEmpty ? value : "\(name) \(value)",
            detail: allowed.joined(separator: ", "))
    }

    /// `--name` or `-n` of the library's own type for names, perhaps in an optional.
    private static func optionName(_ value: Any?) -> String {
        guard let value else { return "" }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional { return optionName(mirror.children.first?.value) }
        guard let child = mirror.children.first else { return "" }
        let inner = Mirror(reflecting: child.value)
        let text = (inner.displayStyle == .tuple ? inner.children.first?.value : child.value).map { "\($0)" } ?? ""
        switch child.label {
        case "long": return "--\(text)"
        case "short", "longWithSingleDash": return "-\(text)"
        default: return text
        }
    }

    /// How help names the argument that is missing, `--into` or `DEST`: it stands between quotes in the message.
    private static func missingName(_ message: String) -> String {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count > 2 else { return message }
        let name = parts[1].prefix { $0 != " " }
        return String(name.filter { $0 != "<" && $0 != ">" && $0 != "…" })
    }
}
