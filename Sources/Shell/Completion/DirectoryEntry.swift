import FileIO
import Glibc
import TaskModel

/// A name in a directory, for completion: what cannot be read is not there.
struct DirectoryEntry {
    let name: String
    let isDirectory: Bool

    /// The entries whose names are wanted, sorted by bytes; none where the directory cannot be read. Names that are not
    /// UTF-8 are left out.
    static func list(_ path: String, _ isWanted: (String) -> Bool) -> [DirectoryEntry] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var entries: [DirectoryEntry] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(validating: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let name, !name.isIdentical(to: "."), !name.isIdentical(to: ".."), isWanted(name) else { continue }
            let type = Int(entry.pointee.d_type)
            // A link counts as what it leads to.
            let isKnown = type != Int(DT_UNKNOWN) && type != Int(DT_LNK)
            let isDirectory =
                isKnown
                ? type == Int(DT_DIR) : (try? Files.status("\(path)/\(name)"))??.isDirectory == true
            entries.append(DirectoryEntry(name: name, isDirectory: isDirectory))
        }
        return entries.sorted { $0.name.precedes($1.name) }
    }
}
