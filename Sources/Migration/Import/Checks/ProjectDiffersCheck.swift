import TaskModel
import TaskPackage

extension Check {
    /// `project-differs`: the package comes from a project of another name (§3). Detail: the importing project.
    static let projectDiffers = Check { context in
        context.manifest.project == context.project
            ? [] : [Finding(.projectDiffers, context.manifest.project.text, detail: [context.project.text])]
    }
}
