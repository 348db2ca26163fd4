import FileIO
public import TaskModel

extension Snapshot {
    /// A version's document, with its digest verified: uid and name are the record's, links have the current names of
    /// the tasks that they stand for, without the project where it is the task's own (§3 «Links»).
    public func document(_ record: TaskRecord, _ version: VersionPointer) throws -> TaskDocument {
        let line = try line(record, version)
        let file = layout.generation(version.place.generation)
        guard line.task == record.key, line.number == version.number, line.links.count == version.links.count else {
            throw damaged(file, "the version at byte \(version.place.offset) is not the one looked for")
        }
        return try current(line.document, version.links, in: record.project)
    }

    /// An older version of a task: its number, place and links as they were when it was written. Nil without one.
    public func pointer(_ record: TaskRecord, number: Int) throws -> VersionPointer? {
        if let side = [record.development, record.online].compactMap({ $0 }).first(where: { $0.number == number }) {
            return side
        }
        guard let found = try history(of: record, back: number) else { return nil }
        let (pointer, line) = found
        return VersionPointer(number: number, sha256: pointer.sha256, place: pointer.place, links: line.links)
    }

    /// The document of any version of a task, found through the places that each version names; nil without one.
    public func version(_ record: TaskRecord, number: Int) throws -> TaskDocument? {
        guard let pointer = try pointer(record, number: number) else { return nil }
        return try document(record, pointer)
    }

    private func history(of record: TaskRecord, back number: Int) throws -> (VersionPointer, VersionLine)? {
        var next = record.last
        while let pointer = next, pointer.number >= number {
            let line = try line(record, pointer)
            if pointer.number == number { return (pointer, line) }
            guard (line.previous?.number ?? 0) < pointer.number else {
                throw damaged(layout.generation(pointer.place.generation), "a version comes before itself")
            }
            next = line.previous
        }
        return nil
    }

    private func line(_ record: TaskRecord, _ pointer: VersionPointer) throws -> VersionLine {
        try VersionLine.read(pointer, from: file(of: pointer.place.generation), name: record.name)
    }

    private func current(
        _ document: TaskDocument, _ links: [ResolvedLink], in project: PathName
    ) throws -> TaskDocument {
        var names: [TaskLabel] = []
        for link in links { names.append(try link.uid.flatMap { try name(of: $0, in: link.project) } ?? link.name) }
        var document = document
        document.mapLinks { place, _ in
            TaskLink(project: links[place].project == project ? nil : links[place].project, name: names[place])
        }
        return document
    }
}
