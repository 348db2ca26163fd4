public import FileIO
import Glibc
public import TaskModel

/// Writes packages (§6): the same inputs and facts give the same bytes, whatever the number of threads.
public enum PackageWriter {
    /// Writes a package and makes it survive a power loss.
    ///
    /// `inputs` stand in topological order (R23). `resource` opens the bytes of a resource by digest; it is called on
    /// the calling thread. `threads` 0 means one a processor. Throws `empty-list`, `case-collision`, `illegal-name`,
    /// `bad-document`, `resource-mismatch`, `no-space`, and what `resource` throws; after an error nothing is left at
    /// `path`, or what was there before.
    public static func write(
        _ inputs: [PackageInput], facts: PackageFacts, to path: String, mode: UInt32 = 0o600,
        threads: Int = 0, resource: (SHA256Digest) throws -> OpenFile,
        progress: @escaping @Sendable (PackageProgress) -> Void = { _ in },
        cancelled: CancellationCheck = {}
    ) throws -> PackageSummary {
        let plan = try EntryPlan(inputs)
        return try NewFile.write(path, mode: mode) { file in
            // What does not compress at all still fits, with its headers.
            try file.expectFreeSpace(plan.bytes + plan.entries.count * 1024)
            return try OrderedPipeline.run(threads: threads, context: { Codec() }) { pipeline in
                var writing = PackageWriting(
                    plan: plan, output: ZipOutput(file), pipeline: pipeline, threads: threads, progress: progress)
                try writing.writeEntries(resource: resource, cancelled: cancelled)
                return try writing.finish(inputs, facts)
            }
        }
    }
}
