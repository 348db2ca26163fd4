public import FileIO
public import TaskModel

/// Makes a package of task folders, such as those of a package that somebody unpacked and edited (§6).
public enum PackagePack {
    /// What `pack` made.
    public struct Report: Sendable {
        /// The package.
        public let summary: PackageSummary
        /// The file's path.
        public let path: String
        /// Whether the package says that it was edited.
        public let isEdited: Bool
        /// Paths of files that belong to no task and were left out.
        public let ignored: [String]
    }

    /// Where tasks come from that no platform exported.
    static let noPlatform = "folder"

    /// Packs a task folder or a folder of them into a file, or under `defaultName` into an existing folder.
    ///
    /// The source, the project and the uids that tasks are bound to come from the manifest of an unpacked package.
    /// Otherwise the project is `project`, or named like the folder, and a task without a uid gets one made of project
    /// and name, the same one each time. `threads` 0 means one a processor. Throws what `PackageFolder.contents` and
    /// `PackageWriter.write` throw, `already-exists`, and `dependency-cycle` when the tasks wait for each other in a
    /// circle.
    public static func pack(
        _ folder: String, to destination: String, defaultName: String = "tasks.zip", user: PathName,
        project: PathName? = nil, at time: Timestamp, overwrite: Bool = false, threads: Int = 0,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in }, cancelled: CancellationCheck = {}
    ) throws -> Report {
        let path = try Destination.path(destination, defaultName: defaultName)
        if try Destination.existing(path) != nil, !overwrite {
            throw TaskferryError(.alreadyExists, subject: path, detail: "replaceable")
        }
        let contents = try PackageFolder.contents(folder, cancelled: cancelled)
        let manifest = contents.manifest
        let named = contents.tasks.first.map { Files.name(of: Files.parent(of: $0.path)) }.flatMap(PathName.init)
        guard let project = project ?? manifest?.project ?? named ?? PathName(noPlatform),
            let noPlatformName = PathName(noPlatform)
        else { throw TaskferryError(.illegalName, subject: folder) }
        let source =
            manifest?.source
            ?? PackageManifest.Source(platformID: noPlatform, platformName: noPlatformName, generation: 0)
        let facts = PackageFacts(
            generatedAt: time, source: source, project: project, user: user,
            linkedTasks: manifest?.linkedTasks ?? [], resourceGroups: manifest?.resourceGroupIDs ?? [:],
            editing: editing(manifest), extra: manifest?.extra ?? JSONObject())
        var resources: [SHA256Digest: (Resource, FolderTask)] = [:]
        for task in contents.tasks {
            for resource in task.document.resources { resource.sha256.map { resources[$0] = (resource, task) } }
        }
        let summary = try PackageWriter.write(
            inputs(contents, project: project), facts: facts, to: path, mode: 0o666, threads: threads,
            resource: { sha256 in
                guard let (resource, task) = resources[sha256] else {
                    throw TaskferryError(.resourceMismatch, subject: sha256.hex)
                }
                return try task.openResource(resource)
            }, progress: progress, cancelled: cancelled)
        let isUnchanged = manifest.map { !$0.edited && $0.contentDigest == summary.contentDigest } ?? false
        return Report(summary: summary, path: path, isEdited: !isUnchanged, ignored: contents.ignored)
    }

    private static func editing(_ manifest: PackageManifest?) -> PackageFacts.Editing {
        guard let manifest, !manifest.edited else { return .yes }
        return .unless(contentDigest: manifest.contentDigest)
    }

    /// The tasks in topological order (R23).
    private static func inputs(_ contents: FolderContents, project: PathName) throws -> [PackageInput] {
        var tasks: [TaskLabel: FolderTask] = [:]
        var edges: [TaskLabel: [TaskLabel]] = [:]
        for task in contents.tasks {
            tasks[task.folder] = task
            edges[task.folder] = task.document.links.compactMap { role, link in
                role.ordersRuns && (link.project ?? project) == project ? link.name : nil
            }
        }
        let order = try order(edges, before: contents.manifest?.tasks.map(\.name) ?? [])
        let known = Dictionary(
            (contents.manifest?.tasks ?? []).map { ($0.uid, $0.bound) }, uniquingKeysWith: { first, _ in first })
        return order.compactMap { name in
            guard let task = tasks[name] else { return nil }
            var document = task.document
            if document.uid == nil { document.uid = uid(of: name, in: project) }
            let bound = document.uid.flatMap { known[$0] } ?? []
            return PackageInput(document: document, bound: bound, folder: name)
        }
    }

    /// A topological order: the one that the package had before where that still is one, since it decides in whose folder
    /// a shared resource lies, and so the content digest; otherwise alphabetical where there is a choice.
    private static func order(
        _ edges: [TaskLabel: [TaskLabel]], before: [TaskLabel]
    ) throws -> [TaskLabel] {
        let graph = DependencyGraph(edges)
        guard let order = graph.topologicalOrder() else {
            let circle = graph.firstCycle()?.map(\.text).joined(separator: " → ") ?? ""
            throw TaskferryError(.dependencyCycle, subject: circle)
        }
        let known = Set(before)
        let candidate = before.filter { edges[$0] != nil } + order.filter { !known.contains($0) }
        var placed = Set<TaskLabel>()
        for task in candidate {
            guard (edges[task] ?? []).allSatisfy({ placed.contains($0) || edges[$0] == nil }) else { return order }
            placed.insert(task)
        }
        return placed.count == order.count ? candidate : order
    }

    /// The uid of a task that has none: made of project and name, as a UUID of version 8 (RFC 9562).
    private static func uid(of name: TaskLabel, in project: PathName) -> TaskUID? {
        let digest = SHA256Digest(of: Array("taskferry task\n\(project.text)\n\(name.text)\n".utf8))
        var digits = Array(digest.hex.utf8.prefix(32))
        digits[12] = UInt8(ascii: "8")
        digits[16] = UInt8(ascii: "8")
        for place in [20, 16, 12, 8] { digits.insert(UInt8(ascii: "-"), at: place) }
        return TaskUID(String(decoding: digits, as: UTF8.self))
    }
}
