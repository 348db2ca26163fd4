import CSQLite
import FileIO
import Glibc
import Synchronization
import TaskModel

/// Opens the index at the head's generation, bringing it there or making it anew where needed (§5).
final class IndexStore: Sendable {
    /// Which index is used.
    enum Mode: Sendable {
        /// The file beside the generations; a private one where that cannot be used.
        case shared
        /// A private one always.
        case privateOnly
    }

    /// How long, in milliseconds, another process's transaction is waited for: making a large index takes that long.
    private static let patience: Int32 = 120_000
    /// How often a head that moves on is followed before giving up.
    private static let attempts = 50
    /// From this size on, in bytes, the writer brings the log home: the next command would have to read through it.
    private static let logLimit = 4 << 20

    private let layout: StoreLayout
    private let mode: Mode
    private let idle = Mutex(Idle())

    /// Connections that no snapshot uses now. Each is used by one thread at a time, as it is taken out first.
    private struct Idle: ~Copyable, @unchecked Sendable {
        var connections: [Database] = []
    }

    init(_ layout: StoreLayout, mode: Mode = .shared) {
        self.layout = layout
        self.mode = mode
    }

    /// A connection within a read transaction, at the head that comes with it.
    ///
    /// `readHead` is asked again when the index is further than the head read first: somebody has committed since.
    func open(_ readHead: () throws -> Head) throws -> (head: Head, database: Database, isShared: Bool) {
        guard mode == .shared else { return try privateIndex(at: readHead()) }
        var mayReset = true
        for _ in 0..<Self.attempts {
            let head = try readHead()
            do {
                let database = try take()
                if try begin(database, at: head) { return (head, database, true) }
            } catch let error as SQLiteError where error.isDamage && mayReset {
                mayReset = false
                try? makeAnew()
            } catch is SQLiteError {
                if let database = readOnlyIndex(at: head) { return (head, database, false) }
                return try privateIndex(at: head)
            }
        }
        return try privateIndex(at: readHead())
    }

    /// Gives a connection back at the end of its read transaction.
    func release(_ database: Database) {
        guard (try? database.run("ROLLBACK")) != nil else { return }
        nonisolated(unsafe) let connection = database
        idle.withLock { $0.connections.append(connection) }
    }

    /// Brings the index to a head just committed. What goes wrong here is put right by the next reader.
    func follow(_ head: Head) {
        guard mode == .shared, let database = try? take() else { return }
        if (try? begin(database, at: head)) == true { release(database) }
    }

    /// Brings a long log home into the database, unless somebody reads from it: every later command would have to read
    /// through it. To be called when no snapshot of one's own is open any more.
    func shortenLog() {
        guard mode == .shared, isLogLong, let database = try? take() else { return }
        shortenLog(database)
        nonisolated(unsafe) let connection = database
        idle.withLock { $0.connections.append(connection) }
    }

    private var isLogLong: Bool {
        let log = try? Files.status("\(layout.index)-wal")
        return log.map { $0.size > Self.logLimit } ?? false
    }

    private func shortenLog(_ database: Database) {
        guard isLogLong else { return }
        database.setPatience(milliseconds: 0)
        try? database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        database.setPatience(milliseconds: Self.patience)
    }

    /// Brings an index that is behind up to the head, if nothing is wrong with it; never makes it anew.
    func catchUp() {
        guard mode == .shared, let head = try? Head.read(layout), let database = try? take() else { return }
        if (try? begin(database, at: head)) == true { release(database) }
    }

    /// Closes the idle connections, so that the files can be replaced.
    func closeIdle() { idle.withLock { $0.connections.removeAll() } }

    // MARK: Connections

    private func take() throws -> Database {
        nonisolated(unsafe) var found: Database?
        idle.withLock { found = $0.connections.popLast() }
        if let found { return found }
        if try Files.status(layout.index) == nil { _ = try? layout.createFile(layout.index, flags: O_WRONLY | O_CREAT) }
        let database = try Database(layout.index, flags: SQLITE_OPEN_READWRITE)
        database.setPatience(milliseconds: Self.patience)
        database.keepLogOnClose()
        try database.run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384"
        )
        return database
    }

    /// Begins a read transaction at the head; brings the index there before, if it is behind. False when the head has
    /// moved on and must be read again.
    private func begin(_ database: Database, at head: Head) throws -> Bool {
        try database.run("BEGIN")
        do {
            let state = try currentState(database)
            if state?.stands(at: head) == true { return true }
            if let state, !state.isOf(head) || state.generation >= head.generation {
                try database.run("ROLLBACK")
                // Either somebody has committed since the head was read, or the index is another history's.
                if try Head.read(layout) != head { return false }
                throw SQLiteError(code: SQLITE_CORRUPT, message: "the index is not of this platform's history")
            }
            try database.run("ROLLBACK")
            try bringUp(database, to: head)
            if state == nil { shortenLog(database) }
        } catch {
            try? database.run("ROLLBACK")
            throw error
        }
        return try begin(database, at: head)
    }

    private func bringUp(_ database: Database, to head: Head) throws {
        try database.run("BEGIN IMMEDIATE")
        do {
            let state = try currentState(database)
            if let state, state.generation >= head.generation {
                return try database.run("ROLLBACK")
            }
            try IndexUpdate.bring(layout, database, from: state, to: head)
            try database.run("COMMIT")
        } catch {
            try? database.run("ROLLBACK")
            throw error
        }
    }

    private func currentState(_ database: Database) throws -> IndexState? {
        let isEmpty = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 0
        return isEmpty ? nil : try IndexState(database)
    }

    // MARK: Making it anew

    /// Empties the index where it stands; if even that fails, removes its files under the writers' lock.
    func makeAnew() throws {
        closeIdle()
        do {
            let database = try Database(layout.index, flags: SQLITE_OPEN_READWRITE)
            database.setPatience(milliseconds: Self.patience)
            database.keepLogOnClose()
            try database.reset()
            try database.run("PRAGMA journal_mode = WAL")
        } catch {
            let lock = try OpenFile.open(layout.lock, O_RDWR)
            guard try lock.tryLock() else { throw error }
            for suffix in ["", "-wal", "-shm", "-journal"] { try Files.remove(layout.index + suffix) }
        }
    }

    // MARK: Indexes that nobody else sees

    /// The file as it is, where it cannot be written but stands at the head and has no log beside it.
    private func readOnlyIndex(at head: Head) -> Database? {
        if let log = try? Files.status("\(layout.index)-wal"), log.size > 0 { return nil }
        let name = "file:" + Self.escaped(layout.index) + "?immutable=1"
        guard let database = try? Database(name, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI),
            (try? database.run("BEGIN")) != nil, let state = try? IndexState(database), state.stands(at: head)
        else { return nil }
        return database
    }

    /// An index of its own, made from the generations in a temporary file.
    func privateIndex(at head: Head) throws -> (head: Head, database: Database, isShared: Bool) {
        do {
            let database = try Database("", flags: SQLITE_OPEN_READWRITE)
            try database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
            try IndexUpdate.bring(layout, database, from: nil, to: head)
            return (head, database, false)
        } catch let error as SQLiteError {
            throw TaskferryError(.ioError, subject: layout.index, cause: error.message)
        }
    }

    private static func escaped(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16)
            }
        }
        return text
    }
}

extension IndexUpdate {
    /// Brings an index up to a head; one without tables gets them first.
    static func bring(_ layout: StoreLayout, _ database: Database, from state: IndexState?, to head: Head) throws {
        if state == nil {
            try database.run("PRAGMA cache_size = -32768")
            try database.run(IndexSchema.tables)
        }
        try run(layout, database, from: state, to: head)
    }
}
