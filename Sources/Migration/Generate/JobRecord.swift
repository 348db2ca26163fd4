public import TaskModel

/// A run of `generate`: at most one at a time for each user and project (§3).
public struct JobRecord: Sendable {
    /// The process number of a job whose worker has not yet reported in.
    static let starting: Int32 = 0

    /// Tells it from every other job of its user.
    let id: String
    /// The process that runs it, for people to see; 0 while it is being started.
    public var process: Int32
    /// When it began.
    public var startedAt: Timestamp
    /// How many tasks it packs.
    public var tasks: Int
    /// How far it is.
    public var state: State
    /// When it ended.
    public var finishedAt: Timestamp?
    /// Whether it runs apart from the command that began it, so that its user has to be told when it ends (R6).
    public var isBackground: Bool
    /// The names that it packs, as they were when it began: a later match does not change them.
    let names: NameList?
    /// Whether the user has been told that it is done.
    public var isAnnounced: Bool

    /// How far a job is.
    public enum State: Sendable, Equatable {
        /// Still going: entries packed of all.
        case running(done: Int, total: Int)
        /// The package is there.
        case done
        /// It ended with an error, whose code this is, about this subject.
        case failed(code: String, subject: String)
        /// Its user stopped it.
        case cancelled
        /// Its process is gone and left no word.
        case died
    }

    /// Whether it is still going.
    public var isRunning: Bool {
        if case .running = state { true } else { false }
    }

    init(
        process: Int32, startedAt: Timestamp, tasks: Int, state: State = .running(done: 0, total: 0),
        isBackground: Bool, names: NameList? = nil
    ) {
        id = String(UInt64.random(in: .min ... .max), radix: 16)
        self.names = names
        self.process = process
        self.startedAt = startedAt
        self.tasks = tasks
        self.state = state
        self.isBackground = isBackground
        isAnnounced = false
    }

    init(_ reader: inout ObjectReader) throws {
        id = try reader.text("id") ?? ""
        process = try reader.required("process") { Int32($0) }
        startedAt = try reader.required("startedAt") { try? Timestamp($0) }
        tasks = try reader.count("tasks") ?? 0
        finishedAt = try reader.name("finishedAt") { try? Timestamp($0) }
        isBackground = try reader.flag("background") ?? false
        isAnnounced = try reader.flag("announced") ?? false
        names = try reader.text("names").map { try NameList(parsing: $0) }
        let done = try reader.count("entriesDone") ?? 0
        let total = try reader.count("entriesTotal") ?? 0
        let code = try reader.text("error") ?? ""
        let subject = try reader.text("subject") ?? ""
        state = try reader.required("state") { text in
            switch text {
            case "running": .running(done: done, total: total)
            case "done": .done
            case "failed": .failed(code: code, subject: subject)
            case "cancelled": .cancelled
            case "died": .died
            default: nil
            }
        }
    }

    var tree: JSONObject {
        var object: JSONObject = [
            "format": .integer(1), "id": .string(id), "process": .string("\(process)"),
            "startedAt": .string(startedAt.text),
            "tasks": .integer(tasks), "background": .bool(isBackground), "announced": .bool(isAnnounced),
            "state": .string(stateName),
        ]
        object["names"] = names.map { .string($0.names.joined(separator: "\n")) }
        object["finishedAt"] = finishedAt.map { .string($0.text) }
        switch state {
        case .running(let done, let total):
            object["entriesDone"] = .integer(done)
            object["entriesTotal"] = .integer(total)
        case .failed(let code, let subject):
            object["error"] = .string(code)
            object["subject"] = .string(subject)
        case .done, .cancelled, .died: break
        }
        return object
    }

    /// The state's word, for programs: `running`, `done`, `failed`, `cancelled`, `died`.
    public var stateName: String {
        switch state {
        case .running: "running"
        case .done: "done"
        case .failed: "failed"
        case .cancelled: "cancelled"
        case .died: "died"
        }
    }
}
