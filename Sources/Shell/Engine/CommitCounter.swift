import Synchronization

/// How often a session has changed a platform, whatever became of the command that did.
final class CommitCounter: Sendable {
    private let commits = Atomic(0)

    var count: Int { commits.load(ordering: .relaxed) }

    func add() { commits.add(1, ordering: .relaxed) }
}
