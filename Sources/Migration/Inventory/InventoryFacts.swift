import PlatformStore
public import TaskModel

/// What an inventory is of, and what it tells beside the tasks: its first line.
public struct InventoryFacts: Sendable {
    /// The platform's id.
    public let platformID: String
    /// The platform's name.
    public let platformName: PathName
    /// The platform's generation.
    public let generation: Int
    /// When it was made.
    public let time: Timestamp
    /// The project that it is of.
    public let project: PathName

    /// All projects of the platform.
    let projects: [PathName]
    let directories: [TaskDirectory]
    /// The registered names, of the platform and of the project.
    let names: [ReferenceKind: [RegistryName]]
    let nodeTypes: [NodeType]
    let conflictPolicy: ConflictPolicy
    let signatures: SignaturePolicy
    /// The newest import that counts from each source platform.
    let imports: [SourceImport]

    /// The newest import from one platform.
    struct SourceImport: Sendable {
        let platformID: String
        let newest: PastImport
    }

    static let format = 1
    /// How every inventory begins.
    static let mark = #"{"taskferry":"inventory","format":"#
}

extension InventoryFacts {
    init(_ snapshot: Snapshot, project: PathName, time: Timestamp) throws {
        let settings = snapshot.settings
        let own = try snapshot.project(project)
        platformID = snapshot.platformID
        platformName = settings.name
        generation = snapshot.generation
        self.time = time
        self.project = project
        projects = snapshot.projectNames
        directories = own?.directories ?? []
        names = Dictionary(
            uniqueKeysWithValues: ReferenceKind.allCases.map { kind in
                (kind, kind.row.scope == .platform ? settings.names(of: kind) : own?.names(of: kind) ?? [])
            })
        nodeTypes = settings.nodeTypes
        conflictPolicy = settings.onConflict
        signatures = settings.signatures
        let view = try PlatformView(snapshot, project: project)
        let sources = Set(
            try snapshot.history(kind: "import").compactMap {
                $0.summary["sourcePlatform"]?.string.map(ExactString.init)
            })
        imports = try sources.sorted().compactMap { source in
            try view.lastImport(into: project, from: source.text).map {
                SourceImport(platformID: source.text, newest: $0)
            }
        }
    }

    /// The line, in this order: the mark comes first.
    var tree: JSONObject {
        let registry = ReferenceKind.allCases.map { kind in
            JSONObject.Member(key: kind.row.settingsKey, value: .array((names[kind] ?? []).map(JSONValue.text)))
        }
        return [
            "taskferry": .string("inventory"), "format": .integer(Self.format),
            "platform": .object(["id": .string(platformID), "name": .text(platformName)]),
            "generation": .integer(generation), "time": .string(time.text), "project": .text(project),
            "projects": .array(projects.map(JSONValue.text)), "directories": .array(directories.map(JSONValue.text)),
            "registry": .object(JSONObject(members: registry)), "nodeTypes": .array(nodeTypes.map(JSONValue.text)),
            "onConflict": .string(conflictPolicy.rawValue), "signatures": .string(signatures.rawValue),
            "imports": .array(imports.map { .object($0.tree) }),
        ]
    }

    /// Reads the line. Throws `newer-format`, `bad-document`.
    init(_ tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        try reader.expectFormat(atMost: Self.format)
        guard var platform = try reader.nested("platform") else { throw reader.bad("platform", "is missing") }
        platformID = try platform.required("id") { $0 }
        platformName = try platform.required("name", PathName.init)
        generation = try reader.required("generation")
        time = try reader.required("time") { try? Timestamp($0) }
        project = try reader.required("project", PathName.init)
        projects = try reader.names("projects", PathName.init)
        directories = try reader.names("directories", TaskDirectory.init)
        guard var registry = try reader.nested("registry") else { throw reader.bad("registry", "is missing") }
        names = try Dictionary(
            uniqueKeysWithValues: ReferenceKind.allCases.map {
                ($0, try registry.names($0.row.settingsKey, RegistryName.init))
            })
        nodeTypes = try reader.names("nodeTypes", NodeType.init)
        conflictPolicy = try reader.required("onConflict", ConflictPolicy.init(rawValue:))
        signatures = try reader.required("signatures", SignaturePolicy.init(rawValue:))
        imports = try reader.nestedList("imports").map { try SourceImport($0) }
    }
}

extension InventoryFacts.SourceImport {
    fileprivate var tree: JSONObject {
        [
            "platform": .string(platformID), "number": .integer(newest.number), "package": .string(newest.package),
            "sourceGeneration": .integer(newest.sourceGeneration), "generatedAt": .string(newest.generatedAt.text),
        ]
    }

    fileprivate init(_ reader: ObjectReader) throws {
        var reader = reader
        platformID = try reader.required("platform") { $0 }
        newest = PastImport(
            number: try reader.required("number"), package: try reader.text("package") ?? "",
            sourceGeneration: try reader.required("sourceGeneration"),
            generatedAt: try reader.required("generatedAt") { try? Timestamp($0) })
    }
}
