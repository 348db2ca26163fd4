/// A JSON text as a tree that loses nothing: numbers as they were written, keys in their order.
public indirect enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, exactly as written.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Keys and values, in the order of the text.
    case object(JSONObject)

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

    /// A text.
    public static func text(_ value: some ExactText) -> JSONValue { .string(value.text) }

    /// The text, or nil when the value is something else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value, or nil when the value is something else.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The list, or nil when the value is something else.
    public var array: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The object, or nil when the value is something else.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The whole number, or nil when the value is none or does not fit 64 bits. `3.0` and `3e2` count as whole.
    public var integer: Int? {
        guard case .number(let text) = self else { return nil }
        if let value = Int(text) { return value }
        guard let value = Double(text), let exact = Int(exactly: value), abs(value) < 9_007_199_254_740_992 else {
            return nil
        }
        return exact
    }

    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// What kind of value it is, for messages about bad files.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSONValue: Equatable {
    /// Exact equality: texts by UTF-8 bytes, numbers as written, objects by key whatever their order.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): a.isIdentical(to: b)
        case (.string(let a), .string(let b)): a.isIdentical(to: b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }
}

/// The members of a JSON object, in their order, each key once.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One key and its value.
    public struct Member: Sendable, Equatable {
        /// The key.
        public let key: String
        /// Its value.
        public var value: JSONValue

        /// Makes a member.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        /// Exact equality of key and value.
        public static func == (left: Member, right: Member) -> Bool {
            left.key.isIdentical(to: right.key) && left.value == right.value
        }
    }

    /// The members in their order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() { members = [] }

    /// Members that are known to have different keys.
    public init(members: [Member]) { self.members = members }

    /// An object literal; keys must differ.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = elements.map { Member(key: $0.0, value: $0.1) }
    }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of a key; setting nil removes it.
    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key.isIdentical(to: key) }?.value }
        set {
            let place = members.firstIndex { $0.key.isIdentical(to: key) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Equality by key, whatever the order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        return left.sortedMembers == right.sortedMembers
    }

    /// The members in the order of their keys' UTF-8 bytes.
    public var sortedMembers: [Member] { members.sorted { $0.key.precedes($1.key) } }
}
