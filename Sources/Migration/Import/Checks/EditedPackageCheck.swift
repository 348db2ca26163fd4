import TaskModel
import TaskPackage

extension Check {
    /// `edited-package`: the package was packed from an edited folder, or a folder and its document disagree on the
    /// name, in which case the folder wins (§3). The subject is the package's id, or the folder.
    static let editedPackage = Check { context in
        let package = context.manifest.edited ? [Finding(.editedPackage, context.manifest.id)] : []
        return package
            + context.incoming.filter(\.folderDiffers).map {
                Finding(.editedPackage, $0.name.text, uses: [Finding.Use($0.name)])
            }
    }
}
