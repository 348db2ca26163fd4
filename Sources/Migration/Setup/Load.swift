import FileIO
import PlatformStore
public import TaskModel
import TaskPackage

/// What `load` did with one task folder.
public struct LoadedTask: Sendable {
    /// The task's name.
    public let name: TaskLabel
    /// Its unique id.
    public let uid: TaskUID
    /// What was done.
    public let action: Action
    /// Keys of its document that are not known; they are kept.
    public let unknownKeys: [String]
    /// The texts of its schedule that mean nothing; they are kept, and no target will take them.
    public let invalidSchedule: [String]

    /// What can be done.
    public enum Action: String, Sendable {
        /// It is new.
        case created
        /// It has a new development version, a new name, or is newly online.
        case updated
        /// It was so already.
        case unchanged
    }
}

extension Workspace {
    /// Puts a task folder, or a folder of them, into a project as development versions, as one generation (§3 «load»).
    ///
    /// A task is recognised by uid, then by name; a document without a uid keeps the existing task's or gets a new one.
    /// New tasks go into `directory`, `/` unless given. With `online` they are submitted at once. The checks of §8 do not
    /// run. Throws `bad-document`, `resource-mismatch`, `illegal-task-name`, `name-exists`, `unknown-directory`.
    public func load(
        _ path: String, into directory: TaskDirectory = .root, online: Bool = false, project: PathName,
        using generator: inout some RandomNumberGenerator
    ) throws -> [LoadedTask] {
        try require(.develop, in: project, platform.snapshot())
        let folders = try PackageFolder.read(path, cancelled: surroundings.cancelled)
        let sources = folders.map { folder in
            LoadSource(document: folder.document, origin: folder.path) { .file(try folder.openResource($0)) }
        }
        return try load(sources, into: directory, online: online, project: project, using: &generator)
    }

    /// Loads documents from anywhere. `oldNames` lets names stand that the naming rule forbids, as platforms from before
    /// the rule have them.
    func load(
        _ sources: [LoadSource], into directory: TaskDirectory, online: Bool, project: PathName,
        oldNames: Bool = false, using generator: inout some RandomNumberGenerator
    ) throws -> [LoadedTask] {
        try write { writer in
            let snapshot = writer.snapshot
            try require(.develop, in: project, snapshot)
            guard try projectSettings(project, snapshot).hasDirectory(directory) else {
                throw TaskferryError(.unknownDirectory, subject: directory.text, detail: project.text)
            }
            let places = try sources.map { try place($0, project: project, snapshot, using: &generator) }
            try checkNames(places, project: project, oldNames: oldNames, snapshot)
            var writes: [TaskWrite] = []
            var loaded: [LoadedTask] = []
            for place in places {
                try surroundings.cancelled()
                let change = try self.change(place, into: directory, online: online, project: project, snapshot)
                if let write = change {
                    writes.append(write)
                    if write.newVersion != nil { try storeResources(place.source, writer) }
                }
                loaded.append(
                    try LoadedTask(
                        name: place.document.name, uid: place.uid,
                        action: change == nil ? .unchanged : place.record == nil ? .created : .updated,
                        unknownKeys: place.document.unknownKeys,
                        invalidSchedule: place.document.schedule?.problems(surroundings.zones).map(\.text) ?? []))
            }
            if !writes.isEmpty {
                _ = try writer.commit(
                    CommitRequest(
                        kind: "load", actor: actor, time: surroundings.now(),
                        summary: ["project": .text(project), "tasks": .integer(writes.count), "online": .bool(online)],
                        tasks: writes))
            }
            return loaded
        }
    }

    /// A document and the task that it belongs to.
    private struct Place {
        let source: LoadSource
        let document: TaskDocument
        let uid: TaskUID
        let record: TaskRecord?
    }

    private func place(
        _ source: LoadSource, project: PathName, _ snapshot: Snapshot,
        using generator: inout some RandomNumberGenerator
    ) throws -> Place {
        var document = source.document
        document.mapLinks { _, link in
            link.project == project ? TaskLink(name: link.name) : link
        }
        var record = try document.uid.flatMap { try snapshot.task(project, uid: $0) }
        if record == nil { record = try snapshot.task(project, named: document.name) }
        // A task found by name is not the document's when the document has a uid and the task another: both would claim
        // the name. §3 recognises by name all the same, and the task keeps its own uid.
        let uid = record?.uid ?? document.uid ?? TaskUID.random(using: &generator)
        document.uid = uid
        return Place(source: source, document: document, uid: uid, record: record)
    }

    /// Names are judged on the final state: legal unless the task had the name before, and nobody else's.
    private func checkNames(
        _ places: [Place], project: PathName, oldNames: Bool, _ snapshot: Snapshot
    ) throws {
        var byUID: [TaskUID: Place] = [:]
        var byFolded: [ExactString: Place] = [:]
        for place in places {
            let name = place.document.name
            if let other = byUID.updateValue(place, forKey: place.uid) {
                throw TaskferryError(
                    .badDocument, subject: place.source.origin, cause: "the same task as \(other.source.origin)")
            }
            if let other = byFolded.updateValue(place, forKey: ExactString(name.text.caseFolded)) {
                throw TaskferryError(.nameExists, subject: name.text, detail: other.document.name.text)
            }
            guard oldNames || name.legalName != nil || place.record?.name == name else {
                throw TaskferryError(.illegalTaskName, subject: name.text)
            }
        }
        for place in places where place.record?.name != place.document.name {
            let name = place.document.name
            let other = try snapshot.tasks(project, foldedName: name.text.caseFolded).first { byUID[$0.uid] == nil }
            if let other { throw TaskferryError(.nameExists, subject: name.text, detail: other.name.text) }
        }
    }

    private func change(
        _ place: Place, into directory: TaskDirectory, online: Bool, project: PathName, _ snapshot: Snapshot
    ) throws -> TaskWrite? {
        let record = place.record
        let content = TaskContent(place.document)
        var isSame = false
        if let record, let version = record.development {
            isSame = content.equals(TaskContent(try snapshot.document(record, version)))
        }
        let isOnline = record?.online != nil && record?.online?.number == record?.development?.number
        if isSame, record?.name == place.document.name, isOnline || !online { return nil }
        var write =
            record.map(TaskWrite.init)
            ?? TaskWrite(
                project: project, uid: place.uid, name: place.document.name, directory: directory, owner: user.text)
        write.name = place.document.name
        write.newVersion = isSame ? nil : place.document
        write.development = isSame ? .keep : .new
        write.online = !online ? .keep : isSame ? .development : .new
        return write
    }

    private func storeResources(_ source: LoadSource, _ writer: Writer) throws {
        for resource in source.document.resources {
            guard let sha256 = resource.sha256, let size = resource.size else { continue }
            switch try source.resource(resource) {
            case .file(let file): try writer.addBlob(from: file, expected: sha256, size: size)
            case .memory(let bytes):
                try writer.addBlob(expected: sha256, size: size) { sink in try bytes.withUnsafeBytes(sink) }
            }
        }
    }
}

/// A document to be loaded, and where its resources' bytes are.
struct LoadSource {
    let document: TaskDocument
    /// Where it comes from, for errors.
    let origin: String
    let resource: (Resource) throws -> ResourceBytes

    /// A resource's bytes, on disk or at hand.
    enum ResourceBytes {
        case file(OpenFile)
        case memory([UInt8])
    }
}
