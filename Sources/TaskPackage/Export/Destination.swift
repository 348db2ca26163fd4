package import FileIO
import Glibc
import TaskModel

/// Where a package file goes that a user asked for.
package enum Destination {
    /// The file's path: the destination itself, or the default name in it when it is a folder.
    ///
    /// Throws `not-found` when the folder is not there.
    package static func path(_ destination: String, defaultName: String) throws -> String {
        if try Files.status(destination)?.isDirectory == true {
            return destination.hasSuffix("/") ? destination + defaultName : "\(destination)/\(defaultName)"
        }
        let parent = Files.parent(of: destination)
        guard !destination.hasSuffix("/"), !destination.isEmpty, try Files.status(parent)?.isDirectory == true else {
            throw TaskferryError(
                .cannotCreate, subject: destination, detail: "no-folder", cause: parent)
        }
        return destination
    }

    /// The regular file that stands there; nil when nothing does. Throws `cannot-create` for anything else.
    package static func existing(_ path: String) throws -> OpenFile? {
        guard let status = try Files.status(path, followingLinks: false) else { return nil }
        guard status.isFile else {
            throw TaskferryError(.cannotCreate, subject: path, detail: "no-file")
        }
        return try OpenFile.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    }
}
