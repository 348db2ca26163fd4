import TaskModel

extension PackageManifest {
    /// Reads the JSON of the file. Throws `newer-format`, and `bad-document` naming the path of what is wrong.
    init(tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        try reader.expectFormat(atMost: Self.format)
        id = try reader.required("id") { $0 }
        generatedAt = try reader.required("generatedAt") { try? Timestamp($0) }
        guard var source = try reader.nested("source") else { throw reader.bad("source", "is missing") }
        self.source = Source(
            platformID: try source.required("platformID") { $0 },
            platformName: try source.required("platformName", PathName.init),
            generation: try source.count("generation") ?? 0)
        project = try reader.required("project", PathName.init)
        user = try reader.required("user", PathName.init)
        contentDigest = try reader.required("contentDigest", SHA256Digest.init(hex:))
        edited = try reader.flag("edited") ?? false
        tasks = try reader.nestedList("tasks").map { task in
            var task = task
            return try ManifestTask(&task)
        }
        var names: [ReferenceKind: [RegistryName]] = [:]
        var ids: [RegistryName: String] = [:]
        if var references = try reader.nested("references") {
            for kind in ReferenceKind.allCases where kind != .resourceGroup {
                let list = try references.names(kind.row.settingsKey, RegistryName.init)
                if !list.isEmpty { names[kind] = list }
            }
            for group in try references.nestedList(ReferenceKind.resourceGroup.row.settingsKey) {
                var group = group
                let name = try group.required("name", RegistryName.init)
                names[.resourceGroup, default: []].append(name)
                ids[name] = try group.text("id")
            }
        }
        references = names
        resourceGroupIDs = ids
        linkedTasks = try reader.nestedList("linkedTasks").map { task in
            var task = task
            return LinkedTask(
                project: try task.required("project", PathName.init), name: try task.required("name", TaskLabel.init),
                uid: try task.required("uid", TaskUID.init))
        }
        extra = reader.rest
    }
}

extension ManifestTask {
    fileprivate init(_ reader: inout ObjectReader) throws {
        name = try reader.required("name", TaskLabel.init)
        uid = try reader.required("uid", TaskUID.init)
        bound = try reader.nestedList("bound").map { identity in
            var identity = identity
            return BoundIdentity(
                uid: try identity.required("uid", TaskUID.init), platform: try identity.text("platform") ?? "")
        }
    }
}
