package import FileIO
import Glibc
import TaskModel

/// Makes a file that is there whole and durable, or not at all.
package enum NewFile {
    /// Writes a file under another name in the same directory, and gives it its name once `body` has written and synced
    /// it. What `body` throws leaves nothing behind.
    package static func write<Outcome>(
        _ path: String, mode: UInt32, _ body: (OpenFile) throws -> Outcome
    ) throws -> Outcome {
        let directory = Files.parent(of: path)
        let (file, temporary) = try create(in: directory, mode: mode)
        let outcome: Outcome
        do {
            outcome = try body(file)
            try Files.rename(temporary, to: path)
        } catch {
            try? Files.remove(temporary)
            throw error
        }
        try Files.syncMediaDirectory(directory)
        return outcome
    }

    /// Makes a file of a name that no other has, for reading and writing.
    static func create(in directory: String, mode: UInt32) throws -> (file: OpenFile, path: String) {
        // Short, since the name that the file gets may be as long as a name can be.
        for attempt in 0..<1000 {
            let path = "\(directory)/.taskferry-\(getpid())-\(attempt).tmp"
            do {
                return (try OpenFile.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode), path)
            } catch let error as TaskferryError where error.code == .alreadyExists {
                continue
            }
        }
        throw TaskferryError(.cannotCreate, subject: directory, cause: "too many temporary files")
    }
}

extension OpenFile {
    /// Throws `no-space`, naming the bytes needed and free, when so many do not fit on this file's file system.
    func expectFreeSpace(_ needed: Int) throws {
        let free = try freeSpace()
        guard needed <= free else {
            throw TaskferryError(
                .noSpace, subject: Files.parent(of: path), detail: "\(needed) \(free)",
                cause: "\(needed) bytes are needed and \(free) are free")
        }
    }
}
