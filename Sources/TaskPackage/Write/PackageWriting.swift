import FileIO
import Glibc
import TaskModel

/// A package that is being written.
struct PackageWriting {
    typealias Pipeline = OrderedPipeline<Codec, EncodedEntry>

    private let plan: EntryPlan
    private var output: ZipOutput
    private let pipeline: Pipeline
    private let threads: Int
    private let progress: (PackageProgress) -> Void

    /// Entries that are being compressed, in order; how many bytes they have bounds how much memory is used.
    private var underWay: [EntryPlan.Entry] = []
    private var firstUnderWay = 0
    private var bytesUnderWay = 0
    private var sums: [(path: String, sha256: SHA256Digest)] = []
    private var bytesDone = 0

    /// How many bytes and entries may be waiting or under compression at a time.
    private static let byteWindow = 16 << 20
    private static let entryWindow = 256

    init(
        plan: EntryPlan, output: ZipOutput, pipeline: Pipeline, threads: Int,
        progress: @escaping (PackageProgress) -> Void
    ) {
        self.plan = plan
        self.output = output
        self.pipeline = pipeline
        self.threads = threads
        self.progress = progress
    }

    mutating func writeEntries(
        resource: (SHA256Digest) throws -> OpenFile, cancelled: CancellationCheck
    ) throws {
        for entry in plan.entries {
            try cancelled()
            switch entry.content {
            case .document(let document):
                try submit(entry) { codec in
                    try JSONWriter.readable(document.tree(.files)).withUnsafeBytes { try EncodedEntry($0, codec) }
                }
            case .script(let text):
                try submit(entry) { try EncodedEntry(text, $0) }
            case .resource(let planned):
                let file = try resource(planned.sha256)
                guard try file.status().size == planned.size else { throw planned.mismatch("its size") }
                if planned.size <= Codec.wholeLimit {
                    try submit(entry) { try EncodedEntry(file, planned, $0) }
                } else {
                    try takeAll()
                    try writePieces(entry, planned, file, cancelled: cancelled)
                }
            }
        }
        try takeAll()
    }

    private mutating func submit(_ entry: EntryPlan.Entry, _ job: @escaping Pipeline.Job) throws {
        while !underWay.isEmpty, bytesUnderWay + entry.size > Self.byteWindow || pipeline.pending >= Self.entryWindow {
            try takeNext()
        }
        pipeline.submit(job)
        underWay.append(entry)
        bytesUnderWay += entry.size
    }

    private mutating func takeAll() throws {
        while !underWay.isEmpty { try takeNext() }
    }

    private mutating func takeNext() throws {
        guard let encoded = try pipeline.next() else { return }
        let entry = underWay[firstUnderWay]
        firstUnderWay += 1
        if firstUnderWay == underWay.count {
            underWay.removeAll()
            firstUnderWay = 0
        }
        bytesUnderWay -= entry.size
        try output.add(entry.path, encoded)
        done(entry, encoded.sha256)
    }

    private mutating func done(_ entry: EntryPlan.Entry, _ sha256: SHA256Digest) {
        sums.append((entry.path, sha256))
        bytesDone += entry.countedSize
        report(bytesDone)
    }

    private func report(_ bytes: Int) {
        progress(
            PackageProgress(
                entriesDone: sums.count, entriesTotal: plan.entries.count, bytesDone: bytes, bytesTotal: plan.bytes))
    }

    // MARK: Large resources

    /// Writes a resource that is too large to be held whole.
    private mutating func writePieces(
        _ entry: EntryPlan.Entry, _ planned: PlannedResource, _ file: OpenFile, cancelled: CancellationCheck
    ) throws {
        file.readsInOrder()
        let deflates = try PieceSample.shrinks(file, size: planned.size)
        let report = { [bytesDone, self] in self.report(bytesDone + $0) }
        for isDeflated in deflates ? [true, false] : [false] {
            let pieces = LargeEntry(file: file, planned: planned, isDeflated: isDeflated, threads: threads)
            let isWritten = try output.addPieces(entry.path, size: planned.size, isDeflated: isDeflated) { give in
                try pieces.write(give, progress: report, cancelled: cancelled)
            }
            if isWritten { break }
        }
        done(entry, planned.sha256)
    }

    // MARK: The end

    /// Writes the package's own entries and the central directory.
    mutating func finish(_ inputs: [PackageInput], _ facts: PackageFacts) throws -> PackageSummary {
        let contentDigest = ContentSums(sums).contentDigest
        let manifest = PackageManifest(inputs, facts: facts, contentDigest: contentDigest)
        let codec = Codec()
        let encoded = try JSONWriter.readable(manifest.tree).withUnsafeBytes { try EncodedEntry($0, codec) }
        try output.add(EntryPlace.manifestPath, encoded)
        sums.append((EntryPlace.manifestPath, encoded.sha256))
        let text = ContentSums(sums).text(zipBefore: try output.digestSoFar())
        let last = EncodedEntry(sums: text)
        try output.add(EntryPlace.sumsPath, last)
        let (size, sha256) = try output.finish()
        return PackageSummary(
            id: manifest.id, tasks: inputs.count, size: size, sha256: sha256, contentDigest: contentDigest)
    }
}
