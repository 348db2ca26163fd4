package import TaskModel

extension TaskRecord {
    /// The form that generations and inventories hold: the versions once each, development and online by number; of the
    /// generations that changed it those that are not the record's own.
    package var tree: JSONValue {
        var object: JSONObject = [
            "project": .text(project), "uid": .text(uid), "name": .text(name), "directory": .text(directory),
        ]
        let bindings = boundUIDs.map {
            JSONValue.object(["uid": .text($0.uid), "platform": .string($0.platform)])
        }
        object["boundUIDs"] = bindings.isEmpty ? nil : .array(bindings)
        object["owner"] = owner.isEmpty ? nil : .string(owner)
        object["alarms"] = alarms
        object["lastImport"] = lastImport.map { mark in
            var tree: JSONObject = [
                "number": .integer(mark.number), "version": .integer(mark.version), "name": .text(mark.name),
            ]
            tree["online"] = mark.online.map { .integer($0) }
            return .object(tree)
        }
        let since = [("name", since.name), ("development", since.development), ("online", since.online)]
            .filter { $0.1 != generation }.map { JSONObject.Member(key: $0.0, value: .integer($0.1)) }
        object["since"] = since.isEmpty ? nil : .object(JSONObject(members: since))
        object["lastVersion"] = last.map { .integer($0.number) }
        object["development"] = development.map { .integer($0.number) }
        object["online"] = online.map { .integer($0.number) }
        let pointers = pointers.map { $0.tree(own: project) }
        object["versions"] = pointers.isEmpty ? nil : .array(pointers)
        return .object(object)
    }

    /// The versions that the record points at, each once, by number.
    var pointers: [VersionPointer] {
        var found: [VersionPointer] = []
        for pointer in [development, online, last].compactMap({ $0 })
        where !found.contains(where: { $0.number == pointer.number }) {
            found.append(pointer)
        }
        return found.sorted { $0.number < $1.number }
    }

    /// Reads a record. Throws `bad-document`.
    package init(_ tree: JSONValue, generation: Int, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        let project = try reader.required("project", PathName.init)
        let bindings = try reader.nestedList("boundUIDs").map { binding in
            var binding = binding
            return BoundUID(
                uid: try binding.required("uid", TaskUID.init), platform: try binding.required("platform") { $0 })
        }
        let pointers = try reader.nestedList("versions").map { pointer in
            var pointer = pointer
            return try VersionPointer(&pointer, own: project)
        }
        func pointer(_ key: String) throws -> VersionPointer? {
            guard let number = try reader.count(key) else { return nil }
            guard let found = pointers.first(where: { $0.number == number }) else {
                throw reader.bad(key, "names a version that is not listed")
            }
            return found
        }
        self.init(
            project: project, uid: try reader.required("uid", TaskUID.init), boundUIDs: bindings,
            name: try reader.required("name", TaskLabel.init),
            directory: try reader.required("directory", TaskDirectory.init), owner: try reader.text("owner") ?? "",
            alarms: reader.value("alarms"), lastImport: try reader.nested("lastImport").map { try ImportMark($0) },
            last: try pointer("lastVersion"),
            development: try pointer("development"), online: try pointer("online"), generation: generation)
        if var since = try reader.nested("since") {
            if let number = try since.count("name") { self.since.name = number }
            if let number = try since.count("development") { self.since.development = number }
            if let number = try since.count("online") { self.since.online = number }
        }
    }
}

extension ImportMark {
    fileprivate init(_ reader: ObjectReader) throws {
        var reader = reader
        self.init(
            number: try reader.required("number"), version: try reader.required("version"),
            online: try reader.count("online"), name: try reader.required("name", TaskLabel.init))
    }
}

extension VersionPlace {
    fileprivate var tree: JSONValue {
        .object(["generation": .integer(generation), "offset": .integer(offset), "length": .integer(length)])
    }

    fileprivate init(_ reader: inout ObjectReader) throws {
        self.init(
            generation: try reader.required("generation"), offset: try reader.required("offset"),
            length: try reader.required("length"))
    }
}

extension VersionPointer {
    fileprivate func tree(own project: PathName) -> JSONValue {
        var object: JSONObject = [
            "number": .integer(number), "sha256": .string(sha256.hex), "place": place.tree,
        ]
        let values = links.map { $0.tree(own: project) }
        object["links"] = values.isEmpty ? nil : .array(values)
        return .object(object)
    }

    fileprivate init(_ reader: inout ObjectReader, own project: PathName) throws {
        guard var place = try reader.nested("place") else { throw reader.bad("place", "is missing") }
        self.init(
            number: try reader.required("number"), sha256: try reader.required("sha256", SHA256Digest.init(hex:)),
            place: try VersionPlace(&place),
            links: try reader.nestedList("links").map { link in
                var link = link
                return try ResolvedLink(&link, own: project)
            })
    }

    /// What a version line tells of the version before it.
    var predecessorTree: JSONValue {
        .object(["number": .integer(number), "sha256": .string(sha256.hex), "place": place.tree])
    }

    /// Reads what a version line tells of the version before it; links are not among it.
    init(predecessor reader: inout ObjectReader) throws {
        guard var place = try reader.nested("place") else { throw reader.bad("place", "is missing") }
        self.init(
            number: try reader.required("number"), sha256: try reader.required("sha256", SHA256Digest.init(hex:)),
            place: try VersionPlace(&place), links: [])
    }
}

extension ResolvedLink {
    /// The form that generations and inventories hold; the project is left out where it is the task's own.
    package func tree(own: PathName) -> JSONValue {
        var object: JSONObject = ["name": .text(name)]
        object["project"] = project == own ? nil : .text(project)
        object["uid"] = uid.map(JSONValue.text)
        switch role {
        case .upstream(.current): break
        case .upstream(.previous): object["cycle"] = .string(Cycle.previous.rawValue)
        case .node(let node): object["node"] = .text(node)
        }
        return .object(object)
    }

    /// Reads a link. Throws `bad-document`.
    package init(_ reader: inout ObjectReader, own: PathName) throws {
        let node = try reader.name("node", NodeName.init)
        let cycle = try reader.name("cycle", Cycle.init(rawValue:))
        self.init(
            role: node.map { .node($0) } ?? .upstream(cycle ?? .current),
            project: try reader.name("project", PathName.init) ?? own,
            name: try reader.required("name", TaskLabel.init), uid: try reader.name("uid", TaskUID.init))
    }
}
