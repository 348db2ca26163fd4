import FileIO
import Glibc
public import TaskModel

extension Platform {
    /// The directory of what is remembered for a user in a project: last match, package, job (§5). Made on demand, and
    /// the user's alone.
    public func packagesDirectory(project: PathName, user: PathName) throws -> String {
        try layout.makeDirectory(layout.packages)
        let above = "\(layout.packages)/\(project.text)"
        try layout.makeDirectory(above)
        let directory = "\(above)/\(user.text)"
        try layout.makeDirectory(directory, mode: 0o700)
        return directory
    }

    /// Adds a line to the audit of what changed nothing: one write, on the disk when this returns.
    public func appendAudit(_ entry: JSONObject) throws {
        let file = try layout.createFile(layout.audit, flags: O_RDWR | O_CREAT | O_APPEND)
        while try !file.tryLock() {
            var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
            nanosleep(&pause, nil)
        }
        let size = try file.status().size
        // A line that a crash has cut off stays by itself.
        let isCutOff = try size > 0 && file.read(at: size - 1, count: 1) != [0x0A]
        try file.write((isCutOff ? [0x0A] : []) + JSONWriter.canonical(.object(entry)) + [0x0A])
        try file.sync()
    }
}
