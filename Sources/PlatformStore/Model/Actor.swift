public import TaskModel

/// Who does something at the platform.
public struct Actor: Hashable, Sendable {
    /// The account of the operating system.
    public let user: PathName
    /// The user that an operator acts for (`--as`); the audit names both.
    public let actingFor: PathName?

    /// Makes an actor.
    public init(user: PathName, actingFor: PathName? = nil) {
        self.user = user
        self.actingFor = actingFor
    }

    /// The form that generations and the audit hold.
    public var json: JSONValue {
        var object: JSONObject = ["user": .text(user)]
        object["actingFor"] = actingFor.map(JSONValue.text)
        return .object(object)
    }
}

/// Who holds the store's lock, as far as its content tells.
public struct LockHolder: Hashable, Sendable {
    /// The process; nil when not told.
    public var pid: Int?
    /// The user; empty when not told.
    public var user: String
    /// The command; empty when not told.
    public var command: String
    /// Since when; nil when not told.
    public var since: Timestamp?

    /// Makes a holder.
    public init(pid: Int? = nil, user: String = "", command: String = "", since: Timestamp? = nil) {
        self.pid = pid
        self.user = user
        self.command = command
        self.since = since
    }
}
