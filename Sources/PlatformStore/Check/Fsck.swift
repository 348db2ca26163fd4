import CSQLite
import FileIO
import TaskModel

/// One check of a whole store. It trusts nothing but the generations that prove themselves by their digests.
struct Fsck {
    let layout: StoreLayout
    let repairs: Bool
    let cancelled: CancellationCheck

    private(set) var damages: [Damage] = []
    /// The files that something names, by their path relative to the root.
    private var named = Set<ExactString>()
    private var chain: [GenerationHeader] = []
    private var lastDigest: SHA256Digest?
    /// Every blob that a document names, with the size that it is said to have.
    private var blobs: [SHA256Digest: Int] = [:]

    init(_ layout: StoreLayout, repairs: Bool, cancelled: @escaping CancellationCheck) {
        self.layout = layout
        self.repairs = repairs
        self.cancelled = cancelled
    }

    mutating func run(_ index: IndexStore) throws {
        let (head, goal) = try readHead()
        // A private index of the true content: versions, records and the shared index are all held against it.
        let truth = try Database("", flags: SQLITE_OPEN_READWRITE)
        try sql { try truth.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN") }
        try followChain(to: goal, truth)
        let settled = try settleHead(head)
        try checkSettings()
        try checkBlobs()
        if let settled, damages.allSatisfy({ $0.kind != .generationDamaged && $0.kind != .generationMissing }) {
            try sql { try truth.run(IndexSchema.indexes) }
            try checkLaws(truth)
            try checkIndex(index, truth, settled)
        }
        try checkAudit()
        try checkGarbage(settled)
    }

    // MARK: Findings

    mutating func note(_ kind: Damage.Kind, _ path: String, _ detail: String, isRepaired: Bool = false) {
        damages.append(Damage(kind: kind, file: layout.relative(path), detail: detail, isRepaired: isRepaired))
    }

    private func isNamed(_ path: String) -> Bool { named.contains(ExactString(layout.relative(path))) }

    /// Errors of the private database are errors of the machine, not of the store.
    private func sql<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw TaskferryError(.ioError, subject: layout.root, cause: error.message)
        }
    }

    // MARK: Head and chain

    /// The head as it is, and the generation that the chain is to be followed to: the head's, or without one the last
    /// that is there.
    private mutating func readHead() throws -> (Head?, Int) {
        do {
            let head = try Head.read(layout)
            if try Files.read(layout.head) != head.bytes {
                note(.headDamaged, layout.head, "is not written as it must be", isRepaired: repairs)
                if repairs { try write(head) }
            }
            return (head, head.generation)
        } catch let error as TaskferryError where [.headLost, .damagedStore].contains(error.code) {
            let isLost = error.code == .headLost
            note(isLost ? .headLost : .headDamaged, layout.head, error.cause ?? "is missing", isRepaired: repairs)
            let numbers = try Files.list(layout.generations).compactMap(Self.generationNumber)
            return (nil, numbers.max() ?? 0)
        }
    }

    private static func generationNumber(_ name: String) -> Int? {
        guard name.utf8.count > 6, name.hasSuffix(".jsonl"), let number = Int(name.dropLast(6)), number > 0,
            "\(number).jsonl".isIdentical(to: name)
        else { return nil }
        return number
    }

    private mutating func followChain(to goal: Int, _ truth: Database) throws {
        try sql { try truth.run(IndexSchema.tables) }
        var check = GenerationCheck(layout: layout, truth: truth)
        guard goal > 0 else { return }
        for number in 1...goal {
            try cancelled()
            let path = layout.generation(number)
            do {
                let (header, digest) = try sqlOrDamage(path) { try check.read(number, parent: lastDigest, chain.first) }
                chain.append(header)
                lastDigest = digest
                named.insert(ExactString(layout.relative(path)))
            } catch let error as TaskferryError where error.code == .damagedStore || error.code == .newerFormat {
                let isMissing = try Files.status(path) == nil
                note(
                    isMissing ? .generationMissing : .generationDamaged, path,
                    error.cause ?? error.code.rawValue)
                // What comes after it cannot be judged, and is no garbage.
                for later in number...goal { named.insert(ExactString(layout.relative(layout.generation(later)))) }
                break
            }
        }
        for damage in check.damages { note(.recordDamaged, damage.file, damage.detail) }
        blobs = check.blobs
    }

    private func sqlOrDamage<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError where error.isDamage {
            throw damaged(path, error.message)
        } catch let error as SQLiteError {
            throw TaskferryError(.ioError, subject: path, cause: error.message)
        }
    }

    /// The head that the chain proves; written when it was lost and repair is wanted. Nil when the chain is broken.
    private mutating func settleHead(_ head: Head?) throws -> Head? {
        guard let last = chain.last, let lastDigest else { return nil }
        let proven = Head(
            platformID: last.platformID, generation: last.number, digest: lastDigest, settings: last.settings)
        if let head {
            // A chain that breaks off before the head has been noted.
            if head.generation == proven.generation, head != proven {
                note(.headDamaged, layout.head, "does not say what its generation says", isRepaired: repairs)
                if repairs { try write(proven) }
                return proven
            }
            return head.generation == proven.generation ? head : nil
        }
        if repairs { try write(proven) }
        return proven
    }

    private func write(_ head: Head) throws {
        try layout.write(head.bytes, to: layout.headTemporary)
        try Files.rename(layout.headTemporary, to: layout.head)
        try Files.syncDirectory(layout.root)
    }

    // MARK: Settings and blobs

    private mutating func checkSettings() throws {
        var seen = Set<ExactString>()
        for header in chain {
            let platform = layout.platformSettings(header.settings.platform.number)
            if seen.insert(ExactString(platform)).inserted {
                check(platform, header.settings.platform) { _ = try PlatformSettings($0, file: platform) }
            }
            for (name, revision) in header.settings.projects.sorted(by: { $0.key < $1.key }) {
                let path = layout.projectSettings(name, revision.number)
                guard seen.insert(ExactString(path)).inserted else { continue }
                check(path, revision) { _ = try ProjectSettings($0, file: path) }
            }
        }
    }

    private mutating func check(_ path: String, _ revision: Revision, _ read: (JSONValue) throws -> Void) {
        named.insert(ExactString(layout.relative(path)))
        do {
            try SettingsCache.read(path, revision, read)
        } catch {
            note(.settingsDamaged, path, (error as? TaskferryError)?.cause ?? "cannot be read")
        }
    }

    private mutating func checkBlobs() throws {
        for (digest, size) in blobs.sorted(by: { $0.key < $1.key }) {
            try cancelled()
            let path = layout.blob(digest)
            named.insert(ExactString(layout.relative(path)))
            guard let status = try Files.status(path, followingLinks: false), status.isFile else {
                note(.blobDamaged, path, "is missing")
                continue
            }
            guard status.size == size else {
                note(.blobDamaged, path, "has \(status.size) bytes instead of \(size)")
                continue
            }
            if try Files.digest(path) != digest { note(.blobDamaged, path, "does not match its digest") }
        }
    }

    // MARK: Laws, index, the rest

    private mutating func checkLaws(_ truth: Database) throws {
        for (detail, query) in RecordLaws.queries {
            try sql {
                try truth.each(query) { row in
                    note(.recordDamaged, layout.generations, "\(detail): \(try row.text(0))")
                    return true
                }
            }
        }
    }

    private mutating func checkIndex(_ index: IndexStore, _ truth: Database, _ head: Head) throws {
        guard let difference = try IndexComparison.difference(layout, truth) else { return }
        var isRepaired = false
        if repairs {
            try index.makeAnew()
            index.follow(head)
            isRepaired = try IndexComparison.difference(layout, truth) == nil
        }
        note(.indexDamaged, layout.index, difference, isRepaired: isRepaired)
    }

    private mutating func checkAudit() throws {
        guard try Files.status(layout.audit) != nil else { return }
        var number = 0
        for line in try Files.read(layout.audit, limit: 1 << 30).split(separator: 0x0A, omittingEmptySubsequences: true)
        {
            number += 1
            if (try? JSONParser.parse(line, file: layout.audit))?.object == nil {
                note(.auditDamaged, layout.audit, "line \(number) is not valid")
            }
        }
    }

    private mutating func checkGarbage(_ head: Head?) throws {
        // While the chain is broken, nobody can tell what its lost part names.
        let isWhole = damages.allSatisfy { $0.kind != .generationDamaged && $0.kind != .generationMissing }
        // What a crashed commit has left is no damage: the next writer removes it, as does a repair.
        var left = Set<ExactString>()
        if let head, isWhole {
            if repairs { try PendingFiles.clean(layout, head) }
            left = Set(try (PendingFiles.leftovers(layout, head) + [layout.pending]).map(ExactString.init))
        }
        var found: [String] = []
        for directory in [layout.generations, layout.settings, layout.projectSettings, layout.incoming] {
            try found += files(directory)
        }
        if try Files.status(layout.blobs) != nil {
            for prefix in try Files.list(layout.blobs) { try found += files("\(layout.blobs)/\(prefix)") }
        }
        for path in [layout.headTemporary, layout.pending] where try Files.status(path) != nil { found.append(path) }
        for path in found where !isNamed(path) && !left.contains(ExactString(path)) {
            if repairs && isWhole { try Files.remove(path) }
            note(.garbage, path, "nothing names it", isRepaired: repairs && isWhole)
        }
    }

    private func files(_ directory: String) throws -> [String] {
        guard try Files.status(directory) != nil else { return [] }
        return try Files.list(directory).map { "\(directory)/\($0)" }.filter {
            try Files.status($0, followingLinks: false)?.isDirectory == false
        }
    }
}
