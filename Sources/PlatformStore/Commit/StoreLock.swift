import FileIO
import Glibc
import TaskModel

/// The writers' lock: an flock on `store.lock`, whose content says who holds it (§5).
final class StoreLock {
    /// How long a writer waits, in milliseconds.
    struct Patience: Sendable {
        /// After this long the waiting is told about.
        var notice: Int64 = 1_000
        /// After this long it is given up with `store-busy`.
        var limit: Int64 = 30_000
        /// How often the lock is tried.
        var poll: Int64 = 20
    }

    private let file: OpenFile

    private init(_ file: OpenFile) { self.file = file }

    /// Takes the lock, and writes who holds it now.
    ///
    /// Throws `store-busy` naming the holder, and what `cancelled` throws while it waits.
    static func take(
        _ layout: StoreLayout, for holder: LockHolder, patience: Patience, waiting: (LockHolder, Int) -> Void,
        cancelled: CancellationCheck
    ) throws -> StoreLock {
        let file = try layout.createFile(layout.lock, flags: O_RDWR | O_CREAT)
        let start = milliseconds()
        var told: Int64 = 0
        while try !file.tryLock() {
            try cancelled()
            let waited = milliseconds() - start
            if waited >= patience.limit {
                let other = LockHolder(readFrom: file)
                throw TaskferryError(
                    .storeBusy, subject: layout.root, detail: other.command,
                    cause: "\(other.user) \(other.pid.map(String.init) ?? "")")
            }
            if waited >= patience.notice, waited / 1_000 > told || told == 0 {
                told = max(waited / 1_000, 1)
                waiting(LockHolder(readFrom: file), Int(waited / 1_000))
            }
            SystemCall.pause(milliseconds: Int(min(patience.poll, 50)))
        }
        // The content is for people only: not being able to write it is no reason to stop.
        var known = holder
        known.pid = Int(getpid())
        try? known.write(to: file)
        return StoreLock(file)
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }
}

extension LockHolder {
    fileprivate func write(to file: OpenFile) throws {
        var object = JSONObject()
        object["pid"] = pid.map { .integer($0) }
        object["user"] = user.isEmpty ? nil : .string(user)
        object["command"] = command.isEmpty ? nil : .string(command)
        object["since"] = since.map { .string($0.text) }
        let bytes = JSONWriter.canonical(.object(object)) + [0x0A]
        try file.truncate(to: 0)
        try file.write(bytes)
    }

    /// What the lock's content tells; it may be half-written or empty.
    fileprivate init(readFrom file: OpenFile) {
        self.init()
        guard let bytes = try? file.read(at: 0, count: 64 << 10),
            let object = (try? JSONParser.parse(bytes, file: file.path))?.object
        else { return }
        pid = object["pid"]?.integer
        user = object["user"]?.string ?? ""
        command = object["command"]?.string ?? ""
        since = object["since"]?.string.flatMap { try? Timestamp($0) }
    }
}
