public import PlatformStore
public import TaskModel

/// What changes the outcome of a check and an import (§3).
public struct ImportOptions: Sendable {
    /// The directory that tasks are created in (R11, R12).
    public var directory: TaskDirectory
    /// The tasks to take from the package; empty: all. The others count as absent.
    public var only: [String]
    /// Whether the tasks are submitted online (R18).
    public var submit: Bool

    /// What becomes of tasks that the target has changed itself; nil: as the platform's policy says (R24).
    public var onConflict: ConflictPolicy?

    /// All tasks, submitted online, unless said otherwise.
    public init(
        directory: TaskDirectory, only: [String] = [], submit: Bool = true, onConflict: ConflictPolicy? = nil
    ) {
        self.onConflict = onConflict
        self.directory = directory
        self.only = only
        self.submit = submit
    }
}
