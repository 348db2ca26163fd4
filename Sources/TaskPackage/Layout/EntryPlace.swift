import TaskModel

/// What an entry of a package is, by its path: only these places exist (§6).
enum EntryPlace: Equatable {
    /// `<task>/task.json`
    case document(TaskLabel)
    /// `<task>/nodes/<file>`
    case script(TaskLabel, file: PathName)
    /// `<task>/resources/<file>`
    case resource(TaskLabel, file: PathName)
    /// `.taskferry/manifest.json`
    case manifest
    /// `.taskferry/SHA256SUMS`
    case sums

    static let manifestPath = ".taskferry/manifest.json"
    static let sumsPath = ".taskferry/SHA256SUMS"
    static let documentFile = "task.json"
    static let scriptFolder = "nodes"
    static let resourceFolder = "resources"

    /// Reads a path; nil when nothing of that path belongs into a package.
    init?(_ path: String) {
        guard Self.isClean(path) else { return nil }
        if path.isIdentical(to: Self.manifestPath) {
            self = .manifest
            return
        }
        if path.isIdentical(to: Self.sumsPath) {
            self = .sums
            return
        }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).compactMap {
            String($0)
        }
        guard let first = parts.first, let task = TaskLabel(first) else { return nil }
        switch parts.count {
        case 2 where parts[1].isIdentical(to: Self.documentFile):
            self = .document(task)
        case 3:
            guard let file = PathName(parts[2]) else { return nil }
            if parts[1].isIdentical(to: Self.scriptFolder) {
                self = .script(task, file: file)
            } else if parts[1].isIdentical(to: Self.resourceFolder) {
                self = .resource(task, file: file)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The task whose folder the entry is in; nil for the package's own files.
    var task: TaskLabel? {
        switch self {
        case .document(let task), .script(let task, _), .resource(let task, _): task
        case .manifest, .sums: nil
        }
    }

    static func path(of task: TaskLabel) -> String { "\(task.text)/\(documentFile)" }
    static func path(of script: Script, in task: TaskLabel) -> String {
        "\(task.text)/\(scriptFolder)/\(script.file.text)"
    }
    static func path(of resource: Resource, in task: TaskLabel) -> String {
        "\(task.text)/\(resourceFolder)/\(resource.name.text)"
    }

    /// Whether a path is one that every unpacking program takes to the same place: relative, no `.` or `..`, nothing
    /// empty, no backslash (a separator elsewhere), no control character.
    static func isClean(_ path: String) -> Bool {
        // The control characters of Unicode; its tables would be asked for each character of each path.
        let isAllowed: (Unicode.Scalar) -> Bool = {
            $0 != "\\" && $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        guard path.unicodeScalars.allSatisfy(isAllowed) else { return false }
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
    }
}

/// Finds paths that are the same on a file system that ignores case or the way accents are encoded.
struct PathCollisions {
    /// Equality of texts is canonical equivalence, which is just what must not be equal here.
    private var seen: [String: String] = [:]

    /// Takes a path; returns the earlier one that it cannot stand beside.
    mutating func add(_ path: String) -> String? {
        let key = path.caseFolded
        if let other = seen[key] { return other }
        seen[key] = path
        return nil
    }
}
