import TaskModel
import TaskPackage

extension Check {
    /// `older-package`: something newer was imported from that platform into the project before. Detail: the number of
    /// that import, its package and when that was made.
    static let olderPackage = Check { context in
        let source = context.manifest.source
        guard let last = try context.view.lastImport(into: context.project, from: source.platformID),
            last.sourceGeneration > source.generation
        else { return [] }
        return [
            Finding(
                .olderPackage, context.manifest.id, detail: ["\(last.number)", last.package, last.generatedAt.text])
        ]
    }
}
