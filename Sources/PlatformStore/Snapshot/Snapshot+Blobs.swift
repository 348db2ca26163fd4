public import FileIO
import Glibc
public import TaskModel

extension Snapshot {
    /// Whether the store has a resource's bytes, judged by their size.
    public func hasBlob(_ sha256: SHA256Digest, size: Int) -> Bool {
        let status = try? Files.status(layout.blob(sha256), followingLinks: false)
        return status?.isFile == true && status?.size == size
    }

    /// Opens a resource's bytes. Throws `damaged-store` when they are not there.
    public func openBlob(_ sha256: SHA256Digest) throws -> OpenFile {
        let path = layout.blob(sha256)
        do {
            let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
            guard try file.status().isFile else { throw damaged(path, "is not a regular file") }
            return file
        } catch let error as TaskferryError where error.code == .notFound {
            throw damaged(path, "is missing")
        }
    }

    /// Where a resource's bytes stand.
    public func blobPath(_ sha256: SHA256Digest) -> String { layout.blob(sha256) }
}
