public import TaskModel

/// What operators set for the whole platform: one revision of `settings/platform.<n>.json` (§5).
public struct PlatformSettings: Sendable, Equatable {
    /// The platform's name.
    public var name: PathName
    /// Whether batches may leave (R1).
    public var batchExport: Bool
    /// Whether batches may come in (R1).
    public var batchImport: Bool
    /// Who sets switches, people and registry, sorted.
    public private(set) var operators: [PathName]
    /// Who counts as administrator in every project, sorted.
    public private(set) var administrators: [PathName]
    /// The node types beyond those built in, sorted.
    public private(set) var nodeTypes: [NodeType]
    /// Whether packages must be signed.
    public var signatures: SignaturePolicy
    /// What becomes of an import that would overwrite the platform's own changes, unless the command says otherwise.
    public var onConflict: ConflictPolicy
    /// Keys not known, as they were.
    public var extra: JSONObject
    private var registry: Registry

    /// Settings with both switches off and an empty registry.
    public init(name: PathName, operators: [PathName] = [], administrators: [PathName] = []) {
        self.name = name
        batchExport = false
        batchImport = false
        self.operators = Set(operators).sorted()
        self.administrators = Set(administrators).sorted()
        nodeTypes = []
        signatures = .optional
        onConflict = .overwrite
        extra = JSONObject()
        registry = Registry(.platform)
    }

    // MARK: Registry

    /// The registered names of a kind, sorted; none for a kind that projects register.
    public func names(of kind: ReferenceKind) -> [RegistryName] { registry.names(kind) }

    /// Whether a name is registered.
    public func contains(_ name: RegistryName, of kind: ReferenceKind) -> Bool { registry.contains(name, kind) }

    /// Registers a name; false when it is there already, or the kind is not the platform's.
    @discardableResult public mutating func add(_ name: RegistryName, to kind: ReferenceKind, id: String = "") -> Bool {
        registry.add(name, kind, id: id)
    }

    /// Takes a name out of the registry; false when it is not there.
    @discardableResult public mutating func remove(_ name: RegistryName, from kind: ReferenceKind) -> Bool {
        registry.remove(name, kind)
    }

    /// The resource groups, sorted by name.
    public var resourceGroups: [ResourceGroup] {
        registry[.resourceGroup].map { ResourceGroup(name: $0.name, id: $0.id) }
    }

    /// The queues, sorted.
    public var queues: [RegistryName] { registry.names(.queue) }

    // MARK: People and node types

    /// Makes a user an operator; false when already one.
    @discardableResult public mutating func addOperator(_ user: PathName) -> Bool { insert(user, into: &operators) }

    /// Takes an operator away; false when the user is none.
    @discardableResult public mutating func removeOperator(_ user: PathName) -> Bool { take(user, from: &operators) }

    /// Makes a user an administrator; false when already one.
    @discardableResult public mutating func addAdministrator(_ user: PathName) -> Bool {
        insert(user, into: &administrators)
    }

    /// Takes an administrator away; false when the user is none.
    @discardableResult public mutating func removeAdministrator(_ user: PathName) -> Bool {
        take(user, from: &administrators)
    }

    /// Supports a node type; false when it is supported already.
    @discardableResult public mutating func addNodeType(_ type: NodeType) -> Bool {
        NodeType.builtIn.contains(type) ? false : insert(type, into: &nodeTypes)
    }

    /// No longer supports a node type; false when it is built in or not there.
    @discardableResult public mutating func removeNodeType(_ type: NodeType) -> Bool { take(type, from: &nodeTypes) }

    /// Whether nodes of a type can run here (§4).
    public func supports(_ type: NodeType) -> Bool { NodeType.builtIn.contains(type) || nodeTypes.contains(type) }
}

extension PlatformSettings {
    static let format = 1

    init(_ tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        try reader.expectFormat(atMost: Self.format)
        self.init(
            name: try reader.required("name", PathName.init), operators: try reader.names("operators", PathName.init),
            administrators: try reader.names("administrators", PathName.init))
        batchExport = try reader.flag("batchExport") ?? false
        batchImport = try reader.flag("batchImport") ?? false
        nodeTypes = Set(try reader.names("nodeTypes", NodeType.init)).sorted()
        signatures = try reader.name("signatures", SignaturePolicy.init(rawValue:)) ?? .optional
        onConflict = try reader.name("onConflict", ConflictPolicy.init(rawValue:)) ?? .overwrite
        registry = try Registry(.platform, &reader)
        extra = reader.rest
    }

    var tree: JSONValue {
        var object = extra
        object["format"] = .integer(Self.format)
        object["name"] = .text(name)
        object["batchExport"] = .bool(batchExport)
        object["batchImport"] = .bool(batchImport)
        object["operators"] = operators.isEmpty ? nil : .array(operators.map(JSONValue.text))
        object["administrators"] = administrators.isEmpty ? nil : .array(administrators.map(JSONValue.text))
        object["nodeTypes"] = nodeTypes.isEmpty ? nil : .array(nodeTypes.map(JSONValue.text))
        object["signatures"] = .string(signatures.rawValue)
        object["onConflict"] = onConflict == .overwrite ? nil : .string(onConflict.rawValue)
        registry.write(into: &object)
        return .object(object)
    }
}

/// What an import does with a task that the platform has changed itself since the last import, or whose changes are not
/// submitted (R24).
public enum ConflictPolicy: String, CaseIterable, Sendable {
    /// It is overwritten, as R13 says, and the report says so.
    case overwrite
    /// It is left as it is, and out of the import.
    case keep
    /// Nothing is imported.
    case stop
}

/// Puts a value into a sorted list; false when it is there already.
func insert<Value: ExactText>(_ value: Value, into list: inout [Value]) -> Bool {
    guard !list.contains(value) else { return false }
    list.append(value)
    list.sort()
    return true
}

/// Takes a value out of a list; false when it is not there.
func take<Value: ExactText>(_ value: Value, from list: inout [Value]) -> Bool {
    guard let place = list.firstIndex(of: value) else { return false }
    list.remove(at: place)
    return true
}
