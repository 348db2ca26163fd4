import ArgumentParser
import TaskModel

/// Tells what can stand on a line, to other programs; and gives the completion scripts of the system's shells.
struct CompleteCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "complete", group: .shell, audience: .everyone,
        summary: Words(
            "列出一行命令在光标处的补全；输出 bash、zsh、fish 的补全脚本", "what can stand at the cursor of a line; completion scripts"),
        examples: ["complete 'match ods_'", "complete 'export  --last' --cursor 7", "complete --script bash"])

    static let completions: [String: ArgumentKind] = ["LINE": .free]

    @Option(
        help: .words("光标位置，从行首数起的字符数；默认在行尾", "the cursor, in characters from the start; the end by default", value: "N")
    )
    var cursor: Int?

    @Option(
        help: .words(
            "行来自 bash，以程序名开头；给出 COMP_WORDBREAKS", "the line is bash's, with the program's name; COMP_WORDBREAKS",
            value: "BREAKS"))
    var readline: String?

    @Option(help: .words("输出补全脚本", "writes the completion script of a shell"))
    var script: CompletionScript?

    @Option(
        parsing: .remaining,
        help: .words(
            "shell 已拆开的词，最后一个是光标处的", "the words as a shell has split them; the last is at the cursor", value: "WORD"))
    var words: [String] = []

    @Argument(help: .words("一行命令", "a line", value: "LINE"))
    var line: String?

    func validate() throws {
        let given = [line == nil ? nil : "LINE", script == nil ? nil : "--script", words.isEmpty ? nil : "--words"]
            .compactMap { $0 }
        if given.isEmpty { throw TaskferryError(.missingArgument, subject: "LINE") }
        if given.count > 1 { throw TaskferryError(.usage, subject: given.joined(separator: ", "), detail: "exclusive") }
    }

    func run(_ session: Session) throws -> CommandResult {
        var result: CommandResult
        if let script {
            let text = script.text
            result = CommandResult(
                json: { ["script": .string(text)] }, text: { $0.line("\(own: text)") })
        } else if let line {
            result =
                readline.map { Self.replies(to: line, breaks: $0, session) }
                ?? Self.answer(line, cursor: cursor ?? line.unicodeScalars.count, session)
        } else {
            result = Self.answer(words.first == "--" ? Array(words.dropFirst()) : words, session)
        }
        // Who completes reads no notices.
        result.startsJob = true
        return result
    }

    /// A line of the prompt.
    private static func answer(_ line: String, cursor: Int, _ session: Session) -> CommandResult {
        let answer = Completer(session).complete(line, cursor: cursor)
        let language = session.settings.language
        return CommandResult(
            json: {
                [
                    "start": .integer(answer.start),
                    "candidates": .array(
                        answer.candidates.map { candidate in
                            .object([
                                "text": .string(candidate.text), "label": .string(candidate.label),
                                "detail": .string(candidate.detail[language].plain), "final": .bool(candidate.isFinal),
                            ])
                        }), "more": .bool(answer.hasMore), "common": answer.common.map(JSONValue.string) ?? .null,
                ]
            },
            text: { show(answer.candidates.map { ($0.text, $0.detail) }, &$0) })
    }

    /// The words of a shell: answered with whole words as they are, which the shell quotes.
    private static func answer(_ words: [String], _ session: Session) -> CommandResult {
        let last = words.last ?? ""
        let home = session.environment.variables["HOME"]
        let current = CompletionWord(unquoted: last, home: home)
        let before = words.dropLast().map { CompletionWord(unquoted: $0, home: home).text }
        let found = Completer(Self.session(before, session)).commandLine(before, current)
        let kept = current.offset(keeping: found.keep) ?? 0
        let head = String(String.UnicodeScalarView(last.unicodeScalars.prefix(kept)))
        let language = session.settings.language
        return CommandResult(
            json: {
                [
                    "candidates": .array(
                        found.names.map { name in
                            .object([
                                "text": .string(head + name.text), "detail": .string(name.detail[language].plain),
                                "final": .bool(name.isFinal),
                            ])
                        }), "more": .bool(found.hasMore),
                ]
            },
            text: { show(found.names.map { (head + $0.text, $0.detail) }, &$0) })
    }

    /// A line of bash: answered with what readline inserts.
    private static func replies(to line: String, breaks: String, _ session: Session) -> CommandResult {
        let scanned = CompletionLine(
            line, cursor: line.unicodeScalars.count, home: session.environment.variables["HOME"], value: { _ in nil })
        var replies: [String] = []
        if scanned.place == .word, !scanned.words.isEmpty {
            let words = Array(scanned.words.dropFirst())
            let found = Completer(Self.session(words, session)).commandLine(words, scanned.current)
            replies = ReadlineCompletion.replies(
                found, line: Array(line.unicodeScalars), scanned.current, breaks: breaks)
        }
        let texts = replies
        return CommandResult(
            json: { ["candidates": .array(texts.map { .object(["text": .string($0)]) })] },
            text: { show(texts.map { ($0, Words(same: "")) }, &$0) })
    }

    /// One candidate a line. One that could not be shown as it is would not be understood when it comes back.
    private static func show(_ candidates: [(text: String, detail: Words)], _ screen: inout Screen) {
        for (text, detail) in candidates where Sanitizer.sanitized(text).isIdentical(to: text) {
            let detail = detail[screen.language]
            screen.line(detail.isEmpty ? "\(text)" : "\(text)\t\(detail)")
        }
    }

    /// A session where the global options among the words of a command line lead.
    private static func session(_ words: [String], _ session: Session) -> Session {
        var options = GlobalOptions.split(words).options
        // The one whose value is being typed has none yet.
        if let last = options.last, GlobalOptions.takesValue(last) { options.removeLast() }
        guard !options.isEmpty, let given = try? ParserErrors.parse(GlobalOptions.self, options) else { return session }
        return Session(
            environment: session.environment, settings: session.settings,
            platform: given.platform ?? session.platformDirectory, project: given.project ?? session.projectIfAny?.text,
            actingFor: given.actingFor)
    }
}
