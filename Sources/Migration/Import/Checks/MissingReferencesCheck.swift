import TaskModel

extension Check {
    /// `missing-quality-monitor`, `missing-sync-task`, `missing-resource-group`, `missing-queue`: a name that a task
    /// refers to is not registered at the target (R15). One finding a name.
    static let missingReferences = Check { context in
        var groups: [ReferenceKind: FindingGroups] = [:]
        for landing in context.landings {
            for use in landing.document.referenceUses
            where try !context.view.hasName(use.name, of: use.kind, in: context.project) {
                groups[use.kind, default: FindingGroups()].add(use.name.text, Finding.Use(landing.name, use.node))
            }
        }
        return ReferenceKind.allCases.flatMap { kind in
            FindingCode(rawValue: kind.row.missingCode).flatMap { groups[kind]?.findings($0) } ?? []
        }
    }
}
