import FileIO
import Glibc
public import TaskModel

/// A glance into a package without verifying it: for completion, where nothing is done with what it says.
public enum PackageListing {
    /// The names of the task folders in a package's directory, in the order of the file. Nothing is unpacked.
    ///
    /// Throws `not-a-package` for everything that cannot be read as a package.
    public static func tasks(in path: String) throws -> [TaskLabel] {
        let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
        let status = try file.status()
        guard status.isFile else { throw TaskferryError(.notAPackage, subject: path) }
        do {
            return try ZipDirectory(file, size: status.size).entries.compactMap { entry in
                if case .document(let task)? = EntryPlace(entry.path) { task } else { nil }
            }
        } catch is PackageProblem {
            throw TaskferryError(.notAPackage, subject: path)
        }
    }
}
