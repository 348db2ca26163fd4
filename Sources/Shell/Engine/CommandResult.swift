import TaskModel

/// What a command came to: the same facts for programs and for people.
struct CommandResult {
    /// Why the answer is no, when it is; it is told after the result and gives the exit status.
    var failure: TaskferryError?
    /// Whether the shell is left after it, and with which status.
    var exit: Int32?
    /// A status that was told already, by a script that ran inside this one.
    var toldStatus: Int32?
    /// Whether the end of a job is for a later command to tell: it has just started one, or nobody reads what it says.
    var startsJob = false
    /// Options that somebody has chosen when asked: with them the command does the same without asking.
    var decided: [String] = []
    /// The key of the list that is the whole table in CSV; nil: all of the object is.
    var rows: String?
    /// The object of JSON mode; nil: none is written.
    let json: (() -> JSONObject)?
    /// The text for people.
    let text: (inout Screen) -> Void

    init(
        failure: TaskferryError? = nil, json: @escaping () -> JSONObject, text: @escaping (inout Screen) -> Void
    ) {
        self.failure = failure
        self.json = json
        self.text = text
    }

    private init() {
        json = nil
        text = { _ in }
    }

    /// Nothing to show.
    static var nothing: CommandResult { CommandResult() }

    /// Leaves the shell.
    static func exit(_ status: Int32) -> CommandResult {
        var result = CommandResult()
        result.exit = status
        return result
    }

    /// The end of a script that has said itself what there was to say.
    static func told(_ status: Int32) -> CommandResult {
        var result = CommandResult()
        result.toldStatus = status
        return result
    }

    /// A sentence, with facts for programs.
    static func said(_ words: Words, _ json: JSONObject) -> CommandResult {
        CommandResult(json: { json }, text: { $0.line(words) })
    }

    /// The exit status.
    var status: Int32 { exit ?? toldStatus ?? failure?.code.exitStatus.rawValue ?? ExitStatus.done.rawValue }
}
