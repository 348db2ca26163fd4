import TaskModel
import TaskPackage

extension Check {
    /// `missing-referenced-task`: the task that a nested flow or AI 2.0 node refers to is neither at the target nor in
    /// the batch. Detail: the name under which the target knows the task meant, where its uid is known.
    static let missingReferencedTask = Check { context in
        var groups = FindingGroups()
        for landing in context.landings {
            for (role, link) in landing.document.links {
                guard case .node(let node) = role else { continue }
                switch try context.state.resolve(link) {
                case .landing, .target: break
                case .missingProject, .missingTask:
                    groups.add(
                        link.text, Finding.Use(landing.name, node), detail: try context.otherName(of: link))
                }
            }
        }
        return groups.findings(.missingReferencedTask)
    }
}

extension TaskLink {
    /// How a link is written for people: `project/name`, or the name alone in its own project.
    var text: String { project.map { "\($0)/\(name)" } ?? name.text }
}

extension CheckContext {
    /// The name under which the target knows the task that a link of the package means, by the uid that the manifest
    /// gives for it; empty when it does not know it.
    func otherName(of link: TaskLink) throws -> [String] {
        let source = link.project ?? manifest.project
        let known = manifest.linkedTasks.first { $0.project == source && $0.name == link.name }
        guard let known, try view.hasProject(link.project ?? project) else { return [] }
        return try state.name(link.project ?? project, known.uid).map { [$0.text] } ?? []
    }
}
