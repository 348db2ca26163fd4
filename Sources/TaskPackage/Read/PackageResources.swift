import TaskModel

/// Where a package has the bytes of its tasks' resources, by digest: each is packed once (§6).
struct PackageResources: Sendable {
    private let entries: [SHA256Digest: ZipEntry]

    subscript(sha256: SHA256Digest) -> ZipEntry? { entries[sha256] }

    /// Throws `PackageProblems` when a document's resource is not there, or a file is no document's resource.
    init(_ layout: PackageLayout, tasks: [PackageTask], digests: [ExactString: SHA256Digest]) throws {
        var problems: [PackageProblem] = []
        var entries: [SHA256Digest: ZipEntry] = [:]
        let documents = Dictionary(uniqueKeysWithValues: tasks.map { ($0.folder, $0.document) })
        for folder in layout.folders {
            let named = Dictionary(
                (documents[folder.task]?.resources ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }
            )
            for (file, entry) in folder.resources {
                guard let sha256 = digests[ExactString(entry.path)], named[file]?.sha256 == sha256 else {
                    problems.append(PackageProblem(.unnamedResource, at: .entry(entry.path)))
                    continue
                }
                if entries.updateValue(entry, forKey: sha256) != nil {
                    problems.append(PackageProblem(.repeatedResource, at: .entry(entry.path)))
                }
            }
        }
        for task in tasks {
            for resource in task.document.resources {
                guard let sha256 = resource.sha256, let entry = entries[sha256], entry.size == resource.size else {
                    let path = EntryPlace.path(of: resource, in: task.folder)
                    problems.append(PackageProblem(.missingResource, at: .entry(path)))
                    continue
                }
            }
        }
        guard problems.isEmpty else { throw PackageProblems(all: problems) }
        self.entries = entries
    }
}
