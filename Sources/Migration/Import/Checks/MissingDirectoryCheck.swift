import TaskModel

extension Check {
    /// `missing-directory`: the directory that new tasks are to be created in does not exist (R11, R12).
    static let missingDirectory = Check { context in
        try context.view.hasDirectory(context.options.directory, in: context.project)
            ? [] : [Finding(.missingDirectory, context.options.directory.text)]
    }
}
