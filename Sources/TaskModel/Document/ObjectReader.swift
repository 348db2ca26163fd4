/// Takes the members of a JSON object one by one, by type; what is left over are the keys not known.
///
/// Every getter treats an absent member and `null` alike (§4) and throws `bad-document` naming the path of the value.
public struct ObjectReader {
    /// The file that the object stands in, for errors.
    public let file: String
    /// The object's own path in the file, such as `nodes[2]`; empty at the top.
    public let path: String
    private var members: [JSONObject.Member]

    /// Reads from a tree that must be an object.
    public init(_ value: JSONValue, file: String, path: String = "") throws {
        guard case .object(let object) = value else {
            let what = path.isEmpty ? "the text" : path
            throw TaskferryError(.badDocument, subject: file, cause: "\(what) is not an object")
        }
        self.file = file
        self.path = path
        members = object.members
    }

    /// The path of a member.
    public func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The error that a member is not what it should be.
    public func bad(_ key: String, _ what: String) -> TaskferryError {
        TaskferryError(.badDocument, subject: file, cause: "\(path(of: key)): \(what)")
    }

    /// Takes a member as it is; nil when absent or null.
    public mutating func value(_ key: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key.isIdentical(to: key) }) else { return nil }
        let value = members.remove(at: index).value
        return value.isNull ? nil : value
    }

    /// Takes a text; an empty one counts as absent.
    public mutating func text(_ key: String) throws -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else { throw bad(key, "a text is needed, not \(value.kind)") }
        return text.isEmpty ? nil : text
    }

    /// Takes a whole number that is not negative.
    public mutating func count(_ key: String) throws -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.integer, number >= 0 else {
            throw bad(key, "a whole number of at least 0 is needed")
        }
        return number
    }

    /// Takes a truth value.
    public mutating func flag(_ key: String) throws -> Bool? {
        guard let value = value(key) else { return nil }
        guard let flag = value.bool else { throw bad(key, "true or false is needed, not \(value.kind)") }
        return flag
    }

    /// Takes a list; absent is empty.
    public mutating func list(_ key: String) throws -> [JSONValue] {
        guard let value = value(key) else { return [] }
        guard let values = value.array else { throw bad(key, "a list is needed, not \(value.kind)") }
        return values
    }

    /// Takes an object; absent is empty.
    public mutating func object(_ key: String) throws -> JSONObject {
        guard let value = value(key) else { return JSONObject() }
        guard let object = value.object else { throw bad(key, "an object is needed, not \(value.kind)") }
        return object
    }

    /// Takes an object with a reader of its own; nil when absent.
    public mutating func nested(_ key: String) throws -> ObjectReader? {
        guard let value = value(key) else { return nil }
        return try ObjectReader(value, file: file, path: path(of: key))
    }

    /// Takes a list of objects, each with a reader of its own.
    public mutating func nestedList(_ key: String) throws -> [ObjectReader] {
        try list(key).enumerated().map { index, value in
            try ObjectReader(value, file: file, path: "\(path(of: key))[\(index)]")
        }
    }

    /// Takes a text and reads it as a type that carries a rule; nil when absent.
    public mutating func name<Name>(_ key: String, _ make: (String) -> Name?) throws -> Name? {
        guard let text = try text(key) else { return nil }
        guard let name = make(text) else { throw bad(key, "\"\(text)\" is not a legal value") }
        return name
    }

    /// Takes a text that must be there and reads it as a type that carries a rule.
    public mutating func required<Name>(_ key: String, _ make: (String) -> Name?) throws -> Name {
        guard let name = try name(key, make) else { throw bad(key, "is missing") }
        return name
    }

    /// Takes a list of texts and reads each as a type that carries a rule.
    public mutating func names<Name>(_ key: String, _ make: (String) -> Name?) throws -> [Name] {
        try list(key).map { value in
            guard let text = value.string, let name = make(text) else {
                throw bad(key, "\(value.string.map { "\"\($0)\"" } ?? value.kind) is not a legal value")
            }
            return name
        }
    }

    /// The members not taken: keys that are not known, kept as they are.
    public var rest: JSONObject { JSONObject(members: members) }
}
