import TaskModel

/// The value of one field of a task's content: itself, or its digest where only an inventory tells of it (§5).
enum FieldValue: Sendable, Equatable {
    /// The value, and what in it names other tasks.
    case value(JSONValue, Links = .none)
    /// Its digest.
    case digest(FieldDigest)

    /// What in a value names other tasks.
    enum Links: Sendable {
        /// Nothing.
        case none
        /// It is the list of upstream dependencies.
        case dependencies
        /// It is the task of a node.
        case node

        /// The key that holds the name.
        fileprivate var nameKey: String { self == .dependencies ? "task" : "name" }
    }

    /// The value; nil when only its digest is known.
    var json: JSONValue? {
        if case .value(let value, _) = self { value } else { nil }
    }

    /// The digest, computed when it is asked for: two platforms are compared without.
    var digest: FieldDigest {
        switch self {
        case .digest(let digest): return digest
        case .value(let value, .none): return FieldDigest(rest: FieldDigest.text(value), links: [])
        case .value(let value, let place):
            let parts = (value.array ?? [value]).map { $0.object ?? JSONObject() }
            let rest = parts.map { part in
                var part = part
                part["project"] = nil
                part[place.nameKey] = nil
                return JSONValue.object(part)
            }
            return FieldDigest(rest: FieldDigest.text(.array(rest)), links: parts.compactMap { Self.link($0, place) })
        }
    }

    private static func link(_ part: JSONObject, _ place: Links) -> TaskLink? {
        part[place.nameKey]?.string.flatMap(TaskLabel.init).map { name in
            TaskLink(project: part["project"]?.string.flatMap(PathName.init), name: name)
        }
    }

    /// Values are compared themselves where both are known.
    static func == (left: FieldValue, right: FieldValue) -> Bool {
        if let value = left.json, let other = right.json { return value == other }
        return left.digest == right.digest
    }
}

/// What stands for a field's value where the value is not to be told: links apart, because they are compared by the
/// names that their tasks will have (§3).
struct FieldDigest: Sendable, Equatable {
    /// The digest of the canonical form without the links.
    let rest: String
    /// The links, in their order.
    var links: [TaskLink]

    /// Half a SHA-256: enough that no two values meet by chance, and an inventory of a million tasks stays carriable.
    static func text(_ value: JSONValue) -> String {
        String(SHA256Digest(of: JSONWriter.canonical(value)).hex.prefix(length))
    }

    static let length = 32

    static func == (left: FieldDigest, right: FieldDigest) -> Bool {
        left.rest.isIdentical(to: right.rest) && left.links == right.links
    }
}
