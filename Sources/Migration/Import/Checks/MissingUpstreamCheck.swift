import TaskModel

extension Check {
    /// `missing-upstream-task` and `missing-upstream-project`: an upstream dependency does not exist at the target nor in
    /// the batch (R17, R23). Detail: the name under which the target knows the task, where its uid is known.
    static let missingUpstream = Check { context in
        var tasks = FindingGroups()
        var projects = FindingGroups()
        for landing in context.landings {
            for dependency in landing.document.dependencies {
                let link = dependency.link
                switch try context.state.resolve(link) {
                case .landing, .target: break
                case .missingProject(let project): projects.add(project.text, Finding.Use(landing.name))
                case .missingTask:
                    tasks.add(link.text, Finding.Use(landing.name), detail: try context.otherName(of: link))
                }
            }
        }
        return tasks.findings(.missingUpstreamTask) + projects.findings(.missingUpstreamProject)
    }
}
