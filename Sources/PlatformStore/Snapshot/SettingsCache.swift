import FileIO
import Synchronization
import TaskModel

/// The settings read last, by the digest of their bytes: a command takes several snapshots of one generation.
final class SettingsCache: Sendable {
    private struct Content: Sendable {
        var platform: (SHA256Digest, PlatformSettings)?
        var projects: [PathName: (SHA256Digest, ProjectSettings)] = [:]
    }

    private let content = Mutex(Content())

    func platform(_ layout: StoreLayout, _ revision: Revision) throws -> PlatformSettings {
        if let known = content.withLock({ $0.platform }), known.0 == revision.sha256 { return known.1 }
        let path = layout.platformSettings(revision.number)
        let settings = try Self.read(path, revision) { try PlatformSettings($0, file: path) }
        content.withLock { $0.platform = (revision.sha256, settings) }
        return settings
    }

    func project(_ layout: StoreLayout, _ name: PathName, _ revision: Revision) throws -> ProjectSettings {
        if let known = content.withLock({ $0.projects[name] }), known.0 == revision.sha256 { return known.1 }
        let path = layout.projectSettings(name, revision.number)
        let settings = try Self.read(path, revision) { try ProjectSettings($0, file: path) }
        content.withLock { $0.projects[name] = (revision.sha256, settings) }
        return settings
    }

    static func read<Settings>(
        _ path: String, _ revision: Revision, _ make: (JSONValue) throws -> Settings
    ) throws -> Settings {
        do {
            let bytes = try Files.read(path)
            guard SHA256Digest(of: bytes) == revision.sha256 else { throw damaged(path, "does not match its digest") }
            return try make(JSONParser.parse(bytes, file: path))
        } catch let error as TaskferryError where error.code == .notFound {
            throw damaged(path, "is missing")
        } catch let error as TaskferryError {
            throw error.asDamage
        }
    }
}
