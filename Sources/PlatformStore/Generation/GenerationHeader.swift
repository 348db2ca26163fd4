public import TaskModel

/// The first line of a generation: who did what, when, on which parent, and the settings that count from then on.
struct GenerationHeader: Sendable {
    static let format = 1

    let number: Int
    /// The digest of the generation before; nil for the first.
    let parent: SHA256Digest?
    let platformID: String
    let kind: String
    let actor: Actor
    let time: Timestamp
    let summary: JSONObject
    let settings: SettingsRevisions

    /// The line, without its break. Sorted keys make it begin with `{"actor"`, unlike every other kind of line.
    var line: [UInt8] {
        var object: JSONObject = [
            "actor": actor.json, "format": .integer(Self.format), "generation": .integer(number),
            "kind": .string(kind), "platform": .string(platformID), "settings": settings.json,
            "time": .string(time.text),
        ]
        object["parent"] = parent.map { .string($0.hex) }
        object["summary"] = summary.isEmpty ? nil : .object(summary)
        return JSONWriter.canonical(.object(object))
    }

    init(
        number: Int, parent: SHA256Digest?, platformID: String, kind: String, actor: Actor, time: Timestamp,
        summary: JSONObject, settings: SettingsRevisions
    ) {
        self.number = number
        self.parent = parent
        self.platformID = platformID
        self.kind = kind
        self.actor = actor
        self.time = time
        self.summary = summary
        self.settings = settings
    }

    init(_ line: UnsafeRawBufferPointer, file: String) throws {
        var reader = try ObjectReader(JSONParser.parse(line, file: file), file: file)
        try reader.expectFormat(atMost: Self.format)
        number = try reader.required("generation")
        parent = try reader.name("parent", SHA256Digest.init(hex:))
        platformID = try reader.required("platform") { $0 }
        kind = try reader.required("kind") { $0 }
        guard var actor = try reader.nested("actor") else { throw reader.bad("actor", "is missing") }
        self.actor = Actor(
            user: try actor.required("user", PathName.init), actingFor: try actor.name("actingFor", PathName.init))
        time = try reader.required("time") { try? Timestamp($0) }
        summary = try reader.object("summary")
        guard var settings = try reader.nested("settings") else { throw reader.bad("settings", "is missing") }
        self.settings = try SettingsRevisions(&settings)
    }
}

/// What a generation's header tells: one entry of the platform's history.
public struct HistoryEntry: Sendable {
    /// The generation.
    public let generation: Int
    /// What was done: `create`, `switch`, `settings`, `members`, `load`, `submit`, `offline`, `import`, `undo`, `restore`.
    public let kind: String
    /// Who did it.
    public let actor: Actor
    /// When.
    public let time: Timestamp
    /// Further facts, as the commit gave them.
    public let summary: JSONObject

    init(_ header: GenerationHeader) {
        generation = header.number
        kind = header.kind
        actor = header.actor
        time = header.time
        summary = header.summary
    }
}

/// One task's record before and after a generation.
public struct RecordChange: Sendable {
    /// As it was; nil when the generation created the task. Its `generation` is not known and 0.
    public let before: TaskRecord?
    /// As it is since; nil when the generation took the task away.
    public let after: TaskRecord?

    init(before: TaskRecord?, after: TaskRecord?) {
        self.before = before
        self.after = after
    }
}
