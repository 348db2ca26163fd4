import TaskModel

/// The registered names of one scope, by kind (R15); every row of `ReferenceKind` is in one of the two scopes.
struct Registry: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var name: RegistryName
        /// The platform's id for it, for the kinds that have one.
        var id: String
        var extra: JSONObject
    }

    let scope: ReferenceKind.Scope
    private var entries: [ReferenceKind: [Entry]] = [:]

    init(_ scope: ReferenceKind.Scope) { self.scope = scope }

    static func kinds(_ scope: ReferenceKind.Scope) -> [ReferenceKind] {
        ReferenceKind.allCases.filter { $0.row.scope == scope }
    }

    /// Sorted by the bytes of the name, each name once.
    subscript(kind: ReferenceKind) -> [Entry] {
        get { entries[kind] ?? [] }
        set {
            var seen = Set<RegistryName>()
            let kept = newValue.filter { seen.insert($0.name).inserted }.sorted { $0.name < $1.name }
            entries[kind] = kept.isEmpty ? nil : kept
        }
    }

    func names(_ kind: ReferenceKind) -> [RegistryName] { self[kind].map(\.name) }

    func contains(_ name: RegistryName, _ kind: ReferenceKind) -> Bool { self[kind].contains { $0.name == name } }

    mutating func add(_ name: RegistryName, _ kind: ReferenceKind, id: String) -> Bool {
        guard kind.row.scope == scope, !contains(name, kind) else { return false }
        self[kind].append(Entry(name: name, id: id, extra: JSONObject()))
        return true
    }

    mutating func remove(_ name: RegistryName, _ kind: ReferenceKind) -> Bool {
        guard contains(name, kind) else { return false }
        self[kind].removeAll { $0.name == name }
        return true
    }

    // MARK: JSON

    /// A name is a text; one with an id, or with keys not known, is an object.
    init(_ scope: ReferenceKind.Scope, _ reader: inout ObjectReader) throws {
        self.init(scope)
        for kind in Self.kinds(scope) {
            let key = kind.row.settingsKey
            self[kind] = try reader.list(key).enumerated().map { index, value in
                if let text = value.string {
                    guard let name = RegistryName(text) else {
                        throw reader.bad(key, "\"\(text)\" is not a legal value")
                    }
                    return Entry(name: name, id: "", extra: JSONObject())
                }
                var entry = try ObjectReader(value, file: reader.file, path: "\(reader.path(of: key))[\(index)]")
                let name = try entry.required("name", RegistryName.init)
                return Entry(name: name, id: try entry.text("id") ?? "", extra: entry.rest)
            }
        }
    }

    func write(into object: inout JSONObject) {
        for kind in Self.kinds(scope) {
            let values = self[kind].map { entry -> JSONValue in
                if entry.id.isEmpty && entry.extra.isEmpty { return .text(entry.name) }
                var value = entry.extra
                value["name"] = .text(entry.name)
                value["id"] = entry.id.isEmpty ? nil : .string(entry.id)
                return .object(value)
            }
            object[kind.row.settingsKey] = values.isEmpty ? nil : .array(values)
        }
    }

    static func == (left: Registry, right: Registry) -> Bool {
        kinds(left.scope).allSatisfy { left[$0] == right[$0] }
    }
}

extension Registry.Entry {
    static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.id.isIdentical(to: right.id) && left.extra == right.extra
    }
}
