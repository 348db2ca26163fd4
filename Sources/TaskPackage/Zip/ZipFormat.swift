/// The subset of the zip format that packages use, as numbers: everything that is not listed is refused (§6).
enum ZipFormat {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let wideEndSignature: UInt32 = 0x0606_4B50
    static let wideLocatorSignature: UInt32 = 0x0706_4B50

    static let localSize = 30
    static let centralSize = 46
    static let endSize = 22
    static let wideEndSize = 56
    static let wideLocatorSize = 20

    /// Made by Unix, version 3.0 of the specification.
    static let madeBy: UInt16 = 0x031E
    /// Names are UTF-8; nothing is encrypted, and no data descriptor follows.
    static let flags: UInt16 = 0x0800
    /// 1980-01-01, 00:00:00.
    static let date: UInt16 = 0x0021
    static let time: UInt16 = 0
    /// A regular file of mode 0644.
    static let attributes: UInt32 = 0o100644 << 16
    static let stored: UInt16 = 0
    static let deflated: UInt16 = 8
    /// The extra field with 64-bit sizes.
    static let wideTag: UInt16 = 1

    /// A 32-bit field that holds this has its value in a 64-bit field.
    static let wide32: UInt32 = 0xFFFF_FFFF
    static let wide16: UInt16 = 0xFFFF

    /// How many entries a package may have.
    static let entryLimit = 200_000
    /// How many bytes the central directory may take: checked before it is read.
    static let directoryLimit = 64 << 20
    /// No deflate stream gives more than this many bytes for one.
    static let inflationLimit = 1032
}

/// An entry as the zip's headers describe it.
struct ZipEntry: Sendable {
    let path: String
    let isDeflated: Bool
    let crc: UInt32
    let size: Int
    let compressedSize: Int
    /// Where its local header begins.
    let offset: Int

    /// Whether its sizes need 64 bits. Both are written so when one needs it.
    var isWide: Bool { max(size, compressedSize) >= Int(ZipFormat.wide32) }
    /// Whether its offset needs 64 bits.
    var isFar: Bool { offset >= Int(ZipFormat.wide32) }
    /// Where its bytes begin.
    var dataOffset: Int { offset + ZipFormat.localSize + path.utf8.count + (isWide ? 20 : 0) }
    /// Where the next entry begins.
    var end: Int { dataOffset + compressedSize }

    private var versionNeeded: UInt16 { isWide || isFar ? 45 : isDeflated ? 20 : 10 }
    private var method: UInt16 { isDeflated ? ZipFormat.deflated : ZipFormat.stored }

    /// The local header: the one way in which it can be written.
    var localHeader: [UInt8] {
        var header = LittleEndian()
        header.append(ZipFormat.localSignature)
        // The local header does not hold the offset, so that it does not count here.
        header.append(isWide ? UInt16(45) : isDeflated ? 20 : 10)
        appendCommon(&header)
        header.append(UInt16(isWide ? 20 : 0))
        header.append(path)
        if isWide {
            header.append(ZipFormat.wideTag)
            header.append(UInt16(16))
            header.append(UInt64(size))
            header.append(UInt64(compressedSize))
        }
        return header.bytes
    }

    /// The record in the central directory: the one way in which it can be written.
    var centralRecord: [UInt8] {
        var record = LittleEndian()
        record.append(ZipFormat.centralSignature)
        record.append(ZipFormat.madeBy)
        record.append(versionNeeded)
        appendCommon(&record)
        let extra = (isWide ? 16 : 0) + (isFar ? 8 : 0)
        record.append(UInt16(extra == 0 ? 0 : extra + 4))
        record.append(UInt16(0))
        record.append(UInt16(0))
        record.append(UInt16(0))
        record.append(ZipFormat.attributes)
        record.append(isFar ? ZipFormat.wide32 : UInt32(truncatingIfNeeded: offset))
        record.append(path)
        if extra > 0 {
            record.append(ZipFormat.wideTag)
            record.append(UInt16(extra))
        }
        if isWide {
            record.append(UInt64(size))
            record.append(UInt64(compressedSize))
        }
        if isFar { record.append(UInt64(offset)) }
        return record.bytes
    }

    /// What both headers hold, from the flags to the name's length.
    private func appendCommon(_ header: inout LittleEndian) {
        header.append(ZipFormat.flags)
        header.append(method)
        header.append(ZipFormat.time)
        header.append(ZipFormat.date)
        header.append(crc)
        header.append(isWide ? ZipFormat.wide32 : UInt32(truncatingIfNeeded: compressedSize))
        header.append(isWide ? ZipFormat.wide32 : UInt32(truncatingIfNeeded: size))
        header.append(UInt16(truncatingIfNeeded: path.utf8.count))
    }
}

/// Where the central directory is, and the records that end a zip.
struct ZipEnd: Equatable {
    let entries: Int
    let directoryOffset: Int
    let directorySize: Int

    /// Whether a number does not fit the plain end record.
    var isWide: Bool {
        entries >= Int(ZipFormat.wide16) || directoryOffset >= Int(ZipFormat.wide32)
            || directorySize >= Int(ZipFormat.wide32)
    }

    /// The bytes after the central directory: the one way in which they can be written.
    var records: [UInt8] {
        var record = LittleEndian()
        if isWide {
            record.append(ZipFormat.wideEndSignature)
            record.append(UInt64(ZipFormat.wideEndSize - 12))
            record.append(ZipFormat.madeBy)
            record.append(UInt16(45))
            record.append(UInt32(0))
            record.append(UInt32(0))
            record.append(UInt64(entries))
            record.append(UInt64(entries))
            record.append(UInt64(directorySize))
            record.append(UInt64(directoryOffset))
            record.append(ZipFormat.wideLocatorSignature)
            record.append(UInt32(0))
            record.append(UInt64(directoryOffset + directorySize))
            record.append(UInt32(1))
        }
        record.append(ZipFormat.endSignature)
        record.append(UInt16(0))
        record.append(UInt16(0))
        let shownEntries = UInt16(clamping: entries)
        record.append(shownEntries)
        record.append(shownEntries)
        record.append(UInt32(clamping: directorySize))
        record.append(UInt32(clamping: directoryOffset))
        record.append(UInt16(0))
        return record.bytes
    }
}

/// Bytes with numbers in little-endian order.
struct LittleEndian {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// The number at a place that is known to be there.
    static func read<Value: FixedWidthInteger>(_ bytes: [UInt8], at offset: Int, as type: Value.Type) -> Value {
        bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }
}
