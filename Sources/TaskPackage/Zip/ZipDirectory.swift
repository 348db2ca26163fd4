import FileIO
import TaskModel

/// Reads the structure of a zip, strictly: what a package may contain can be written in one way only, so that each
/// header is compared with the bytes that the writer would have written for it (§6).
struct ZipDirectory {
    /// The entries in the order of the file.
    let entries: [ZipEntry]

    /// Reads and checks the end records, the central directory and every local header. Throws a `PackageProblem`.
    init(_ file: OpenFile, size: Int) throws {
        let end = try Self.end(of: file, size: size)
        let bytes = try file.read(at: end.directoryOffset, count: end.directorySize)
        guard bytes.count == end.directorySize else { throw PackageProblem(.truncated, at: .byte(size)) }
        var parser = CentralParser(bytes: bytes, start: end.directoryOffset)
        var entries: [ZipEntry] = []
        var offset = 0
        for _ in 0..<end.entries {
            let entry = try parser.next(expectedOffset: offset, limit: end.directoryOffset)
            entries.append(entry)
            offset = entry.end
        }
        guard parser.isAtEnd else { throw PackageProblem(.directoryForm, at: .byte(parser.place)) }
        guard offset == end.directoryOffset else { throw PackageProblem(.gap, at: .byte(offset)) }
        for entry in entries { try Self.checkLocalHeader(of: entry, file) }
        self.entries = entries
    }

    // MARK: The end

    private static func end(of file: OpenFile, size: Int) throws -> ZipEnd {
        let start = size - ZipFormat.endSize
        guard start >= 0 else { throw PackageProblem(.truncated, at: .byte(size)) }
        let bytes = try file.read(at: start, count: ZipFormat.endSize)
        guard bytes.count == ZipFormat.endSize,
            LittleEndian.read(bytes, at: 0, as: UInt32.self) == ZipFormat.endSignature
        else { throw PackageProblem(try hasComment(file, size: size) ? .comment : .truncated, at: .byte(size)) }
        guard LittleEndian.read(bytes, at: 20, as: UInt16.self) == 0 else {
            throw PackageProblem(.comment, at: .byte(start))
        }
        guard LittleEndian.read(bytes, at: 4, as: UInt32.self) == 0 else {
            throw PackageProblem(.severalDisks, at: .byte(start))
        }
        var entries = Int(LittleEndian.read(bytes, at: 10, as: UInt16.self))
        var directorySize = UInt64(LittleEndian.read(bytes, at: 12, as: UInt32.self))
        var directoryOffset = UInt64(LittleEndian.read(bytes, at: 16, as: UInt32.self))
        var recordsSize = ZipFormat.endSize
        if entries == Int(ZipFormat.wide16) || directoryOffset == UInt64(ZipFormat.wide32)
            || directorySize == UInt64(ZipFormat.wide32)
        {
            recordsSize += ZipFormat.wideEndSize + ZipFormat.wideLocatorSize
            let wide = try file.read(at: max(size - recordsSize, 0), count: ZipFormat.wideEndSize)
            guard size >= recordsSize, wide.count == ZipFormat.wideEndSize,
                LittleEndian.read(wide, at: 0, as: UInt32.self) == ZipFormat.wideEndSignature,
                let count = Int(exactly: LittleEndian.read(wide, at: 32, as: UInt64.self))
            else { throw PackageProblem(.endForm, at: .byte(start)) }
            entries = count
            directorySize = LittleEndian.read(wide, at: 40, as: UInt64.self)
            directoryOffset = LittleEndian.read(wide, at: 48, as: UInt64.self)
        }
        guard entries <= ZipFormat.entryLimit else { throw PackageProblem(.tooManyEntries, at: .byte(start)) }
        guard directorySize <= UInt64(ZipFormat.directoryLimit) else {
            throw PackageProblem(.directoryTooLarge, at: .byte(start))
        }
        guard directoryOffset <= UInt64(size),
            Int(directoryOffset) + Int(directorySize) == size - recordsSize
        else { throw PackageProblem(.gap, at: .byte(start)) }
        let end = ZipEnd(
            entries: entries, directoryOffset: Int(directoryOffset), directorySize: Int(directorySize))
        let records = end.records
        guard records.count == recordsSize, try file.read(at: size - recordsSize, count: recordsSize) == records else {
            throw PackageProblem(.endForm, at: .byte(start))
        }
        return end
    }

    /// Whether an end record stands earlier and reckons with bytes after it.
    private static func hasComment(_ file: OpenFile, size: Int) throws -> Bool {
        let start = max(size - ZipFormat.endSize - Int(UInt16.max), 0)
        let bytes = try file.read(at: start, count: size - start)
        guard bytes.count >= ZipFormat.endSize else { return false }
        return (0...bytes.count - ZipFormat.endSize).contains { offset in
            LittleEndian.read(bytes, at: offset, as: UInt32.self) == ZipFormat.endSignature
                && offset + ZipFormat.endSize + Int(LittleEndian.read(bytes, at: offset + 20, as: UInt16.self))
                    == bytes.count
        }
    }

    // MARK: Local headers

    private static func checkLocalHeader(of entry: ZipEntry, _ file: OpenFile) throws {
        let expected = entry.localHeader
        let bytes = try file.read(at: entry.offset, count: expected.count)
        guard bytes != expected else { return }
        let place = PackageProblem.Place.entry(entry.path)
        guard bytes.count >= ZipFormat.localSize,
            LittleEndian.read(bytes, at: 0, as: UInt32.self) == ZipFormat.localSignature
        else { throw PackageProblem(.headerForm, at: .byte(entry.offset)) }
        let flags = LittleEndian.read(bytes, at: 6, as: UInt16.self)
        if flags & 0x0008 != 0 { throw PackageProblem(.dataDescriptor, at: place) }
        throw PackageProblem(.headersDiffer, at: place)
    }
}

/// Takes the records of a central directory one by one.
private struct CentralParser {
    let bytes: [UInt8]
    /// Where the directory begins in the file.
    let start: Int
    private var position = 0

    init(bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
    }

    var isAtEnd: Bool { position == bytes.count }
    var place: Int { start + position }

    private func number<Value: FixedWidthInteger>(_ offset: Int, as type: Value.Type) -> Value {
        LittleEndian.read(bytes, at: position + offset, as: type)
    }

    /// The next entry, which must begin at `expectedOffset` and end before the directory.
    mutating func next(expectedOffset: Int, limit: Int) throws -> ZipEntry {
        guard position + ZipFormat.centralSize <= bytes.count, number(0, as: UInt32.self) == ZipFormat.centralSignature
        else { throw PackageProblem(.directoryForm, at: .byte(place)) }
        let nameLength = Int(number(28, as: UInt16.self))
        let extraLength = Int(number(30, as: UInt16.self))
        let nameStart = position + ZipFormat.centralSize
        guard nameStart + nameLength + extraLength <= bytes.count else {
            throw PackageProblem(.directoryForm, at: .byte(place))
        }
        guard let name = String(validating: bytes[nameStart..<nameStart + nameLength], as: UTF8.self) else {
            throw PackageProblem(.nameEncoding, at: .byte(place))
        }
        let entry = try self.entry(name, extra: nameStart + nameLength, extraLength: extraLength)
        guard entry.offset == expectedOffset else { throw PackageProblem(.gap, at: .entry(name)) }
        // Each number is within the file now, so that their sum is no larger than a few files.
        guard entry.compressedSize <= limit, entry.end <= limit else { throw PackageProblem(.gap, at: .entry(name)) }
        let record = entry.centralRecord
        guard record.count == ZipFormat.centralSize + nameLength + extraLength,
            bytes[position..<position + record.count].elementsEqual(record)
        else { throw PackageProblem(try reason(extraLength: extraLength), at: .entry(name)) }
        position += record.count
        return entry
    }

    private func entry(_ name: String, extra: Int, extraLength: Int) throws -> ZipEntry {
        let flags = number(8, as: UInt16.self)
        if flags & 0x2041 != 0 { throw PackageProblem(.encrypted, at: .entry(name)) }
        if flags & 0x0008 != 0 { throw PackageProblem(.dataDescriptor, at: .entry(name)) }
        let method = number(10, as: UInt16.self)
        guard method == ZipFormat.stored || method == ZipFormat.deflated else {
            throw PackageProblem(.method, at: .entry(name))
        }
        var compressedSize = UInt64(number(20, as: UInt32.self))
        var size = UInt64(number(24, as: UInt32.self))
        var offset = UInt64(number(42, as: UInt32.self))
        // The 64-bit fields, in the one order in which they can stand; whether they had to is seen when the record is
        // compared with what the writer would have written.
        var field = extra + 4
        func wide(_ value: inout UInt64) throws {
            guard value == UInt64(ZipFormat.wide32) else { return }
            guard field + 8 <= extra + extraLength else { throw PackageProblem(.extraField, at: .entry(name)) }
            value = LittleEndian.read(bytes, at: field, as: UInt64.self)
            field += 8
        }
        try wide(&size)
        try wide(&compressedSize)
        try wide(&offset)
        guard let size = Int(exactly: size), let compressedSize = Int(exactly: compressedSize),
            let offset = Int(exactly: offset), size <= Int.max >> 8
        else { throw PackageProblem(.tooLarge, at: .entry(name)) }
        return ZipEntry(
            path: name, isDeflated: method == ZipFormat.deflated, crc: number(16, as: UInt32.self), size: size,
            compressedSize: compressedSize, offset: offset)
    }

    /// Why a record is not what the writer would have written.
    private func reason(extraLength: Int) throws -> PackageProblem.Reason {
        if number(8, as: UInt16.self) != ZipFormat.flags { return .flags }
        if number(38, as: UInt32.self) != ZipFormat.attributes { return .attributes }
        if number(32, as: UInt16.self) != 0 { return .comment }
        if number(34, as: UInt16.self) != 0 { return .severalDisks }
        return extraLength > 0 ? .extraField : .headerForm
    }
}
