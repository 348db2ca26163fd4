import FileIO
import PlatformStore
import TaskModel

/// Writes results, notices and errors: results to standard output, all else to standard error (§7).
struct Presenter: Sendable {
    let environment: RunEnvironment
    var settings: Settings
    /// Whether the command was typed at a prompt, by somebody who sees its result on a screen.
    var isTyped = false

    /// Writes a result. The one place where the output format is looked at.
    func show(_ result: CommandResult) throws {
        switch settings.format {
        case .text:
            var screen = screen(environment.outputTerminal)
            result.text(&screen)
            if !screen.text.isEmpty { try write(screen.text) }
        case .csv:
            let text = csv(result)
            if !text.isEmpty { try environment.output(text) }
        case .json:
            guard let json = result.json?() else { return }
            try environment.output(JSONText.line(json))
        }
    }

    /// Shows somebody what is about to happen, before they are asked. It is no result: a program that reads those does
    /// not see it.
    func preview(_ text: (inout Screen) -> Void) throws {
        let isResult = settings.format == .text
        var screen = screen(isResult ? environment.outputTerminal : environment.errorTerminal)
        text(&screen)
        if isResult { try write(screen.text) } else { try? environment.errors(screen.text) }
    }

    private func csv(_ result: CommandResult) -> String {
        result.json.map { CSVText.text($0(), rows: result.rows) } ?? ""
    }

    /// Writes a result into a file: as it would be shown, without colours.
    func write(_ result: CommandResult, to path: String) throws {
        try Platform.refuseInside(path)
        var text = ""
        switch settings.format {
        case .json: text = result.json.map { JSONText.line($0()) } ?? ""
        case .csv: text = csv(result)
        case .text:
            var screen = Screen(language: settings.language, style: .plain, width: nil, zone: environment.zone)
            result.text(&screen)
            text = screen.text
        }
        try Files.replace(path, with: Array(text.utf8), mode: 0o666)
    }

    /// Writes a text for people: at a prompt through the pager, when it is longer than the screen.
    private func write(_ text: String) throws {
        let terminal = environment.outputTerminal
        if isTyped, settings.usesPager, !settings.isPlain, terminal.canRedraw, let pager = environment.pager,
            text.utf8.count(where: { $0 == 0x0A }) >= terminal.rows
        {
            if pager(text) { return }
        }
        try environment.output(text)
    }

    /// Tells something that is not the result, to people only.
    func notice(_ words: Words) {
        guard settings.format != .json, !settings.isQuiet else { return }
        let style = environment.errorTerminal.style(settings.color)
        // Who closed standard error does not want notices.
        try? environment.errors(Phrase(.dim, words[settings.language]).shown(style) + "\n")
    }

    /// Shows the lines of a command before it is carried out.
    func echo(_ lines: [String]) {
        guard settings.format != .json else { return }
        let style = environment.errorTerminal.style(settings.color)
        for line in lines { try? environment.errors(Phrase(.dim, "+ \(line)").shown(style) + "\n") }
    }

    /// Why a command failed, in one plain line.
    func sentence(_ error: TaskferryError) -> String {
        ErrorMessages.explain(error, zone: environment.zone).sentence[settings.language].plain
    }

    /// Tells why a command failed. `script` is the place of the command and its line, when it stands in a script.
    func report(_ error: TaskferryError, script: (place: TaskferryError.Place, line: String?)? = nil) {
        let explanation = ErrorMessages.explain(error, zone: environment.zone)
        let text =
            switch settings.format {
            case .text, .csv: reportText(error, explanation, script: script)
            case .json: reportJSON(error, explanation, script: script)
            }
        try? environment.errors(text)
    }

    private func reportText(
        _ error: TaskferryError, _ explanation: Explanation,
        script: (place: TaskferryError.Place, line: String?)?
    ) -> String {
        let style = environment.errorTerminal.style(settings.color)
        var sentence = explanation.sentence[settings.language]
        // A place in another file than the script, such as a broken JSON file.
        if let place = error.place, place != script?.place { sentence = "\(Self.phrase(place)): \(sentence)" }
        if let cause = Self.cause(error) { sentence = "\(sentence) (\(cause))" }
        let origin: Phrase = script.map { Self.phrase($0.place) } ?? "taskferry"
        var text = "\(Phrase(.failure, origin)): \(sentence)" as Phrase
        var lines = text.shown(style) + "\n"
        if let script, let line = script.line { lines += Self.caret(line, column: script.place.column, style) }
        if let hint = explanation.hint {
            text = "  \(hint[settings.language])"
            lines += text.shown(style) + "\n"
        }
        return lines
    }

    /// What the system said, unless the sentence says the same already.
    private static func cause(_ error: TaskferryError) -> String? {
        error.code == .notFound ? nil : error.cause
    }

    private func reportJSON(
        _ error: TaskferryError, _ explanation: Explanation,
        script: (place: TaskferryError.Place, line: String?)?
    ) -> String {
        var message = explanation.sentence[settings.language].plain
        if let cause = Self.cause(error) { message += " (\(cause))" }
        var object: JSONObject = [
            "code": .string(error.code.rawValue), "message": .string(message),
            "hint": explanation.hint.map { .string($0[settings.language].plain) } ?? .null,
        ]
        if let place = error.place, place != script?.place { object["at"] = Self.json(place) }
        if let script { object["script"] = Self.json(script.place) }
        return JSONText.line(["error": .object(object)])
    }

    private static func phrase(_ place: TaskferryError.Place) -> Phrase {
        "\(place.file):\(place.line):\(place.column)"
    }

    private static func json(_ place: TaskferryError.Place) -> JSONValue {
        .object(["file": .string(place.file), "line": .integer(place.line), "column": .integer(place.column)])
    }

    /// The line with a caret under the column; the place keeps its width whatever stands before it.
    private static func caret(_ line: String, column: Int, _ style: Style) -> String {
        let scalars = line.unicodeScalars
        let start = String(String.UnicodeScalarView(scalars.prefix(column - 1)))
        let columns = DisplayWidth.columns(of: Sanitizer.sanitized(start))
        return "  \(Sanitizer.sanitized(line))\n  \(String(repeating: " ", count: columns))\(style.failure("^"))\n"
    }

    private func screen(_ terminal: Terminal) -> Screen {
        Screen(
            language: settings.language, style: terminal.style(settings.color), width: terminal.layoutColumns,
            isPlain: settings.isPlain, zone: environment.zone)
    }
}

/// JSON for programs that may put it on a terminal: one line; hidden characters, and marks beyond those that one
/// character may carry, escaped as JSON has it.
enum JSONText {
    static func line(_ object: JSONObject) -> String {
        let text = String(decoding: JSONWriter.compact(.object(object)), as: UTF8.self)
        if text.utf8.allSatisfy({ $0 < 0x7F }) { return text + "\n" }
        var result = ""
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = scalar.properties.generalCategory.isMark ? marks + 1 : 0
            if SanitizerPass.isHidden(scalar) || marks > Sanitizer.markLimit {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\n"
    }
}
