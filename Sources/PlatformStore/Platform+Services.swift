import FileIO
import Glibc
public import TaskModel

extension Platform {
    /// What is remembered for a user in a project: last match, package, job (§5). Nothing is made by asking for it.
    public func userFiles(project: PathName, user: PathName) -> UserFiles {
        UserFiles(layout: layout, project: project, user: user)
    }

    /// The projects in which a user has files, sorted.
    public func projectsWithFiles(of user: PathName) throws -> [PathName] {
        guard try Files.status(layout.packages) != nil else { return [] }
        return try Files.list(layout.packages).compactMap { name in
            guard let project = PathName(name) else { return nil }
            return try Files.status(userFiles(project: project, user: user).directory) == nil ? nil : project
        }
    }

    /// Throws `cannot-create` when a file that somebody wants written would stand among a platform's own (§5): nothing
    /// but the store writes there, whatever `--force` says.
    public static func refuseInside(_ destination: String) throws {
        var place = Files.resolved(destination) ?? Files.resolved(Files.parent(of: destination)) ?? "/"
        while place != "/" {
            let layout = StoreLayout(root: place, isShared: false)
            if try Files.status(layout.head)?.isFile == true, try Files.status(layout.generations)?.isDirectory == true
            {
                throw TaskferryError(
                    .cannotCreate, subject: destination, detail: "inside-platform", cause: place)
            }
            place = Files.parent(of: place)
        }
    }

    /// Adds a line to the audit of what changed nothing: one write, on the disk when this returns.
    public func appendAudit(_ entry: JSONObject) throws {
        let file = try layout.createFile(layout.audit, flags: O_RDWR | O_CREAT | O_APPEND)
        while try !file.tryLock() { SystemCall.pause(milliseconds: 5) }
        let size = try file.status().size
        // A line that a crash has cut off stays by itself.
        let isCutOff = try size > 0 && file.read(at: size - 1, count: 1) != [0x0A]
        try file.write((isCutOff ? [0x0A] : []) + JSONWriter.canonical(.object(entry)) + [0x0A])
        try file.sync()
    }
}
