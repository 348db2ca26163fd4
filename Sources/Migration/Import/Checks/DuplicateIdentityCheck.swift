import TaskModel

extension Check {
    /// `duplicate-identity`: two package tasks on one target task, one uid twice in a package, or one package task with
    /// the uids of two target tasks (§3). Detail: `package` or `target`, whose tasks the others are, and their names.
    static let duplicateIdentity = Check { context in
        context.state.landings.conflicts.map { conflict in
            Finding(
                .duplicateIdentity, conflict.subject.text, uses: [Finding.Use(conflict.task)],
                detail: [conflict.isAtTarget ? "target" : "package"] + conflict.others)
        }
    }
}
