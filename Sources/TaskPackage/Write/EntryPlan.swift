import TaskModel

/// The entries of a package in their order, from the inputs alone.
struct EntryPlan {
    let entries: [Entry]
    /// Bytes of scripts and resources.
    let bytes: Int

    struct Entry: Sendable {
        let path: String
        let content: Content

        /// Bytes before compression; of documents only a guess.
        var size: Int {
            switch content {
            case .document: 4096
            case .script(let text): text.utf8.count
            case .resource(let resource): resource.size
            }
        }

        /// Bytes that count for progress: documents are made only when they are written.
        var countedSize: Int {
            if case .document = content { 0 } else { size }
        }
    }

    enum Content: Sendable {
        case document(TaskDocument)
        case script(String)
        case resource(PlannedResource)
    }

    /// Plans the entries. A resource that several tasks use goes into the first one's folder, in the inputs' order.
    ///
    /// Throws `empty-list` without inputs, `case-collision` for names that cannot stand side by side, `illegal-name` for
    /// one that no package can hold, `bad-document` for a document that is not complete.
    init(_ inputs: [PackageInput]) throws {
        guard !inputs.isEmpty else { throw TaskferryError(.emptyList) }
        var entries: [Entry] = []
        var packed = Set<SHA256Digest>()
        var folders = PathCollisions()
        for input in inputs {
            if let other = folders.add(input.folder.text) {
                throw TaskferryError(.caseCollision, subject: input.folder.text, detail: other)
            }
            guard input.document.uid != nil else {
                throw TaskferryError(.badDocument, subject: input.folder.text, cause: "uid: is missing")
            }
            entries.append(Entry(path: EntryPlace.path(of: input.folder), content: .document(input.document)))
            entries += try Self.scripts(input)
            entries += try Self.resources(input, packed: &packed)
        }
        var paths = PathCollisions()
        for entry in entries {
            guard EntryPlace(entry.path) != nil else { throw TaskferryError(.illegalName, subject: entry.path) }
            if let other = paths.add(entry.path) {
                throw TaskferryError(.caseCollision, subject: entry.path, detail: other)
            }
        }
        self.entries = entries.sorted { $0.path.precedes($1.path) }
        bytes = entries.reduce(0) { $0 + $1.countedSize }
    }

    private static func scripts(_ input: PackageInput) throws -> [Entry] {
        var files: [PathName: Script] = [:]
        var entries: [Entry] = []
        for script in input.document.nodes.compactMap(\.script) {
            if let other = files[script.file] {
                // Two nodes may use one file; a document whose nodes want it with two texts cannot be written.
                guard other == script else {
                    throw TaskferryError(
                        .badDocument, subject: input.folder.text, cause: "\(script.path) has two texts")
                }
                continue
            }
            files[script.file] = script
            entries.append(
                Entry(path: EntryPlace.path(of: script, in: input.folder), content: .script(script.text)))
        }
        return entries
    }

    private static func resources(_ input: PackageInput, packed: inout Set<SHA256Digest>) throws -> [Entry] {
        try input.document.resources.compactMap { resource in
            guard let sha256 = resource.sha256, let size = resource.size else {
                throw TaskferryError(
                    .badDocument, subject: input.folder.text, cause: "resource \"\(resource.name)\" has no digest")
            }
            guard packed.insert(sha256).inserted else { return nil }
            let planned = PlannedResource(name: resource.name, task: input.folder, size: size, sha256: sha256)
            return Entry(path: EntryPlace.path(of: resource, in: input.folder), content: .resource(planned))
        }
    }
}
