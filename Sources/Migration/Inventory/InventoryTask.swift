import PlatformStore
import TaskModel

/// One task of an inventory: a line. Of other projects' tasks only names, uids, links and whether they are online.
struct InventoryTask: Sendable {
    /// The record without owner and alarm settings.
    let record: TaskRecord
    /// Who last changed it; nil: not told.
    let authors: InventoryAuthors?
    /// The versions that checks compare: development, online, last imported; each once.
    let contents: [InventoryContent]

    var tree: JSONObject {
        var object: JSONObject = ["task": record.tree]
        object["changed"] = authors.map { .array($0.tree) }
        object["contents"] =
            contents.isEmpty ? nil : .array(contents.map { .object($0.tree(in: record)) })
        return object
    }

    init(record: TaskRecord, authors: InventoryAuthors? = nil, contents: [InventoryContent] = []) {
        var record = record
        record.owner = ""
        record.alarms = nil
        // The last version written counts for the store alone.
        record.last = nil
        // Of generations an inventory knows nothing: it tells who made them.
        self.record = record.withoutGenerations
        self.authors = authors
        self.contents = contents
    }

    /// Reads a line. Throws `bad-document`.
    init(_ tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        guard let task = reader.value("task") else { throw reader.bad("task", "is missing") }
        let record = try TaskRecord(task, generation: 0, file: file)
        self.record = record
        let changed = try reader.nestedList("changed").map { try ChangeAuthor($0) }
        authors = changed.isEmpty ? nil : InventoryAuthors(changed)
        contents = try reader.nestedList("contents").map { try InventoryContent($0, record) }
    }
}

/// Who last changed the parts of a task, and when.
struct InventoryAuthors: Sendable {
    private let name: ChangeAuthor?
    private let development: ChangeAuthor?
    private let online: ChangeAuthor?

    init(name: ChangeAuthor?, development: ChangeAuthor?, online: ChangeAuthor?) {
        self.name = name
        self.development = development
        self.online = online
    }

    /// One for all three, or one each.
    fileprivate init(_ list: [ChangeAuthor]) {
        self.init(
            name: list.first, development: list.count == 3 ? list[1] : list.first,
            online: list.count == 3 ? list[2] : list.first)
    }

    func author(of part: TargetTask.Part) -> ChangeAuthor? {
        switch part {
        case .name: name
        case .development: development
        case .online: online
        }
    }

    fileprivate var tree: [JSONValue] {
        let all = [name, development, online].compactMap { $0 }
        let isOne = all.allSatisfy { $0 == all.first }
        return (isOne ? Array(all.prefix(1)) : all).map { .object($0.tree) }
    }
}

/// What an inventory tells of a version's content: everything but the content.
struct InventoryContent: Sendable {
    /// The version's number.
    let number: Int
    /// Its links, in their order, with their uids: the reader names them.
    let links: [ResolvedLink]
    /// The fields' digests, without links.
    let digests: [ExactString: String]
    /// The schedule's texts by key: when a task runs next cannot be told from digests.
    let schedule: [(key: String, text: String)]

    private static let scheduleKeys = ["cron", "timeZone", "effectiveFrom", "effectiveUntil"]

    init(number: Int, links: [ResolvedLink], content: TaskContent) {
        self.number = number
        self.links = links
        var fields = content.fields
        schedule = Self.scheduleKeys.compactMap { key in
            fields.removeValue(forKey: ExactString("schedule.\(key)"))?.json?.string.map { (key, $0) }
        }
        digests = fields.mapValues(\.digest.rest)
    }

    /// The content, with each link named as asked; where nobody knows the name, as it was written.
    func content(of record: TaskRecord, naming: LinkNaming) throws -> TaskContent {
        var named: [ExactString: [TaskLink]] = [:]
        for link in links {
            let name = try link.uid.flatMap { try naming(link.project, $0) } ?? link.name
            let path =
                switch link.role {
                case .upstream: ExactString("dependencies")
                case .node(let node): ExactString("nodes[\(node)].task")
                }
            named[path, default: []].append(
                TaskLink(project: link.project == record.project ? nil : link.project, name: name))
        }
        var fields: [ExactString: FieldValue] = [:]
        for (path, digest) in digests { fields[path] = .digest(FieldDigest(rest: digest, links: named[path] ?? [])) }
        for (key, text) in schedule { fields[ExactString("schedule.\(key)")] = .value(.string(text)) }
        return TaskContent(fields: fields)
    }

    // MARK: JSON

    /// The links are the record's where it points at this version.
    fileprivate func tree(in record: TaskRecord) -> JSONObject {
        var object: JSONObject = ["number": .integer(number)]
        if Self.links(of: number, in: record) == nil, !links.isEmpty {
            object["links"] = .array(links.map { $0.tree(own: record.project) })
        }
        object["fields"] = .object(
            JSONObject(
                members: digests.sorted { $0.key < $1.key }.map {
                    JSONObject.Member(key: $0.key.text, value: .string($0.value))
                }))
        if !schedule.isEmpty {
            object["schedule"] = .object(
                JSONObject(members: schedule.map { JSONObject.Member(key: $0.key, value: .string($0.text)) }))
        }
        return object
    }

    fileprivate init(_ reader: ObjectReader, _ record: TaskRecord) throws {
        var reader = reader
        number = try reader.required("number")
        let own = try reader.nestedList("links").map { link in
            var link = link
            return try ResolvedLink(&link, own: record.project)
        }
        links = Self.links(of: number, in: record) ?? own
        var digests: [ExactString: String] = [:]
        for field in try reader.object("fields").members {
            guard let digest = field.value.string, digest.utf8.count == FieldDigest.length else {
                throw reader.bad("fields", "\"\(field.key)\" has no digest")
            }
            digests[ExactString(field.key)] = digest
        }
        self.digests = digests
        let texts = try reader.object("schedule")
        schedule = Self.scheduleKeys.compactMap { key in texts[key]?.string.map { (key, $0) } }
    }

    private static func links(of number: Int, in record: TaskRecord) -> [ResolvedLink]? {
        [record.development, record.online].compactMap { $0 }.first { $0.number == number }?.links
    }
}

extension ChangeAuthor {
    fileprivate var tree: JSONObject { ["user": .text(user), "time": .string(time.text)] }

    fileprivate init(_ reader: ObjectReader) throws {
        var reader = reader
        user = try reader.required("user", PathName.init)
        time = try reader.required("time") { try? Timestamp($0) }
    }
}
