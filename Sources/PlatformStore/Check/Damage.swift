/// Something that `fsck` found to be wrong.
public struct Damage: Hashable, Sendable {
    /// What kind of damage it is.
    public enum Kind: String, CaseIterable, Sendable {
        /// The head is missing.
        case headLost = "head-lost"
        /// The head cannot be read, or does not say what the newest generation says.
        case headDamaged = "head-damaged"
        /// A generation up to the head's is missing.
        case generationMissing = "generation-missing"
        /// A generation does not match its digest, cannot be read, or does not follow from the one before.
        case generationDamaged = "generation-damaged"
        /// A record names a version that is not there, or the link or uniqueness laws do not hold.
        case recordDamaged = "record-damaged"
        /// Settings that a generation names are missing or do not match their digest.
        case settingsDamaged = "settings-damaged"
        /// A resource's bytes are missing or do not match their digest.
        case blobDamaged = "blob-damaged"
        /// The index is missing or does not say what the generations say; no data is lost with it.
        case indexDamaged = "index-damaged"
        /// A line of the audit is not valid.
        case auditDamaged = "audit-damaged"
        /// A file that nothing names, left by a writer that crashed.
        case garbage
    }

    /// What kind of damage it is.
    public let kind: Kind
    /// The file, relative to the platform's directory.
    public let file: String
    /// What is wrong, in the words of the layer that noticed.
    public let detail: String
    /// Whether it was put right.
    public let isRepaired: Bool

    /// Makes a finding.
    public init(kind: Kind, file: String, detail: String, isRepaired: Bool = false) {
        self.kind = kind
        self.file = file
        self.detail = detail
        self.isRepaired = isRepaired
    }
}
