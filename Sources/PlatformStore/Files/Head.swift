import FileIO
package import TaskModel

/// A revision of a settings file: the generation that wrote it, and the digest of its bytes.
struct Revision: Hashable, Sendable {
    let number: Int
    let sha256: SHA256Digest

    var json: JSONValue { .object(["revision": .integer(number), "sha256": .string(sha256.hex)]) }

    init(number: Int, sha256: SHA256Digest) {
        self.number = number
        self.sha256 = sha256
    }

    init(_ reader: inout ObjectReader) throws {
        number = try reader.required("revision")
        sha256 = try reader.required("sha256", SHA256Digest.init(hex:))
    }
}

/// The settings files that count at a generation.
struct SettingsRevisions: Hashable, Sendable {
    var platform: Revision
    var projects: [PathName: Revision]

    var json: JSONValue {
        let members = projects.sorted { $0.key < $1.key }.map {
            JSONObject.Member(key: $0.key.text, value: $0.value.json)
        }
        return .object(["platform": platform.json, "projects": .object(JSONObject(members: members))])
    }

    init(platform: Revision, projects: [PathName: Revision]) {
        self.platform = platform
        self.projects = projects
    }

    init(_ reader: inout ObjectReader) throws {
        guard var platform = try reader.nested("platform") else { throw reader.bad("platform", "is missing") }
        self.platform = try Revision(&platform)
        projects = [:]
        for member in try reader.object("projects").members {
            guard let name = PathName(member.key) else { throw reader.bad("projects", "\"\(member.key)\" is no name") }
            var revision = try ObjectReader(member.value, file: reader.file, path: "projects.\(member.key)")
            projects[name] = try Revision(&revision)
        }
    }
}

/// `head.json`: the commit point, which says what counts (§5).
struct Head: Hashable, Sendable {
    static let format = 1
    /// Far above what a platform of very many projects needs.
    static let sizeLimit = 256 << 20

    let platformID: String
    let generation: Int
    /// The digest of that generation, as its last line has it.
    let digest: SHA256Digest
    let settings: SettingsRevisions

    private var content: JSONObject {
        [
            "format": .integer(Self.format), "platform": .string(platformID), "generation": .integer(generation),
            "digest": .string(digest.hex), "settings": settings.json,
        ]
    }

    /// The bytes of the file; the last key is the digest of all the others in canonical form.
    var bytes: [UInt8] {
        var object = content
        object["sha256"] = .string(SHA256Digest(of: JSONWriter.canonical(.object(object))).hex)
        return JSONWriter.readable(.object(object))
    }

    init(platformID: String, generation: Int, digest: SHA256Digest, settings: SettingsRevisions) {
        self.platformID = platformID
        self.generation = generation
        self.digest = digest
        self.settings = settings
    }

    /// Reads the head's bytes. Throws `damaged-store` or `newer-format`.
    init(_ bytes: [UInt8], file: String) throws {
        do {
            let tree = try JSONParser.parse(bytes, file: file)
            var reader = try ObjectReader(tree, file: file)
            try reader.expectFormat(atMost: Self.format)
            var content = tree.object ?? JSONObject()
            content["sha256"] = nil
            let expected = try reader.required("sha256", SHA256Digest.init(hex:))
            guard SHA256Digest(of: JSONWriter.canonical(.object(content))) == expected else {
                throw damaged(file, "does not match its digest")
            }
            platformID = try reader.required("platform") { $0 }
            generation = try reader.required("generation")
            digest = try reader.required("digest", SHA256Digest.init(hex:))
            guard var revisions = try reader.nested("settings") else { throw reader.bad("settings", "is missing") }
            settings = try SettingsRevisions(&revisions)
        } catch let error as TaskferryError where [.badJSON, .badDocument].contains(error.code) {
            throw error.asDamage
        }
    }

    /// Reads the head of a platform. Throws `not-a-platform`, `head-lost`, `damaged-store`, `newer-format`.
    static func read(_ layout: StoreLayout) throws -> Head {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(layout.head, limit: sizeLimit)
        } catch let error as TaskferryError where error.code == .notFound {
            let isUnfinished = try PendingFiles.read(layout)?.generation == 1
            guard try Files.status(layout.generations)?.isDirectory == true, !isUnfinished else {
                throw TaskferryError(.notAPlatform, subject: layout.root)
            }
            throw TaskferryError(.headLost, subject: layout.head)
        } catch let error as TaskferryError where error.code == .badFile {
            throw damaged(layout.head, error.cause ?? "")
        }
        return try Head(bytes, file: layout.head)
    }
}

extension ObjectReader {
    /// Takes a whole number, not negative, that must be there.
    package mutating func required(_ key: String) throws -> Int {
        guard let number = try count(key) else { throw bad(key, "is missing") }
        return number
    }
}

extension TaskferryError {
    /// The same error where it came from reading a file of the store: damage, unless it is a newer format.
    var asDamage: TaskferryError {
        guard [.badJSON, .badDocument, .badFile].contains(code) else { return self }
        return TaskferryError(.damagedStore, subject: subject, cause: cause ?? code.rawValue, place: place)
    }
}
