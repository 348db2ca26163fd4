import FileIO
import TaskModel

/// One reason why a package is refused, and where in it.
struct PackageProblem: Error, Hashable, Sendable {
    let reason: Reason
    let place: Place

    init(_ reason: Reason, at place: Place) {
        self.reason = reason
        self.place = place
    }

    enum Place: Hashable, Sendable {
        case byte(Int)
        case entry(String)
    }

    /// The stable short reasons.
    enum Reason: String, CaseIterable, Sendable {
        // The zip
        case truncated = "truncated-or-followed-by-other-bytes"
        case comment = "zip-comment"
        case severalDisks = "several-disks"
        case tooManyEntries = "too-many-entries"
        case directoryTooLarge = "directory-too-large"
        case endForm = "end-record"
        case directoryForm = "central-directory"
        case headerForm = "entry-header"
        case headersDiffer = "headers-differ"
        case gap = "gap-or-overlap"
        case encrypted = "encrypted"
        case dataDescriptor = "data-descriptor"
        case flags = "flags"
        case method = "compression-method"
        case attributes = "not-a-regular-file"
        case extraField = "extra-field"
        case nameEncoding = "name-not-utf8"
        case uncleanName = "unclean-name"
        case foreignEntry = "foreign-entry"
        case entryOrder = "entry-order"
        case collision = "names-collide"
        case tooLarge = "too-large"
        case impossibleRatio = "impossible-compression"

        // The bytes
        case deflate = "damaged-compression"
        case size = "wrong-size"
        case crc = "wrong-crc"
        case sha256 = "wrong-sha256"
        case altered = "altered-bytes"
        case sumsForm = "sums-form"
        case sumsMissing = "sums-missing"
        case sumsExtra = "sums-extra"

        // What is inside
        case manifest
        case manifestTasks = "manifest-tasks"
        case manifestID = "manifest-id"
        case contentDigest = "content-digest"
        case missingDocument = "missing-document"
        case missingUID = "missing-uid"
        case missingScript = "missing-script"
        case unnamedScript = "unnamed-script"
        case missingResource = "missing-resource"
        case unnamedResource = "unnamed-resource"
        case repeatedResource = "repeated-resource"
        case empty = "no-tasks"
    }

    var text: String {
        switch place {
        case .byte(let offset): "\(reason.rawValue) at byte \(offset)"
        case .entry(let path): "\(reason.rawValue): \(path)"
        }
    }

    /// The error for a package with these problems; the first few are spelt out.
    static func error(_ problems: [PackageProblem], package path: String) -> TaskferryError {
        let shown = problems.prefix(5).map(\.text)
        let rest = problems.count > shown.count ? ["and \(problems.count - shown.count) more"] : []
        return TaskferryError(
            .badPackage, subject: path, detail: problems.first?.reason.rawValue ?? "",
            cause: (shown + rest).joined(separator: "; "))
    }
}
