import TaskModel

/// The entries of a package by what they are, once names, order and sizes have been checked (§6).
struct PackageLayout {
    /// A task folder's entries.
    struct Folder: Sendable {
        let task: TaskLabel
        var document: ZipEntry?
        var scripts: [(file: PathName, entry: ZipEntry)] = []
        var resources: [(file: PathName, entry: ZipEntry)] = []
    }

    private(set) var folders: [Folder] = []
    let manifest: ZipEntry
    let sums: ZipEntry

    /// Bytes of one text (document, script, manifest), which is held whole.
    static let textLimit = 64 << 20
    /// Bytes of all texts together.
    static let textsLimit = 512 << 20
    /// Bytes of everything unpacked.
    static let totalLimit = 1 << 40

    /// Sorts entries into folders. Throws the first `PackageProblem`.
    init(_ entries: [ZipEntry]) throws {
        let places = try entries.map { entry in
            guard EntryPlace.isClean(entry.path) else { throw PackageProblem(.uncleanName, at: .entry(entry.path)) }
            guard let place = EntryPlace(entry.path) else {
                throw PackageProblem(.foreignEntry, at: .entry(entry.path))
            }
            return place
        }
        try Self.checkSizes(entries, places)
        var collisions = PathCollisions()
        var own: [ZipEntry] = []
        var earlier: ZipEntry?
        for (entry, kind) in zip(entries, places) {
            let place = PackageProblem.Place.entry(entry.path)
            if collisions.add(entry.path) != nil { throw PackageProblem(.collision, at: place) }
            guard let task = kind.task else {
                own.append(entry)
                continue
            }
            guard own.isEmpty, earlier.map({ $0.path.precedes(entry.path) }) ?? true else {
                throw PackageProblem(.entryOrder, at: place)
            }
            earlier = entry
            if folders.last?.task != task { folders.append(Folder(task: task)) }
            let last = folders.count - 1
            switch kind {
            case .script(_, let file): folders[last].scripts.append((file, entry))
            case .resource(_, let file): folders[last].resources.append((file, entry))
            default: folders[last].document = entry
            }
        }
        guard own.count == 2, own[0].path.isIdentical(to: EntryPlace.manifestPath),
            own[1].path.isIdentical(to: EntryPlace.sumsPath)
        else { throw PackageProblem(.entryOrder, at: .entry(own.last?.path ?? EntryPlace.sumsPath)) }
        (manifest, sums) = (own[0], own[1])
        guard !folders.isEmpty else { throw PackageProblem(.empty, at: .entry(EntryPlace.manifestPath)) }
        for folder in folders where folder.document == nil {
            throw PackageProblem(.missingDocument, at: .entry(folder.task.text))
        }
    }

    private static func checkSizes(_ entries: [ZipEntry], _ places: [EntryPlace]) throws {
        var total = 0
        var texts = 0
        for (entry, kind) in zip(entries, places) {
            let place = PackageProblem.Place.entry(entry.path)
            guard entry.isDeflated || entry.size == entry.compressedSize else {
                throw PackageProblem(.size, at: place)
            }
            // Quotients, so that no product can overflow.
            guard entry.size / ZipFormat.inflationLimit <= entry.compressedSize else {
                throw PackageProblem(.impossibleRatio, at: place)
            }
            guard entry.size <= totalLimit - total else { throw PackageProblem(.tooLarge, at: place) }
            total += entry.size
            if case .resource = kind { continue }
            guard entry.size <= textLimit, entry.size <= textsLimit - texts else {
                throw PackageProblem(.tooLarge, at: place)
            }
            texts += entry.size
        }
    }
}
