extension TaskDocument {
    /// Reads a document that stands beside its script files. Script texts are empty until `fillScripts`.
    ///
    /// Throws `bad-document` naming the path, or `newer-format`.
    public init(filesTree tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        let uid = try reader.name("uid", TaskUID.init)
        let name = try reader.required("name", TaskLabel.init)
        try self.init(&reader, uid: uid, name: name, form: .files)
    }

    /// Reads a document as the store holds it; uid and name come from the task's record.
    public init(storeTree tree: JSONValue, uid: TaskUID, name: TaskLabel, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        try self.init(&reader, uid: uid, name: name, form: .store)
    }

    /// Gives every script its text, from the bytes of the file at `script.path`.
    ///
    /// Throws what `bytes` throws, and `bad-document` when a script is not UTF-8.
    public mutating func fillScripts(file: String, from bytes: (Script) throws -> [UInt8]) throws {
        for index in nodes.indices {
            guard let script = nodes[index].script else { continue }
            guard let text = String(validating: try bytes(script), as: UTF8.self) else {
                throw TaskferryError(.badDocument, subject: file, cause: "\(script.path) is not UTF-8")
            }
            nodes[index].script?.text = text
        }
    }

    private init(_ reader: inout ObjectReader, uid: TaskUID?, name: TaskLabel, form: Form) throws {
        try reader.expectFormat(atMost: Self.format)
        self.init(uid: uid, name: name)
        description = try reader.text("description") ?? ""
        nodes = try reader.nestedList("nodes").map { node in
            var node = node
            return try Node(&node, form: form)
        }
        if var schedule = try reader.nested("schedule") { self.schedule = try Schedule(&schedule) }
        dependencies = try reader.nestedList("dependencies").map { dependency in
            var dependency = dependency
            return try UpstreamDependency(&dependency)
        }
        if var execution = try reader.nested("execution") { self.execution = try ExecutionSettings(&execution) }
        references = try References(&reader, part: .task)
        resources = try reader.nestedList("resources").map { resource in
            var resource = resource
            return try Resource(&resource)
        }
        extra = reader.rest
        try checkForm(reader, form)
    }

    /// The rules that hold inside one document: unique names, known and circle-free `dependsOn`, declared resources.
    private func checkForm(_ reader: ObjectReader, _ form: Form) throws {
        var files: [String: Script] = [:]
        var names = Set<ExactString>()
        let declared = Set(resources.map(\.name))
        var folded = Set<ExactString>()
        for resource in resources where !folded.insert(ExactString(resource.name.text.caseFolded)).inserted {
            throw reader.bad("resources", "\"\(resource.name)\" stands twice")
        }
        for (index, node) in nodes.enumerated() {
            guard names.insert(node.name.key).inserted else {
                throw reader.bad("nodes[\(index)].name", "\"\(node.name)\" stands twice")
            }
            // What a store holds already stays readable.
            if form == .files, let key = node.missingSubject {
                throw reader.bad("nodes[\(index)].\(key)", "is missing")
            }
            for resource in node.resources where !declared.contains(resource) {
                throw reader.bad("nodes[\(index)].resources", "\"\(resource)\" is not among the task's resources")
            }
            guard let script = node.script else { continue }
            if let other = files[script.file.text.caseFolded], other != script {
                throw reader.bad("nodes[\(index)].script", "\"\(script.path)\" has other content in another node")
            }
            files[script.file.text.caseFolded] = script
        }
        for (index, node) in nodes.enumerated() {
            for upstream in node.dependsOn where !names.contains(upstream.key) {
                throw reader.bad("nodes[\(index)].dependsOn", "there is no node \"\(upstream)\"")
            }
        }
        let edges = Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0.dependsOn) })
        if let cycle = DependencyGraph(edges).firstCycle() {
            throw reader.bad("nodes", "dependsOn runs in a circle: \(cycle.map(\.text).joined(separator: " → "))")
        }
    }
}

extension ObjectReader {
    /// Takes the member `format`; throws `bad-document` without one, `newer-format` above the limit.
    public mutating func expectFormat(atMost limit: Int) throws {
        guard let format = try count("format"), format >= 1 else { throw bad("format", "is missing") }
        guard format <= limit else {
            throw TaskferryError(.newerFormat, subject: file, detail: "\(format)")
        }
    }
}

extension Node {
    /// The key that a node of this type cannot be without, when it is not there (§4).
    fileprivate var missingSubject: String? {
        switch type.text {
        case "nestedFlow", "ai2": task == nil ? "task" : nil
        case "dataSync": references[.syncTask].isEmpty ? "syncTask" : nil
        default: nil
        }
    }

    fileprivate init(_ reader: inout ObjectReader, form: TaskDocument.Form) throws {
        self.init(
            name: try reader.required("name", NodeName.init), type: try reader.required("type", NodeType.init))
        dependsOn = try reader.names("dependsOn", NodeName.init)
        script = try reader.name("script") { text in
            guard text.utf8.starts(with: "nodes/".utf8) else { return nil }
            return PathName(String(text.dropFirst("nodes/".count))).map { Script(file: $0) }
        }
        if form == .store {
            script?.text = try reader.text("scriptText") ?? ""
        } else if reader.value("scriptText") != nil {
            throw reader.bad("scriptText", "belongs to the store; here a script is a file that \"script\" names")
        }
        parameters = try reader.object("parameters")
        resources = try reader.names("resources", PathName.init)
        references = try References(&reader, part: .node)
        if var task = try reader.nested("task") {
            let link = try TaskLink(&task, nameKey: "name")
            self.task = TaskReference(link: link, extra: task.rest)
        }
        extra = reader.rest
    }
}

extension Schedule {
    fileprivate init(_ reader: inout ObjectReader) throws {
        self.init(
            cron: try reader.text("cron") ?? "", timeZone: try reader.text("timeZone") ?? "",
            effectiveFrom: try reader.text("effectiveFrom") ?? "",
            effectiveUntil: try reader.text("effectiveUntil") ?? "")
        extra = reader.rest
    }
}

extension UpstreamDependency {
    fileprivate init(_ reader: inout ObjectReader) throws {
        let link = try TaskLink(&reader, nameKey: "task")
        let cycle = try reader.name("cycle", Cycle.init(rawValue:)) ?? .current
        self.init(link: link, cycle: cycle, extra: reader.rest)
    }
}

extension TaskLink {
    fileprivate init(_ reader: inout ObjectReader, nameKey: String) throws {
        self.init(
            project: try reader.name("project", PathName.init), name: try reader.required(nameKey, TaskLabel.init))
    }
}

extension ExecutionSettings {
    fileprivate init(_ reader: inout ObjectReader) throws {
        self.init()
        retries = try reader.count("retries") ?? retries
        retryIntervalSeconds = try reader.count("retryIntervalSeconds") ?? retryIntervalSeconds
        timeoutSeconds = try reader.count("timeoutSeconds") ?? timeoutSeconds
        onTimeout = try reader.text("onTimeout") ?? onTimeout
        priority = try reader.text("priority") ?? priority
        onFailure = try reader.text("onFailure") ?? onFailure
        concurrency = try reader.text("concurrency") ?? concurrency
        selfDependency = try reader.name("selfDependency", SelfDependency.init(rawValue:)) ?? selfDependency
        references = try References(&reader, part: .execution)
        extra = reader.rest
    }
}

extension Resource {
    fileprivate init(_ reader: inout ObjectReader) throws {
        self.init(
            name: try reader.required("name", PathName.init),
            kind: try reader.name("kind", Kind.init(rawValue:)) ?? .other, size: try reader.count("size"),
            sha256: try reader.name("sha256", SHA256Digest.init(hex:)))
        extra = reader.rest
    }
}

extension References {
    fileprivate init(_ reader: inout ObjectReader, part: ReferenceKind.Part) throws {
        self.init()
        for kind in ReferenceKind.allCases {
            for field in kind.row.fields where field.part == part {
                self[kind] =
                    field.isList
                    ? try reader.names(field.key, RegistryName.init)
                    : try reader.name(field.key, RegistryName.init).map { [$0] } ?? []
            }
        }
    }
}
