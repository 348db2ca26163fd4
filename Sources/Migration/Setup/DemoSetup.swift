import FileIO
public import PlatformStore
public import TaskModel

/// The two platforms that `demo` made.
public struct DemoPlatforms: Sendable {
    /// The test platform: export on, import off.
    public let test: Platform
    /// The production platform: export off, import on.
    public let production: Platform
    /// The directory at production that batches are meant to be imported into.
    public let importDirectory: TaskDirectory
    /// The tasks of a batch that passes the check.
    public let passingBatch: [String]
}

extension Setup {
    /// Makes two platforms in a directory, `test` and `production`, on which every check can be seen to pass and to
    /// fail. The actor is operator of both and owner of their projects.
    public static func demo(
        at directory: String, by actor: Actor, surroundings: Workspace.Surroundings,
        using generator: inout some RandomNumberGenerator
    ) throws -> DemoPlatforms {
        try Files.makeDirectories(directory)
        let test = try make(
            DemoContent.test, in: directory, by: actor, surroundings: surroundings, using: &generator)
        let production = try make(
            DemoContent.production, in: directory, by: actor, surroundings: surroundings, using: &generator)
        return DemoPlatforms(
            test: test, production: production,
            importDirectory: try legal(DemoContent.importDirectory, TaskDirectory.init),
            passingBatch: DemoContent.passingBatch)
    }

    private static func make(
        _ content: DemoPlatform, in directory: String, by actor: Actor, surroundings: Workspace.Surroundings,
        using generator: inout some RandomNumberGenerator
    ) throws -> Platform {
        var settings = PlatformSettings(name: try legal(content.name, PathName.init), operators: [actor.user])
        settings.batchExport = content.batchExport
        settings.batchImport = content.batchImport
        for group in content.resourceGroups {
            settings.add(try legal(group.name, RegistryName.init), to: .resourceGroup, id: group.id)
        }
        for queue in content.queues { settings.add(try legal(queue, RegistryName.init), to: .queue) }
        for type in content.nodeTypes { settings.addNodeType(try legal(type, NodeType.init)) }
        let platform = try Platform.create(
            at: "\(directory)/\(content.folder)", settings: settings,
            projects: content.projects.map { try project($0, owner: actor.user) }, by: actor,
            at: surroundings.now(), using: &generator)
        let workspace = try Workspace(platform: platform, actor: actor, surroundings: surroundings)
        var rest = content.tasks[...]
        while let first = rest.first {
            // Neighbours that go to the same place are one generation.
            let batch = rest.prefix {
                $0.project == first.project && $0.directory == first.directory && $0.online == first.online
            }
            rest = rest.dropFirst(batch.count)
            _ = try workspace.load(
                try batch.map(source), into: legal(first.directory, TaskDirectory.init), online: first.online,
                project: legal(first.project, PathName.init), oldNames: true, using: &generator)
        }
        return platform
    }

    private static func project(_ content: DemoProject, owner: PathName) throws -> (PathName, ProjectSettings) {
        var settings = ProjectSettings(members: [Member(user: owner, role: .owner)])
        for member in content.members {
            let user = try legal(member.user, PathName.init)
            if user != owner { settings.setRole(try legal(member.role, Role.init(rawValue:)), of: user) }
        }
        for directory in content.directories { settings.addDirectory(try legal(directory, TaskDirectory.init)) }
        for name in content.qualityMonitors { settings.add(try legal(name, RegistryName.init), to: .qualityMonitor) }
        for name in content.syncTasks { settings.add(try legal(name, RegistryName.init), to: .syncTask) }
        return (try legal(content.name, PathName.init), settings)
    }

    private static func source(_ task: DemoTask) throws -> LoadSource {
        let origin = "demo"
        var document = try TaskDocument(
            filesTree: JSONParser.parse(Array(task.document.utf8), file: origin), file: origin)
        func file(_ name: PathName, in files: [DemoFile]) throws -> [UInt8] {
            guard let file = files.first(where: { $0.name == name.text }) else {
                throw TaskferryError(.badDocument, subject: origin, cause: "\(document.name) has no file \(name)")
            }
            return file.bytes
        }
        try document.fillScripts(file: origin) { try file($0.file, in: task.scripts) }
        for index in document.resources.indices {
            let bytes = try file(document.resources[index].name, in: task.resources)
            document.resources[index].size = bytes.count
            document.resources[index].sha256 = SHA256Digest(of: bytes)
        }
        return LoadSource(document: document, origin: origin) { .memory(try file($0.name, in: task.resources)) }
    }
}
