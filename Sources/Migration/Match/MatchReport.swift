public import TaskModel

/// What became of each name of a list (匹配检验, R4).
public struct MatchReport: Sendable {
    /// The list, as widened.
    public let list: NameList
    /// The online tasks found, in the list's order.
    public let matched: [MatchedTask]
    /// The names that found none.
    public let failed: [MatchFailure]

    /// Which of how many batches this is.
    public internal(set) var batch = 1
    /// How many batches the widened list comes to; one, unless it is beyond the limits of R3.
    public internal(set) var batches = 1
    /// What links added to the list, in whichever batch.
    public internal(set) var widening = WideningReport(added: [], there: [])

    /// Whether every name matched, so that a package may be made (R5).
    public var allMatched: Bool { failed.isEmpty }
}

/// An online task that a name matched.
public struct MatchedTask: Sendable {
    /// Its name.
    public let name: TaskLabel
    /// Its unique id.
    public let uid: TaskUID
    /// The number of its online version.
    public let version: Int
}

/// A name that matched no online task, and why.
public struct MatchFailure: Sendable {
    /// The name as given.
    public let name: String
    /// Why it does not match.
    public let reason: Reason
    /// Online tasks that may have been meant, the likeliest first.
    public let suggestions: [String]

    /// Why a name does not match.
    public enum Reason: String, Sendable, CaseIterable {
        /// There is no task of that name.
        case notFound = "not-found"
        /// The task exists in development only.
        case notOnline = "not-online"
        /// No task can have such a name.
        case invalidName = "invalid-name"
    }
}
