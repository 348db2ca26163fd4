import FileIO
import TaskModel

/// Reads generations one after the other as `fsck` does: every version is read as a document, every record is held
/// against the one before, and every pointer against the line that it names.
struct GenerationCheck {
    private let layout: StoreLayout
    private let truth: Database
    private(set) var damages: [(file: String, detail: String)] = []
    private(set) var blobs: [SHA256Digest: Int] = [:]
    private var isPrepared = false

    init(layout: StoreLayout, truth: Database) {
        self.layout = layout
        self.truth = truth
    }

    /// Checks one generation and puts its records into the private index. Throws `damaged-store` when it does not prove
    /// itself, which ends the chain.
    mutating func read(
        _ number: Int, parent: SHA256Digest?, _ first: GenerationHeader?
    ) throws -> (GenerationHeader, SHA256Digest) {
        if !isPrepared {
            try truth.run(
                """
                CREATE TEMP TABLE version(generation INTEGER, offset INTEGER, length INTEGER, sha256 TEXT, number INTEGER,
                    project TEXT, task TEXT, PRIMARY KEY(generation, offset)) WITHOUT ROWID
                """)
            isPrepared = true
        }
        let path = layout.generation(number)
        var header: GenerationHeader?
        let digest = try GenerationReader.read(layout, number, wantsVersions: true) { line in
            switch line {
            case .header(let bytes):
                let read = try GenerationHeader(bytes, file: path)
                guard read.number == number, read.parent == parent,
                    first.map({ $0.platformID.isIdentical(to: read.platformID) }) ?? true,
                    read.line.elementsEqual(bytes)
                else { throw damaged(path, "does not follow from the generation before it") }
                header = read
            case .version(let place, let bytes): try check(place, bytes, path)
            case .record(let bytes): try check(RecordChange(bytes, generation: number, file: path), path)
            }
        }
        guard let header else { throw damaged(path, "has no header") }
        var update = try IndexUpdate(layout: layout, database: truth, firstNumber: number, hasUIDIndex: number > 1)
        if number == 1 { try truth.run(IndexSchema.uidIndex) }
        let again = try update.apply(number, parent: parent?.hex, platformID: header.platformID)
        guard again == digest else { throw damaged(path, "changes while it is read") }
        return (header, digest)
    }

    private mutating func check(_ place: VersionPlace, _ bytes: UnsafeRawBufferPointer?, _ path: String) throws {
        guard let bytes, let name = TaskLabel("_") else { return }
        let line = try VersionLine(bytes, name: name, file: path)
        try truth.run(
            "INSERT INTO version VALUES(?, ?, ?, ?, ?, ?, ?)", .integer(place.generation), .integer(place.offset),
            .integer(place.length), .text(SHA256Digest(of: bytes).hex), .integer(line.number),
            .text(line.task.project.text), .text(line.task.uid.text))
        if let previous = line.previous, previous.number != line.number - 1 {
            damages.append((path, "version \(line.number) of \(line.task.uid) does not follow from the one before"))
        }
        if let previous = line.previous { try check(previous, of: line.task, path) }
        for resource in line.document.resources {
            guard let digest = resource.sha256, let size = resource.size else {
                damages.append((path, "a resource of \(line.task.uid) has no digest"))
                continue
            }
            blobs[digest] = size
        }
    }

    private mutating func check(_ change: RecordChange, _ path: String) throws {
        guard let either = change.after ?? change.before else { return }
        let number = try truth.first("SELECT id FROM project WHERE name = ?", .text(either.project.text)) {
            $0.integer(0)
        }
        let known = try number.flatMap { number in
            try truth.first(
                "SELECT uid, name, generation, record FROM task WHERE project = ? AND uid = ?", .integer(number),
                .text(either.uid.text)
            ) { try TaskRecord($0, either.project) }
        }
        let isContinued =
            switch (known, change.before) {
            case (nil, nil): true
            case (let known?, let before?): known.hasSameContent(as: before)
            default: false
            }
        if !isContinued { damages.append((path, "the record of \(either.uid) does not continue the one before")) }
        for pointer in change.after?.pointers ?? [] { try check(pointer, of: either.key, path) }
    }

    private mutating func check(_ pointer: VersionPointer, of task: TaskKey, _ path: String) throws {
        let isThere = try truth.first(
            """
            SELECT 1 FROM version WHERE generation = ? AND offset = ? AND length = ? AND sha256 = ? AND number = ?
                AND project = ? AND task = ?
            """, .integer(pointer.place.generation), .integer(pointer.place.offset), .integer(pointer.place.length),
            .text(pointer.sha256.hex), .integer(pointer.number), .text(task.project.text), .text(task.uid.text)
        ) { _ in true }
        if isThere == nil {
            damages.append((path, "version \(pointer.number) of \(task.uid) is not where its record says"))
        }
    }
}
