import CSQLite
import TaskModel

/// What SQLite said, with its extended result code.
struct SQLiteError: Error {
    let code: Int32
    let message: String

    private var primary: Int32 { code & 0xFF }

    /// The file is no index of ours, or broken: it is to be made anew.
    var isDamage: Bool {
        [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_CONSTRAINT, SQLITE_SCHEMA, SQLITE_FORMAT]
            .contains(primary)
    }
}

/// A connection to SQLite; used by one thread at a time.
final class Database {
    let handle: OpaquePointer
    private var idle: [String: [Statement]] = [:]

    /// Opens a database. The name `""` is a temporary one that grows into a file nobody else sees.
    init(_ name: String, flags: Int32) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw SQLiteError(code: code, message: message)
        }
        handle = opened
    }

    deinit {
        idle.removeAll()
        sqlite3_close_v2(handle)
    }

    var error: SQLiteError {
        SQLiteError(code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }

    /// How many milliseconds a statement waits for another process's lock.
    func setPatience(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

    /// Leaves the write-ahead log alone when the connection closes: the next one to open goes on with it.
    func keepLogOnClose() { _ = tf_sqlite_keep_log_on_close(handle) }

    /// Empties the database where it stands, whatever is in it; other connections notice.
    func reset() throws {
        _ = tf_sqlite_reset_mode(handle, 1)
        defer { _ = tf_sqlite_reset_mode(handle, 0) }
        idle.removeAll()
        try run("VACUUM")
    }

    /// Runs statements that return nothing of interest.
    func run(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw error }
    }

    /// Runs a statement with values.
    func run(_ sql: String, _ values: Value...) throws {
        try statement(sql) { statement in
            try statement.bind(values)
            while try statement.step() {}
        }
    }

    /// The first row of a query, read by `read`; nil without rows.
    func first<Result>(_ sql: String, _ values: Value..., read: (Statement) throws -> Result) throws -> Result? {
        try statement(sql) { statement in
            try statement.bind(values)
            return try statement.step() ? try read(statement) : nil
        }
    }

    /// Every row of a query, as long as `body` wants more.
    func each(_ sql: String, _ values: Value..., body: (Statement) throws -> Bool) throws {
        try statement(sql) { statement in
            try statement.bind(values)
            while try statement.step() {
                if try !body(statement) { break }
            }
        }
    }

    /// Runs `body` with a prepared statement that is kept for the next time.
    func statement<Result>(_ sql: String, _ body: (Statement) throws -> Result) throws -> Result {
        let statement = try idle[sql]?.popLast() ?? Statement(sql, self)
        defer {
            statement.reset()
            idle[sql, default: []].append(statement)
        }
        return try body(statement)
    }

    /// A value for a placeholder.
    enum Value {
        case integer(Int)
        case text(String)
        case blob([UInt8])
        case null

        static func optional(_ number: Int?) -> Value { number.map { .integer($0) } ?? .null }
        static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    }
}

/// A prepared statement.
final class Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer

    init(_ sql: String, _ database: Database) throws {
        var prepared: OpaquePointer?
        guard
            sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
                == SQLITE_OK,
            let prepared
        else { throw database.error }
        handle = prepared
        self.database = database.handle
    }

    deinit { sqlite3_finalize(handle) }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Runs a statement that returns nothing.
    func run(_ values: Database.Value...) throws {
        defer { reset() }
        try bind(values)
        while try step() {}
    }

    func bind(_ values: [Database.Value]) throws {
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    }

    private func bind(_ value: Database.Value, at place: Int32) throws {
        let code: Int32
        switch value {
        case .integer(let number): code = sqlite3_bind_int64(handle, place, Int64(number))
        case .text(var text):
            code = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty text has no address to give, and NULL would bind the null value.
                    guard let start = characters.baseAddress else { return tf_sqlite_bind_text(handle, place, "", 0) }
                    return tf_sqlite_bind_text(handle, place, start, Int32(clamping: characters.count))
                }
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes {
                tf_sqlite_bind_blob(handle, place, $0.baseAddress, Int32(clamping: $0.count))
            }
        case .null: code = sqlite3_bind_null(handle, place)
        }
        if code != SQLITE_OK { throw failure }
    }

    private var failure: SQLiteError {
        SQLiteError(code: sqlite3_extended_errcode(database), message: String(cString: sqlite3_errmsg(database)))
    }

    /// Moves to the next row; false after the last.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure
        }
    }

    var columnCount: Int32 { sqlite3_column_count(handle) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    func optionalInteger(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

    /// A text; throws damage when it is not UTF-8.
    func text(_ column: Int32) throws -> String {
        try bytes(column) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw SQLiteError(code: SQLITE_CORRUPT, message: "a text is not UTF-8")
            }
            return text
        }
    }

    /// A text that must be a legal name of its type; throws damage otherwise.
    func name<Name>(_ column: Int32, _ make: (String) -> Name?) throws -> Name {
        guard let name = make(try text(column)) else {
            throw SQLiteError(code: SQLITE_CORRUPT, message: "a name is not legal")
        }
        return name
    }

    /// The bytes of a text or blob, valid within `body` only.
    func bytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
