import FileIO
import Glibc
import TaskModel

/// One version as its line holds it.
struct VersionLine {
    let number: Int
    let task: TaskKey
    let document: TaskDocument
    /// The links, with the uids that they resolved to when the version was written.
    let links: [ResolvedLink]
    /// The version before; nil for the first.
    let previous: VersionPointer?

    /// Reads a line; uid and name of the document are the task's.
    init(_ line: UnsafeRawBufferPointer, name: TaskLabel, file: String) throws {
        var reader = try ObjectReader(JSONParser.parse(line, file: file), file: file)
        let project = try reader.required("project", PathName.init)
        let uid = try reader.required("task", TaskUID.init)
        task = TaskKey(project: project, uid: uid)
        number = try reader.required("number")
        guard let tree = reader.value("document") else { throw reader.bad("document", "is missing") }
        document = try TaskDocument(storeTree: tree, uid: uid, name: name, file: file)
        let uids = try reader.list("links").map { value -> TaskUID? in
            if value.isNull { return nil }
            guard let uid = value.string.flatMap(TaskUID.init) else { throw reader.bad("links", "is no list of uids") }
            return uid
        }
        let written = document.links
        guard written.count == uids.count else { throw reader.bad("links", "does not fit the document") }
        links = zip(written, uids).map { pair, uid in
            ResolvedLink(role: pair.role, project: pair.link.project ?? project, name: pair.link.name, uid: uid)
        }
        if var previous = try reader.nested("previous") {
            self.previous = try VersionPointer(predecessor: &previous)
        } else {
            previous = nil
        }
    }

    /// Reads the line that a pointer names, and checks its digest (§5: one read).
    static func read(_ pointer: VersionPointer, from file: OpenFile, name: TaskLabel) throws -> VersionLine {
        let place = pointer.place
        do {
            // A length that the file does not have must not become an allocation of that size.
            let size = try file.status().size
            guard place.offset <= size, place.length <= size - place.offset else {
                throw damaged(file.path, "is too short")
            }
            let bytes = try file.read(at: place.offset, count: place.length)
            guard SHA256Digest(of: bytes) == pointer.sha256 else {
                throw damaged(file.path, "the version at byte \(place.offset) does not match its digest")
            }
            return try bytes.withUnsafeBytes { try VersionLine($0, name: name, file: file.path) }
        } catch let error as TaskferryError {
            throw error.asDamage
        }
    }
}
