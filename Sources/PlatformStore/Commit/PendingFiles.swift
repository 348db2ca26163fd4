import FileIO
import TaskModel

/// `pending.json`: the files that a commit is about to add, so that the next writer can remove exactly what a crashed
/// one has left, without listing directories that grow.
struct PendingFiles {
    let generation: Int
    /// Paths relative to the platform's directory.
    var files: [String]

    func write(_ layout: StoreLayout) throws {
        let tree = JSONValue.object([
            "format": .integer(1), "generation": .integer(generation), "files": .array(files.map(JSONValue.string)),
        ])
        try layout.write(JSONWriter.readable(tree), to: layout.pending)
        try Files.syncDirectory(layout.root)
    }

    /// What is pending; nil without the file, or when it was not complete: nothing was made then.
    static func read(_ layout: StoreLayout) throws -> PendingFiles? {
        guard try Files.status(layout.pending) != nil,
            let object = try? JSONParser.parse(Files.read(layout.pending), file: layout.pending).object,
            let generation = object["generation"]?.integer, let files = object["files"]?.array
        else { return nil }
        return PendingFiles(generation: generation, files: files.compactMap { $0.string }.filter(isOurs))
    }

    /// Removes what a commit that did not happen has left. The caller holds the lock; `head` is nil while a platform
    /// is being made: the list then also says that it is not one yet, and stays.
    static func clean(_ layout: StoreLayout, _ head: Head?) throws {
        for path in try leftovers(layout, head) { try Files.remove(path) }
        // Last, so that a crash in between leaves the list for the next one.
        if head != nil { try Files.remove(layout.pending) }
    }

    /// What a commit that did not happen may have left; some of it need not be there.
    static func leftovers(_ layout: StoreLayout, _ head: Head?) throws -> [String] {
        var paths = [layout.generation((head?.generation ?? 0) + 1), layout.headTemporary]
        if let pending = try read(layout), pending.generation > head?.generation ?? 0 {
            paths += pending.files.map { "\(layout.root)/\($0)" }
        }
        if try Files.status(layout.incoming) != nil {
            paths += try Files.list(layout.incoming).map { "\(layout.incoming)/\($0)" }
        }
        return paths
    }

    /// Only what a commit makes may be removed, whatever the file says.
    private static func isOurs(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isClean = parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual("..".utf8) && !$0.elementsEqual(".".utf8) }
        return isClean && (path.utf8.starts(with: "settings/".utf8) || path.utf8.starts(with: "blobs/".utf8))
    }
}
