public import TaskModel

/// A package file in a few facts.
public struct PackageSummary: Hashable, Sendable {
    /// The package's id.
    public let id: String
    /// How many tasks are in it.
    public let tasks: Int
    /// The file's size in bytes.
    public let size: Int
    /// The digest of the file.
    public let sha256: SHA256Digest
    /// The digest of what is inside, whatever the compressor (§6).
    public let contentDigest: SHA256Digest
}

/// How far work on a package is.
public struct PackageProgress: Hashable, Sendable {
    /// Entries finished.
    public let entriesDone: Int
    /// Entries in all; 0 while that is not known yet.
    public let entriesTotal: Int
    /// Bytes finished, before compression when writing, of the file when reading or copying.
    public let bytesDone: Int
    /// Bytes in all.
    public let bytesTotal: Int
}

/// An entry of a package.
public struct PackageEntry: Hashable, Sendable {
    /// The path inside the package.
    public let path: String
    /// The size in bytes once unpacked.
    public let size: Int
    /// The bytes that it takes in the package.
    public let compressedSize: Int
    /// The digest of its bytes once unpacked.
    public let sha256: SHA256Digest
}

/// Whether and by whom a package is signed (§6).
public enum SignatureStatus: Hashable, Sendable {
    /// It has no signature.
    case unsigned
}
