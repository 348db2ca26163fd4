import TaskModel

extension Check {
    /// `upstream-not-online`: an upstream task exists at the target but is not online; an error when the batch is
    /// submitted online, else a warning. One in the batch counts as present.
    static let upstreamNotOnline = Check { context in
        var groups = FindingGroups()
        for landing in context.landings {
            for dependency in landing.document.dependencies {
                guard case .target(let task, _) = try context.state.resolve(dependency.link), !task.isOnline else {
                    continue
                }
                groups.add(dependency.link.text, Finding.Use(landing.name))
            }
        }
        return groups.findings(.upstreamNotOnline, severity: context.options.submit ? .error : .warning)
    }
}
