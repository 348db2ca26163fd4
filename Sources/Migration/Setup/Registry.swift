import FileIO
import PlatformStore
public import TaskModel

/// What `add`, `remove` and `list` work on: projects, directories, node types and every kind of reference.
public enum RegistryNoun: Hashable, Sendable {
    /// The platform's projects.
    case project
    /// A project's task directories.
    case directory
    /// Node types beyond the built-in ones.
    case nodeType
    /// Names that tasks refer to.
    case reference(ReferenceKind)

    /// All of them, in the order of help.
    public static let all: [RegistryNoun] =
        [.project, .directory] + ReferenceKind.allCases.map(RegistryNoun.reference) + [.nodeType]

    /// The word in commands.
    public var word: String {
        switch self {
        case .project: "project"
        case .directory: "directory"
        case .nodeType: "node-type"
        case .reference(let kind): kind.row.noun
        }
    }

    /// The noun of a word.
    public init?(word: String) {
        guard let noun = Self.all.first(where: { $0.word == word }) else { return nil }
        self = noun
    }

    /// Whether it belongs to a project rather than to the platform.
    public var isOfProject: Bool {
        switch self {
        case .directory: true
        case .project, .nodeType: false
        case .reference(let kind): kind.row.scope == .project
        }
    }
}

/// What a change of a registry came to.
public struct RegistryChange: Sendable {
    /// The kind of name.
    public let noun: RegistryNoun
    /// The names that were added or removed.
    public var changed: [String] = []
    /// The names that were as wanted already.
    public var unchanged: [String] = []
}

/// A registered name.
public struct RegistryEntry: Sendable {
    /// The name.
    public let name: String
    /// A resource group's id; empty for everything else.
    public let id: String
}

extension Workspace {
    /// Adds names to a registry; those that are there already are told apart. Throws `illegal-name`.
    public func add(_ noun: RegistryNoun, _ names: [String], project: PathName?) throws -> RegistryChange {
        try changeRegistry([noun: names], adding: true, project: project).first ?? RegistryChange(noun: noun)
    }

    /// Removes names from a registry; those that were not there are told apart. Tasks are not looked at: what refers to
    /// a removed name fails the next check. Projects cannot be removed.
    public func remove(_ noun: RegistryNoun, _ names: [String], project: PathName?) throws -> RegistryChange {
        guard noun != .project else {
            let removable = RegistryNoun.all.filter { $0 != .project }.map(\.word)
            throw TaskferryError(.invalidArgument, subject: noun.word, detail: removable.joined(separator: ", "))
        }
        return try changeRegistry([noun: names], adding: false, project: project).first ?? RegistryChange(noun: noun)
    }

    /// Adds everything of a JSON file {`directories`, `qualityMonitors`, `syncTasks`, `resourceGroups`, `queues`: lists of
    /// names} as one change (§7). Unknown keys are refused.
    public func add(fromFile path: String, project: PathName?) throws -> [RegistryChange] {
        var reader = try ObjectReader(JSONParser.parse(Files.read(path), file: path), file: path)
        var names: [RegistryNoun: [String]] = [:]
        names[.directory] = try reader.names("directories") { $0 }
        for kind in ReferenceKind.allCases { names[.reference(kind)] = try reader.names(kind.row.settingsKey) { $0 } }
        names[.nodeType] = try reader.names("nodeTypes") { $0 }
        if let unknown = reader.rest.members.first { throw reader.bad(unknown.key, "is not known") }
        return try changeRegistry(names.filter { !$0.value.isEmpty }, adding: true, project: project)
    }

    /// The names in a registry, sorted.
    public func list(_ noun: RegistryNoun, project: PathName?) throws -> [RegistryEntry] {
        let snapshot = try platform.snapshot()
        func ofProject() throws -> ProjectSettings { try projectSettings(project, snapshot) }
        switch noun {
        case .project: return snapshot.projectNames.map { RegistryEntry(name: $0.text, id: "") }
        case .directory: return try ofProject().directories.map { RegistryEntry(name: $0.text, id: "") }
        case .nodeType: return snapshot.settings.nodeTypes.map { RegistryEntry(name: $0.text, id: "") }
        case .reference(.resourceGroup):
            return snapshot.settings.resourceGroups.map { RegistryEntry(name: $0.name.text, id: $0.id) }
        case .reference(let kind):
            let names = kind.row.scope == .project ? try ofProject().names(of: kind) : snapshot.settings.names(of: kind)
            return names.map { RegistryEntry(name: $0.text, id: "") }
        }
    }

    func projectSettings(_ project: PathName?, _ snapshot: Snapshot) throws -> ProjectSettings {
        guard let project else { throw TaskferryError(.noProject) }
        guard let settings = try snapshot.project(project) else {
            throw TaskferryError(
                .unknownProject, subject: project.text,
                detail: snapshot.projectNames.map(\.text).joined(separator: ", "))
        }
        return settings
    }

    private func changeRegistry(
        _ names: [RegistryNoun: [String]], adding: Bool, project: PathName?
    ) throws -> [RegistryChange] {
        try write { writer in
            let snapshot = writer.snapshot
            var settings = snapshot.settings
            let owned: PathName? = names.keys.contains(where: \.isOfProject) ? try project ?? defaultProject() : nil
            var projectSettings = try owned.map { try self.projectSettings($0, snapshot) }
            var newProjects: [(PathName, ProjectSettings)] = []
            var changes: [RegistryChange] = []
            for noun in RegistryNoun.all {
                guard let wanted = names[noun] else { continue }
                try require(noun.isOfProject ? .manageProject : .operate, in: noun.isOfProject ? owned : nil, snapshot)
                var change = RegistryChange(noun: noun)
                for name in wanted {
                    let didChange: Bool
                    switch noun {
                    case .project:
                        let project = try legal(name, PathName.init)
                        didChange =
                            try snapshot.project(project) == nil && !newProjects.contains { $0.0 == project }
                        let owner = Member(user: user, role: .owner)
                        if didChange { newProjects.append((project, ProjectSettings(members: [owner]))) }
                    case .directory:
                        let directory = try legal(name, TaskDirectory.init, as: "directory")
                        didChange =
                            (adding
                                ? projectSettings?.addDirectory(directory)
                                : projectSettings?.removeDirectory(directory)) ?? false
                    case .nodeType:
                        let type = try legal(name, NodeType.init, as: "node-type")
                        didChange = adding ? settings.addNodeType(type) : settings.removeNodeType(type)
                    case .reference(let kind):
                        let legal = try legal(name, RegistryName.init, as: "registry")
                        didChange =
                            switch (kind.row.scope, adding) {
                            case (.project, true): projectSettings?.add(legal, to: kind) ?? false
                            case (.project, false): projectSettings?.remove(legal, from: kind) ?? false
                            case (.platform, true): settings.add(legal, to: kind)
                            case (.platform, false): settings.remove(legal, from: kind)
                            }
                    }
                    if didChange { change.changed.append(name) } else { change.unchanged.append(name) }
                }
                changes.append(change)
            }
            guard changes.contains(where: { !$0.changed.isEmpty }) else { return changes }
            var changedProjects = newProjects
            if let owned, let projectSettings, try snapshot.project(owned) != projectSettings {
                changedProjects.append((owned, projectSettings))
            }
            _ = try writer.commit(
                CommitRequest(
                    kind: "settings", actor: actor, time: surroundings.now(), summary: Self.summary(changes, adding),
                    platformSettings: settings == snapshot.settings ? nil : settings, projectSettings: changedProjects))
            return changes
        }
    }

    private static func summary(_ changes: [RegistryChange], _ adding: Bool) -> JSONObject {
        var names = JSONObject()
        for change in changes where !change.changed.isEmpty {
            names[change.noun.word] = .array(change.changed.map(JSONValue.string))
        }
        return [adding ? "added" : "removed": .object(names)]
    }
}
