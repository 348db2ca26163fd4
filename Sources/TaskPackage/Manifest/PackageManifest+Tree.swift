import TaskModel

extension PackageManifest {
    /// The manifest of a package whose content is known.
    init(_ inputs: [PackageInput], facts: PackageFacts, contentDigest: SHA256Digest) {
        generatedAt = facts.generatedAt
        source = facts.source
        project = facts.project
        user = facts.user
        self.contentDigest = contentDigest
        edited =
            switch facts.editing {
            case .no: false
            case .yes: true
            case .unless(let original): original != contentDigest
            }
        id = Self.id(contentDigest: contentDigest, generatedAt: facts.generatedAt)
        tasks = inputs.compactMap { input in
            input.document.uid.map { ManifestTask(name: input.folder, uid: $0, bound: input.bound) }
        }
        var names: [ReferenceKind: Set<RegistryName>] = [:]
        for use in inputs.flatMap(\.document.referenceUses) { names[use.kind, default: []].insert(use.name) }
        references = names.mapValues { $0.sorted() }
        let groups = names[.resourceGroup] ?? []
        resourceGroupIDs = facts.resourceGroups.filter { groups.contains($0.key) }
        linkedTasks = Set(facts.linkedTasks).sorted()
        extra = facts.extra
    }

    /// The id of a package of this content, made at this time.
    static func id(contentDigest: SHA256Digest, generatedAt: Timestamp) -> String {
        let time = generatedAt.text
        let digest = SHA256Digest(of: Array("\(contentDigest.hex) \(time)\n".utf8))
        let digits = time.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
        return "\(String(decoding: digits, as: UTF8.self))-\(digest.hex.prefix(12))"
    }

    /// The JSON of the file.
    var tree: JSONValue {
        var object = extra
        object["format"] = .integer(Self.format)
        object["id"] = .string(id)
        object["generatedAt"] = .string(generatedAt.text)
        object["source"] = .object([
            "platformID": .string(source.platformID), "platformName": .text(source.platformName),
            "generation": .integer(source.generation),
        ])
        object["project"] = .text(project)
        object["user"] = .text(user)
        object["contentDigest"] = .string(contentDigest.hex)
        object["edited"] = edited ? .bool(true) : nil
        object["tasks"] = .array(tasks.map(\.tree))
        object["references"] = referencesTree
        object["linkedTasks"] =
            linkedTasks.isEmpty
            ? nil
            : .array(
                linkedTasks.map {
                    .object(["project": .text($0.project), "name": .text($0.name), "uid": .text($0.uid)])
                })
        return .object(object)
    }

    private var referencesTree: JSONValue? {
        let members = ReferenceKind.allCases.compactMap { kind -> JSONObject.Member? in
            guard let names = references[kind], !names.isEmpty else { return nil }
            let values = names.map { name -> JSONValue in
                guard kind == .resourceGroup else { return .text(name) }
                var group: JSONObject = ["name": .text(name)]
                group["id"] = resourceGroupIDs[name].map(JSONValue.string)
                return .object(group)
            }
            return JSONObject.Member(key: kind.row.settingsKey, value: .array(values))
        }
        return members.isEmpty ? nil : .object(JSONObject(members: members))
    }
}

extension ManifestTask {
    fileprivate var tree: JSONValue {
        var object: JSONObject = ["name": .text(name), "uid": .text(uid)]
        let identities = bound.map { JSONValue.object(["uid": .text($0.uid), "platform": .string($0.platform)]) }
        object["bound"] = identities.isEmpty ? nil : .array(identities)
        return .object(object)
    }
}
