import Testing

@testable import Shell

@Suite("Byte sizes")
struct ByteSizeTests {
    @Test(
        "sizes at the edges of units",
        arguments: [
            (0, "0 B"), (512, "512 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1075, "1.0 KiB"), (1076, "1.1 KiB"),
            (1_258_291, "1.2 MiB"), (1_048_524, "1023.9 KiB"), (1_048_525, "1.0 MiB"), (1_048_576, "1.0 MiB"),
            (4 << 30, "4.0 GiB"), (1 << 40, "1.0 TiB"), (3 << 49, "1.5 PiB"), (3 << 59, "1.5 EiB"),
            (1 << 60 - 1, "1.0 EiB"), (UInt64.max, "16.0 EiB"),
        ] as [(UInt64, String)])
    func sizes(bytes: UInt64, expected: String) {
        #expect(ByteSize.text(bytes) == expected)
    }

    @Test("negative sizes count as nothing")
    func negative() {
        #expect(ByteSize.text(-1) == "0 B")
        #expect(ByteSize.text(Int.max) == "8.0 EiB")
    }
}
