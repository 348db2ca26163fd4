public import TaskModel

/// A task's content field by field, for «unchanged» and for the plan's differences (§3): uid, name and directory left
/// out, links by what they resolve to, absent = null = default.
public struct TaskContent: Sendable {
    /// The values by their path, such as `schedule.cron` or `nodes[load].scriptText`. No two values share a path.
    let fields: [ExactString: FieldValue]

    /// Fields that are known by other ways than a document.
    init(fields: [ExactString: FieldValue]) { self.fields = fields }

    /// Takes a document whose links carry the names they are to be compared by.
    public init(_ document: TaskDocument) {
        var fields: [ExactString: FieldValue] = [:]
        for member in document.tree(.store).object?.members ?? [] where member.key != "format" {
            switch (member.key, member.value) {
            case ("nodes", .array(let nodes)):
                fields[ExactString("nodes")] = .value(.array(document.nodes.map { .text($0.name) }))
                for node in nodes.compactMap(\.object) {
                    let name = node["name"]?.string ?? ""
                    for part in node.members where part.key != "name" {
                        let links: FieldValue.Links = part.key.isIdentical(to: "task") ? .node : .none
                        fields[ExactString("nodes[\(name)].\(Self.step(part.key))")] = .value(part.value, links)
                    }
                }
            case ("resources", .array(let resources)):
                for resource in resources.compactMap(\.object) {
                    fields[ExactString("resources[\(resource["name"]?.string ?? "")]")] = .value(.object(resource))
                }
            case ("schedule", .object(let part)), ("execution", .object(let part)):
                for entry in part.members {
                    fields[ExactString("\(member.key).\(Self.step(entry.key))")] = .value(entry.value)
                }
                if part.isEmpty { fields[ExactString(member.key)] = .value(.object(part)) }
            default:
                let links: FieldValue.Links = member.key.isIdentical(to: "dependencies") ? .dependencies : .none
                fields[ExactString(Self.step(member.key))] = .value(member.value, links)
            }
        }
        self.fields = fields
    }

    /// The schedule, as far as its texts are known.
    var schedule: Schedule? {
        func text(_ key: String) -> String { fields[ExactString("schedule.\(key)")]?.json?.string ?? "" }
        let schedule = Schedule(
            cron: text("cron"), timeZone: text("timeZone"), effectiveFrom: text("effectiveFrom"),
            effectiveUntil: text("effectiveUntil"))
        return schedule.cron.isEmpty ? nil : schedule
    }

    /// A key as a step of a path: in quotes unless it is a plain word, so that no key looks like a longer path.
    private static func step(_ key: String) -> String {
        let isPlain = key.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: byte >= 0x80
            }
        }
        return isPlain ? key : String(decoding: JSONWriter.canonical(.string(key)), as: UTF8.self)
    }

    /// What differs from an earlier content, sorted by path.
    public func changes(since earlier: TaskContent?) -> [FieldChange] {
        let before = earlier?.fields ?? [:]
        return Set(fields.keys).union(before.keys).sorted().compactMap { path in
            let (old, new) = (before[path], fields[path])
            guard old != new else { return nil }
            return FieldChange(
                field: path.text, before: old?.json, after: new?.json,
                isBeforeUnknown: old.map { $0.json == nil } ?? false)
        }
    }

    /// Whether nothing differs.
    public func equals(_ other: TaskContent?) -> Bool { fields == other?.fields }
}

/// A field that an import changes.
public struct FieldChange: Sendable, Equatable {
    /// The field's path.
    public let field: String
    /// Its value at the target; nil: absent, or not known.
    public let before: JSONValue?
    /// Its value in the package; nil: absent.
    public let after: JSONValue?
    /// Whether the target has a value that an inventory does not tell: then the field is said to change, and no more.
    public let isBeforeUnknown: Bool
}
