import TaskModel

@testable import TaskPackage

/// Builds zips by hand, right or wrong in any field.
struct RawZip {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        /// The bytes in the file; the content itself unless it is to be deflated or a lie.
        var packed: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0x0800
        var crc: UInt32
        var size: UInt32
        var attributes: UInt32 = 0o100644 << 16
        var localExtra: [UInt8] = []
        var centralExtra: [UInt8] = []
        var comment: [UInt8] = []
        /// Changes to the local header alone, after it has been made.
        var changeLocal: (inout [UInt8]) -> Void = { _ in }
        /// Changes to the central record alone, after it has been made.
        var changeCentral: (inout [UInt8]) -> Void = { _ in }
        var bytesAfter: [UInt8] = []
        /// Whether it is named in the central directory.
        var isListed = true

        init(_ name: String, _ content: [UInt8]) {
            self.name = Array(name.utf8)
            self.content = content
            packed = content
            crc = content.withUnsafeBytes { Codec.crc32(0, $0) }
            size = UInt32(content.count)
        }

        var path: String { String(decoding: name, as: UTF8.self) }
    }

    var entries: [Entry]
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    var changeEnd: (inout [UInt8]) -> Void = { _ in }
    /// The names in the order of the central directory, when it is not that of the file.
    var directoryOrder: [Int]?
    /// Makes the text of `SHA256SUMS`, the last entry, from the right one.
    var changeSums: (inout [UInt8]) -> Void = { _ in }
    var storesSums = false

    /// The entries of a valid package, without `SHA256SUMS`, which `bytes` makes.
    init(package: [UInt8]) throws {
        entries = []
        var offset = 0
        while LittleEndian.read(package, at: offset, as: UInt32.self) == ZipFormat.localSignature {
            let nameLength = Int(LittleEndian.read(package, at: offset + 26, as: UInt16.self))
            let packedSize = Int(LittleEndian.read(package, at: offset + 18, as: UInt32.self))
            let size = Int(LittleEndian.read(package, at: offset + 22, as: UInt32.self))
            let method = LittleEndian.read(package, at: offset + 8, as: UInt16.self)
            let start = offset + 30 + nameLength
            var content = Array(package[start..<start + packedSize])
            if method == 8 {
                var inflated = [UInt8](repeating: 0, count: size)
                let isGood = try inflated.withUnsafeMutableBytes { room in
                    try content.withUnsafeBytes { try Codec().inflate($0, into: room) }
                }
                precondition(isGood)
                content = inflated
            }
            entries.append(Entry(String(decoding: package[offset + 30..<start], as: UTF8.self), content))
            offset = start + packedSize
        }
        entries.removeLast()
    }

    /// The index of the entry of a path.
    func index(_ path: String) -> Int { entries.firstIndex { $0.path.isIdentical(to: path) } ?? 0 }

    mutating func change(_ path: String, _ body: (inout Entry) -> Void) { body(&entries[index(path)]) }

    var bytes: [UInt8] {
        var file = prefix
        var offsets: [Int] = []
        func add(_ entry: Entry) {
            offsets.append(file.count - prefix.count)
            file += Self.local(entry) + entry.packed + entry.bytesAfter
        }
        for entry in entries { add(entry) }
        let lines = entries.map { ($0.path, SHA256Digest(of: $0.content)) }
        var text = ContentSums(lines).text(zipBefore: SHA256Digest(of: file))
        changeSums(&text)
        var sums = Entry(EntryPlace.sumsPath, text)
        if let deflated = PlainDeflate.deflate(text), !storesSums {
            sums.packed = deflated
            sums.method = 8
        }
        let all = entries + [sums]
        add(all[all.count - 1])
        let start = file.count
        var count = 0
        for index in directoryOrder ?? Array(all.indices) where all[index].isListed {
            file += Self.central(all[index], offset: offsets[index])
            count += 1
        }
        var end = LittleEndian()
        end.append(ZipFormat.endSignature)
        end.append(UInt32(0))
        end.append(UInt16(count))
        end.append(UInt16(count))
        end.append(UInt32(file.count - start))
        end.append(UInt32(start - prefix.count))
        end.append(UInt16(0))
        var record = end.bytes
        changeEnd(&record)
        return file + record + suffix
    }

    private static func local(_ entry: Entry) -> [UInt8] {
        var header = LittleEndian()
        header.append(ZipFormat.localSignature)
        header.append(UInt16(entry.method == 8 ? 20 : 10))
        var bytes = header.bytes + common(entry)
        var rest = LittleEndian()
        rest.append(UInt16(entry.localExtra.count))
        bytes += rest.bytes + entry.name + entry.localExtra
        entry.changeLocal(&bytes)
        return bytes
    }

    private static func central(_ entry: Entry, offset: Int) -> [UInt8] {
        var header = LittleEndian()
        header.append(ZipFormat.centralSignature)
        header.append(ZipFormat.madeBy)
        header.append(UInt16(entry.method == 8 ? 20 : 10))
        var rest = LittleEndian()
        rest.append(UInt16(entry.centralExtra.count))
        rest.append(UInt16(entry.comment.count))
        rest.append(UInt32(0))
        rest.append(entry.attributes)
        rest.append(UInt32(offset))
        var bytes = header.bytes + common(entry) + rest.bytes + entry.name + entry.centralExtra + entry.comment
        entry.changeCentral(&bytes)
        return bytes
    }

    private static func common(_ entry: Entry) -> [UInt8] {
        var bytes = LittleEndian()
        bytes.append(entry.flags)
        bytes.append(entry.method)
        bytes.append(ZipFormat.time)
        bytes.append(ZipFormat.date)
        bytes.append(entry.crc)
        bytes.append(UInt32(entry.packed.count))
        bytes.append(entry.size)
        bytes.append(UInt16(entry.name.count))
        return bytes.bytes
    }
}
