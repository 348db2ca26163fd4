import FileIO
import TaskModel

/// Puts a commit on the disk in the one order that survives a crash at any moment (§5 «Commit»).
struct CommitFiles {
    let layout: StoreLayout
    let blobs: BlobIntake
    let cancelled: CancellationCheck

    /// Writes everything that a generation adds and then the head that makes it count. `old` is nil for the first.
    func write(
        _ request: CommitRequest, _ changes: [CommitPlan.Change], after old: Head?, platformID: String
    ) throws -> Head {
        let number = (old?.generation ?? 0) + 1
        let settings = try SettingsFiles(request, layout, after: old, number: number)
        try blobs.sync()
        let added = settings.files.map { layout.relative($0.path) } + blobs.newPaths
        if !added.isEmpty || old == nil {
            try PendingFiles(generation: number, files: added).write(layout)
        }
        try blobs.place()
        for file in settings.files { try layout.write(file.bytes, to: file.path) }
        if !settings.files.isEmpty {
            try Files.syncDirectory(layout.settings)
            try Files.syncDirectory(layout.projectSettings)
        }
        let header = GenerationHeader(
            number: number, parent: old?.digest, platformID: platformID, kind: request.kind, actor: request.actor,
            time: request.time, summary: request.summary, settings: settings.revisions)
        let digest = try writeGeneration(header, changes)
        try Files.syncDirectory(layout.generations)
        // The last moment at which the user can stop it.
        try cancelled()
        let head = Head(platformID: platformID, generation: number, digest: digest, settings: settings.revisions)
        try layout.write(head.bytes, to: layout.headTemporary)
        try Files.rename(layout.headTemporary, to: layout.head)
        try syncHead(of: number)
        try? Files.remove(layout.pending)
        return head
    }

    /// The commit counts already: an error here must not sound as if nothing had been written.
    private func syncHead(of generation: Int) throws {
        do {
            try Files.syncDirectory(layout.root)
        } catch {
            let cause = (error as? TaskferryError)?.cause ?? "\(error)"
            throw TaskferryError(
                .ioError, subject: layout.root,
                cause: "generation \(generation) is written, but a power loss may take it back: \(cause)")
        }
    }

    private func writeGeneration(_ header: GenerationHeader, _ changes: [CommitPlan.Change]) throws -> SHA256Digest {
        var writer = try GenerationWriter(layout, header)
        for change in changes {
            var after = change.after
            if let version = change.newVersion, let record = after {
                let previous = change.before?.last
                let pointer = try writer.append(
                    version.document, number: (previous?.number ?? 0) + 1, of: record.key, links: version.links,
                    previous: previous)
                after?.last = pointer
                if version.isDevelopment { after?.development = pointer }
                if version.isOnline { after?.online = pointer }
                if let number = change.importNumber, let record = after {
                    after?.lastImport = ImportMark(number: number, on: record)
                }
            }
            if let record = after { after?.since = ChangeGenerations(of: record, after: change.before) }
            try writer.append(RecordChange(before: change.before, after: after?.normalized))
        }
        return try writer.finish()
    }
}

/// The settings files that a commit adds: the changed ones only, each named by the generation (§5).
private struct SettingsFiles {
    var files: [(path: String, bytes: [UInt8])] = []
    var revisions: SettingsRevisions

    init(_ request: CommitRequest, _ layout: StoreLayout, after old: Head?, number: Int) throws {
        var platform = old?.settings.platform
        if let settings = request.platformSettings {
            let bytes = JSONWriter.readable(settings.tree)
            let digest = SHA256Digest(of: bytes)
            if digest != platform?.sha256 {
                files.append((layout.platformSettings(number), bytes))
                platform = Revision(number: number, sha256: digest)
            }
        }
        guard let platform else { throw damaged(layout.root, "the first commit needs the platform's settings") }
        revisions = SettingsRevisions(platform: platform, projects: old?.settings.projects ?? [:])
        for (name, settings) in request.projectSettings.sorted(by: { $0.0 < $1.0 }) {
            let bytes = JSONWriter.readable(settings.tree)
            let digest = SHA256Digest(of: bytes)
            guard digest != revisions.projects[name]?.sha256 else { continue }
            files.append((layout.projectSettings(name, number), bytes))
            revisions.projects[name] = Revision(number: number, sha256: digest)
        }
    }
}
