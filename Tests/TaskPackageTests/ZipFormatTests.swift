import Testing

@testable import TaskPackage

@Suite struct ZipFormatTests {
    private let limit = Int(ZipFormat.wide32)

    private func entry(size: Int, compressed: Int, offset: Int) -> ZipEntry {
        ZipEntry(path: "a", isDeflated: true, crc: 1, size: size, compressedSize: compressed, offset: offset)
    }

    @Test("§6: 64-bit fields stand only where they are needed")
    func wideEntries() {
        let plain = entry(size: limit - 1, compressed: 5, offset: limit - 1)
        #expect(plain.localHeader.count == 31)
        #expect(plain.centralRecord.count == 47)
        let large = entry(size: limit, compressed: 5, offset: 0)
        #expect(large.localHeader.count == 31 + 20)
        #expect(large.centralRecord.count == 47 + 20)
        #expect(large.localHeader[4] == 45)
        let far = entry(size: 10, compressed: 5, offset: limit)
        #expect(far.localHeader.count == 31)
        #expect(far.localHeader[4] == 20)
        #expect(far.centralRecord.count == 47 + 12)
        #expect(far.centralRecord[6] == 45)
        #expect(entry(size: limit, compressed: 5, offset: limit).centralRecord.count == 47 + 28)
    }

    @Test("§6: the 64-bit end record stands only where it is needed")
    func wideEnd() {
        #expect(ZipEnd(entries: 65534, directoryOffset: limit - 1, directorySize: 1).records.count == 22)
        for end in [
            ZipEnd(entries: 65535, directoryOffset: 1, directorySize: 1),
            ZipEnd(entries: 1, directoryOffset: limit, directorySize: 1),
        ] {
            #expect(end.records.count == 22 + 56 + 20)
        }
    }
}
