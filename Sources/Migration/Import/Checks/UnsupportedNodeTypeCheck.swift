import TaskModel

extension Check {
    /// `unsupported-node-type`: the target cannot run nodes of a type (§4). One finding a type.
    static let unsupportedNodeType = Check { context in
        var groups = FindingGroups()
        for landing in context.landings {
            for node in landing.document.nodes where !context.view.supports(node.type) {
                groups.add(node.type.text, Finding.Use(landing.name, node.name))
            }
        }
        return groups.findings(.unsupportedNodeType)
    }
}
