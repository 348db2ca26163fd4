public import FileIO
import Glibc
public import PlatformStore
public import TaskModel

/// One user at one platform: every service hangs on it, and checks rights and switches itself (R1, R2).
public struct Workspace: Sendable {
    /// The platform.
    public let platform: Platform
    /// Who acts.
    public let actor: Actor
    /// What the world around the services provides.
    public let surroundings: Surroundings

    /// What services need from outside: clock, zones, and the user's patience.
    public struct Surroundings: Sendable {
        /// The present moment.
        public var now: @Sendable () -> Timestamp
        /// The time that a package is stamped with, where it is fixed (`SOURCE_DATE_EPOCH`); nil: the present.
        public var packageTime: Timestamp?
        /// What is being done, in the words of whoever has to wait for it.
        public var command: String
        /// The system's time zones.
        public var zones: ZoneFiles
        /// Told, once a second has gone by, who holds the store's lock and for how many seconds it was waited for.
        public var waiting: @Sendable (LockHolder, Int) -> Void
        /// Told when the platform was changed, whatever becomes of the command after that.
        public var committed: @Sendable () -> Void
        /// Asked between the pieces of long work.
        public var cancelled: CancellationCheck

        /// Surroundings with no fixed time, nobody to tell and no cancellation unless given.
        public init(
            now: @escaping @Sendable () -> Timestamp, packageTime: Timestamp? = nil, command: String = "",
            zones: ZoneFiles = ZoneFiles(),
            waiting: @escaping @Sendable (LockHolder, Int) -> Void = { _, _ in },
            committed: @escaping @Sendable () -> Void = {},
            cancelled: @escaping CancellationCheck = {}
        ) {
            self.now = now
            self.packageTime = packageTime
            self.command = command
            self.zones = zones
            self.waiting = waiting
            self.committed = committed
            self.cancelled = cancelled
        }
    }

    /// Opens the services. Throws `not-permitted` when somebody who is no operator acts for another (§3).
    public init(platform: Platform, actor: Actor, surroundings: Surroundings) throws {
        self.platform = platform
        self.actor = actor
        self.surroundings = surroundings
        if actor.actingFor != nil, try !platform.snapshot().settings.operators.contains(actor.user) {
            throw TaskferryError(.notPermitted, subject: "--as", detail: "operator")
        }
    }

    /// The user whose rights count: the one acted for, where there is one.
    public var user: PathName { actor.actingFor ?? actor.user }

    /// The names of the platform's projects, sorted.
    public func projects() throws -> [PathName] { try platform.snapshot().projectNames }

    /// The project that is meant when none is named: the only one. Throws `no-project` otherwise.
    public func defaultProject() throws -> PathName {
        let names = try projects()
        guard names.count == 1, let name = names.first else {
            throw TaskferryError(.noProject, detail: names.map(\.text).joined(separator: ", "))
        }
        return name
    }

    func write<Result>(_ body: (Writer) throws -> Result) throws -> Result {
        let holder = LockHolder(
            pid: Int(getpid()), user: actor.user.text, command: surroundings.command, since: surroundings.now())
        return try platform.write(
            as: holder, waiting: surroundings.waiting, cancelled: surroundings.cancelled
        ) { writer in
            defer { if writer.hasCommitted { surroundings.committed() } }
            return try body(writer)
        }
    }
}
