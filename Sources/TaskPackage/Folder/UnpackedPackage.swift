import FileIO
import Glibc
import TaskModel

/// The package's own files in a folder that somebody unpacked it into.
struct UnpackedPackage {
    static let folder = ".taskferry"

    /// The manifest; nil when it is not there.
    let manifest: PackageManifest?
    private let root: String
    /// The paths of resources by digest, as the package had them.
    private let resources: [SHA256Digest: String]

    /// Reads `.taskferry` of a folder. Throws `bad-file`, `bad-json`, `bad-document`, `newer-format` for a manifest that
    /// is none; the sums serve for finding files only, and those are measured again.
    init(_ root: OpenFile) throws {
        self.root = root.path
        let folder = try root.openSubdirectory(Self.folder)
        var paths: [SHA256Digest: String] = [:]
        if let bytes = try Self.read(folder, Files.name(of: EntryPlace.sumsPath)),
            let text = String(validating: bytes, as: UTF8.self)
        {
            for line in text.utf8.split(separator: 0x0A) {
                guard let digest = String(line.prefix(64)).flatMap(SHA256Digest.init(hex:)),
                    let path = String(line.dropFirst(66)), case .resource? = EntryPlace(path)
                else { continue }
                paths[digest] = path
            }
        }
        resources = paths
        let file = Files.name(of: EntryPlace.manifestPath)
        manifest = try Self.read(folder, file).map { bytes in
            let path = "\(folder.path)/\(file)"
            return try PackageManifest(tree: JSONParser.parse(bytes, file: path), file: path)
        }
    }

    private static func read(_ folder: OpenFile, _ name: String) throws -> [UInt8]? {
        guard try folder.entryStatus(name) != nil else { return nil }
        return try Files.read(folder.openRegularFile(name))
    }

    /// Where a resource lies that the package has in another task's folder; nil when it is not there any more.
    func resource(_ sha256: SHA256Digest, size: Int?) throws -> ResourcePlace? {
        guard let path = resources[sha256], case .resource(let task, let name)? = EntryPlace(path) else { return nil }
        let folder = "\(root)/\(task.text)"
        do {
            let place = ResourcePlace(folder: folder, file: name.text, size: 0)
            let measured = try FolderDraft.measure(place.open(), cancelled: {})
            guard measured.sha256 == sha256 else { return nil }
            return ResourcePlace(folder: folder, file: name.text, size: measured.size)
        } catch let error as TaskferryError where error.code == .notFound {
            return nil
        }
    }
}
