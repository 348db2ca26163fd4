import FileIO
import Glibc
import TaskModel
import Testing

@testable import TaskPackage

/// Attacks, each a change to a valid package, and the reason for which it must be refused.
@Suite struct HostilePackageTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let reason: PackageProblem.Reason?
        let code: TaskferryError.Code
        let change: @Sendable (inout RawZip) throws -> Void

        init(
            _ name: String, _ reason: PackageProblem.Reason?, _ code: TaskferryError.Code = .badPackage,
            _ change: @escaping @Sendable (inout RawZip) throws -> Void
        ) {
            self.name = name
            self.reason = reason
            self.code = code
            self.change = change
        }

        var testDescription: String { name }
    }

    static let document = "a-daily/task.json"
    static let script = "a-daily/nodes/load.sql"

    /// Renames an entry.
    private static func name(_ name: String, _ reason: PackageProblem.Reason) -> Attack {
        Attack("name \(name.debugDescription)", reason) { $0.entries[0].name = Array(name.utf8) }
    }

    /// Adds an entry at the end of the first task's folder.
    private static func extra(_ name: String, _ reason: PackageProblem.Reason) -> Attack {
        Attack("further entry \(name.debugDescription)", reason) { zip in
            zip.entries.append(RawZip.Entry(name, [1]))
            let last = zip.entries.count - 2
            zip.entries =
                (zip.entries[..<last] + [zip.entries[last + 1]]).sorted { $0.path.precedes($1.path) }
                + [zip.entries[last]]
        }
    }

    private static func deflated(_ content: [UInt8], _ entry: inout RawZip.Entry) throws {
        entry.packed = try #require(try content.withUnsafeBytes { try Codec().deflate($0) })
        entry.method = 8
    }

    static let attacks: [Attack] = [
        // Names
        name("../evil", .uncleanName), name("/etc/passwd", .uncleanName), name("a-daily/../../x", .uncleanName),
        name("./task.json", .uncleanName), name("a//task.json", .uncleanName), name("a\\b/task.json", .uncleanName),
        name("a/task.json/", .uncleanName), name("a\u{0}/task.json", .uncleanName), name("a\n/task.json", .uncleanName),
        name("", .uncleanName), name("README", .foreignEntry),
        name("a-daily/other.json", .foreignEntry), name("a-daily/nodes/x/y", .foreignEntry),
        name("a-daily/.hidden", .foreignEntry), name("a-daily/nodes/.x", .foreignEntry),
        name(".taskferry/x", .foreignEntry),
        Attack("name not UTF-8", .nameEncoding) { $0.entries[0].name = [0x61, 0xFF, 0x62] },
        extra("A-daily/task.json", .collision), extra("a-daily/TASK.JSON", .foreignEntry),
        extra("a-daily/nodes/LOAD.sql", .collision), extra("a-daily/nodes/x.sql", .unnamedScript),
        extra("a-daily/resources/x.jar", .unnamedResource), extra("b/nodes/x", .missingDocument),
        Attack("names that differ in the encoding of an accent only", .collision) { zip in
            zip.entries.insert(RawZip.Entry("caf\u{E9}/task.json", [1]), at: 2)
            zip.entries.insert(RawZip.Entry("cafe\u{301}/task.json", [1]), at: 2)
        },
        Attack("the same name twice", .collision) { $0.entries.insert($0.entries[0], at: 0) },
        Attack("entries in another order", .entryOrder) { $0.entries.swapAt(0, 1) },
        Attack("manifest not last but one", .entryOrder) { $0.entries.swapAt(0, $0.entries.count - 1) },
        Attack("no manifest", nil, .notAPackage) { $0.entries.removeLast() },
        Attack("directory entry", .uncleanName) { $0.entries.insert(RawZip.Entry("a-daily/nodes/", []), at: 0) },

        // Bytes that belong to nothing
        Attack("prefix", .gap) { $0.prefix = [1, 2, 3] },
        Attack("suffix", .truncated) { $0.suffix = [0] },
        Attack("comment", .comment) { zip in
            zip.suffix = Array("hello".utf8)
            zip.changeEnd = { $0[20] = 5 }
        },
        Attack("gap", .gap) { $0.entries[1].bytesAfter = [0] },
        Attack("overlap", .gap) { zip in
            zip.entries[1].changeCentral = { $0.replaceSubrange(42..<46, with: [0, 0, 0, 0]) }
        },
        Attack("entry that is not listed", .gap) { $0.entries[1].isListed = false },
        Attack("directory in another order than the file", .gap) { $0.directoryOrder = [1, 0, 2, 3, 4, 5, 6] },
        Attack("entry comment", .comment) { $0.entries[0].comment = [0x61] },
        Attack("extra field", .extraField) { zip in
            zip.entries[0].localExtra = [0x55, 0x54, 1, 0, 0]
            zip.entries[0].centralExtra = [0x55, 0x54, 1, 0, 0]
        },
        Attack("extra field in the local header alone", .gap) { $0.entries[0].localExtra = [0x55, 0x54, 1, 0, 0] },
        Attack("extra field in the central record alone", .extraField) {
            $0.entries[0].centralExtra = [0x55, 0x54, 1, 0, 0]
        },
        Attack("64-bit fields where none is needed", .extraField) { zip in
            zip.entries[0].centralExtra = [1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        },
        Attack("64-bit size without its field", .extraField) { zip in
            zip.entries[0].changeCentral = { $0.replaceSubrange(24..<28, with: [0xFF, 0xFF, 0xFF, 0xFF]) }
        },
        Attack("64-bit end record that is not there", .endForm) { zip in
            zip.changeEnd = { $0.replaceSubrange(16..<20, with: [0xFF, 0xFF, 0xFF, 0xFF]) }
        },

        // Headers
        Attack("encrypted", .encrypted) { $0.entries[0].flags |= 1 },
        Attack("strongly encrypted", .encrypted) { $0.entries[0].flags |= 0x40 },
        Attack("data descriptor", .dataDescriptor) { $0.entries[0].flags |= 8 },
        Attack("data descriptor in the local header alone", .dataDescriptor) { zip in
            zip.entries[0].changeLocal = { $0[6] |= 8 }
        },
        Attack("names not said to be UTF-8", .flags) { $0.entries[0].flags = 0 },
        Attack("symbolic link", .attributes) { $0.entries[0].attributes = 0o120777 << 16 },
        Attack("directory attribute", .attributes) { $0.entries[0].attributes |= 0x10 },
        Attack("device", .attributes) { $0.entries[0].attributes = 0o060644 << 16 },
        Attack("executable", .attributes) { $0.entries[0].attributes = 0o100755 << 16 },
        Attack("method bzip2", .method) { $0.entries[0].method = 12 },
        Attack("another name in the local header", .headersDiffer) { zip in
            zip.entries[0].changeLocal = { $0[30] ^= 1 }
        },
        Attack("another size in the local header", .headersDiffer) { zip in
            zip.entries[0].changeLocal = { $0[22] ^= 1 }
        },
        Attack("another CRC in the local header", .headersDiffer) { zip in
            zip.entries[0].changeLocal = { $0[14] ^= 1 }
        },
        Attack("several disks", .severalDisks) { zip in zip.changeEnd = { $0[4] = 1 } },
        Attack("entry on another disk", .severalDisks) { zip in zip.entries[0].changeCentral = { $0[34] = 1 } },
        Attack("count of entries too small", .directoryForm) { zip in
            zip.changeEnd = { end in
                end[8] -= 1
                end[10] -= 1
            }
        },
        Attack("count of entries too large", .directoryForm) { zip in
            zip.changeEnd = { end in
                end[8] += 1
                end[10] += 1
            }
        },
        Attack("two counts of entries", .endForm) { zip in zip.changeEnd = { $0[8] -= 1 } },

        // Sizes
        Attack("wrong CRC", .crc) { $0.entries[0].crc ^= 1 },
        Attack("stored, with another size", .size) { $0.entries[0].size += 1 },
        Attack("bomb: little declared, much inflated", .deflate) { zip in
            try deflated([UInt8](repeating: 0x20, count: 10_000_000), &zip.entries[0])
            zip.entries[0].size = 100
        },
        Attack("bomb: more declared than can come out", .impossibleRatio) { zip in
            try deflated([UInt8](repeating: 0x20, count: 1000), &zip.entries[0])
            zip.entries[0].size = 4_000_000_000
        },
        Attack("bomb: a huge document", .tooLarge) { zip in
            try deflated([UInt8](repeating: 0x20, count: 65 << 20), &zip.entries[0])
            zip.entries[0].size = 65 << 20
        },
        Attack("bytes after the deflate stream", .deflate) { zip in
            try deflated(zip.entries[0].content, &zip.entries[0])
            zip.entries[0].packed.append(0)
        },
        Attack("deflate stream cut off", .deflate) { zip in
            try deflated(zip.entries[0].content, &zip.entries[0])
            zip.entries[0].packed.removeLast()
        },
        Attack("no deflate stream", .deflate) { zip in
            zip.entries[0].method = 8
            zip.entries[0].packed = [0xFF, 0xFF]
            zip.entries[0].size = 100
        },

        // Sums
        Attack("a sum is missing", .sumsMissing) { zip in
            zip.changeSums = { $0.removeSubrange(ContentSums.headerSize..<ContentSums.headerSize + 92) }
        },
        Attack("a sum too many", .sumsExtra) { zip in
            zip.changeSums = { $0 += Array("\(String(repeating: "0", count: 64))  z/task.json\n".utf8) }
        },
        Attack("sums without the last line break", .sumsMissing) { zip in zip.changeSums = { $0.removeLast() } },
        Attack("sums without their first line", .sumsForm) { zip in
            zip.changeSums = { $0.removeFirst(ContentSums.headerSize) }
        },
        Attack("a wrong sum", .sha256) { zip in
            zip.changeSums = { sums in
                let place = ContentSums.headerSize + 92
                sums[place] = sums[place] == 0x30 ? 0x31 : 0x30
            }
        },
        Attack("digits in upper case", .sumsMissing) { zip in
            zip.changeSums = { sums in
                for index in ContentSums.headerSize..<ContentSums.headerSize + 64 where sums[index] >= 0x61 {
                    sums[index] -= 0x20
                }
            }
        },
        Attack("other bytes for the same content", .altered) { zip in
            zip.changeSums = { sums in
                let place = ContentSums.headerSize - 2
                sums[place] = sums[place] == 0x30 ? 0x31 : 0x30
            }
        },
        Attack("sums packed in another way", .sumsForm) { $0.storesSums = true },
        Attack("empty sums", .sumsForm) { zip in zip.changeSums = { $0 = [] } },

        // Contents
        Attack("no task.json", .missingDocument) { $0.entries.remove(at: $0.index(document)) },
        Attack("no script", .missingScript) { $0.entries.remove(at: $0.index(script)) },
        Attack("no resource", .missingResource) { $0.entries.remove(at: $0.index("订单明细/resources/etl.jar")) },
        Attack("script not UTF-8", nil, .badDocument) { zip in
            zip.change(script) { $0 = RawZip.Entry(script, [0xFF]) }
        },
        Attack("task.json not JSON", nil, .badJSON) { zip in
            zip.change(document) { $0 = RawZip.Entry(document, Array("{,}".utf8)) }
        },
        Attack("task.json of a newer format", nil, .newerFormat) { zip in
            zip.change(document) { $0 = RawZip.Entry(document, Array("{\"format\":2,\"name\":\"x\"}".utf8)) }
        },
        Attack("manifest not JSON", nil, .badJSON) { zip in
            zip.change(EntryPlace.manifestPath) { $0 = RawZip.Entry(EntryPlace.manifestPath, Array("[".utf8)) }
        },
        Attack("manifest of a newer format", nil, .newerFormat) { zip in
            zip.change(EntryPlace.manifestPath) {
                $0 = RawZip.Entry(EntryPlace.manifestPath, Array("{\"format\":2}".utf8))
            }
        },
        manifest("manifest with another task", .manifestTasks, "\"a-daily\"", "\"b-daily\""),
        manifest("manifest with another uid", .manifestTasks, "\"uid-1\"", "\"uid-9\""),
        manifest("manifest with another time", .manifestID, "T06:36:06Z", "T06:36:07Z"),
        Attack("changed script", .contentDigest) { zip in
            zip.change(script) { $0 = RawZip.Entry(script, Array("drop table t".utf8)) }
        },
    ]

    private static func manifest(
        _ name: String, _ reason: PackageProblem.Reason, _ old: String, _ new: String
    ) -> Attack {
        Attack(name, reason) { zip in
            zip.change(EntryPlace.manifestPath) { entry in
                var bytes = entry.content
                if let range = bytes.firstRange(of: Array(old.utf8)) {
                    bytes.replaceSubrange(range, with: Array(new.utf8))
                }
                entry = RawZip.Entry(EntryPlace.manifestPath, bytes)
            }
        }
    }

    private static func package() throws -> (Samples, RawZip) {
        let samples = try Samples.small()
        try samples.write()
        return (samples, try RawZip(package: samples.folder.read("p.zip")))
    }

    @Test("The hand-made zip is good as long as nothing is changed")
    func unchanged() throws {
        let (samples, zip) = try Self.package()
        #expect(try samples.refusal(of: zip.bytes) == nil)
    }

    @Test("§6: every trick is refused, for its reason", arguments: attacks)
    func refused(_ attack: Attack) throws {
        var (samples, zip) = try Self.package()
        try attack.change(&zip)
        let error = try #require(try samples.refusal(of: zip.bytes))
        #expect(error.code == attack.code, "\(error)")
        if let reason = attack.reason { #expect(error.detail == reason.rawValue, "\(error)") }
    }

    @Test("What is no package is told apart from a bad one")
    func notPackages() throws {
        let samples = try Samples.small()
        try samples.folder.write("select 1", to: "x.sql")
        try samples.folder.write("", to: "empty")
        try samples.folder.write([UInt8](repeating: 0, count: 100_000), to: "zeros")
        #expect(try samples.folder.run("zip -q other.zip x.sql && mkfifo fifo && mkdir folder").status == 0)
        for name in ["x.sql", "empty", "zeros", "other.zip", "fifo", "folder"] {
            let error = #expect(throws: TaskferryError.self) { try samples.reader(name) }
            #expect(error?.code == .notAPackage, "\(name)")
        }
        let error = #expect(throws: TaskferryError.self) { try samples.reader("missing.zip") }
        #expect(error?.code == .notFound)
    }

    @Test("A package that unzip and zip have had between them is refused")
    func repacked() throws {
        let samples = try Samples.small()
        try samples.write()
        let repacked = try samples.folder.run("unzip -q p.zip -d out && cd out && zip -qr ../again.zip . ")
        #expect(repacked.status == 0, "\(repacked.output)")
        let error = #expect(throws: TaskferryError.self) { try samples.reader("again.zip") }
        #expect(error?.code == .badPackage)
    }

    @Test("Damage is reported whole")
    func severalDamages() throws {
        var (samples, zip) = try Self.package()
        for path in [Self.script, "订单明细/nodes/load.sql"] { zip.change(path) { $0.crc ^= 1 } }
        let cause = try samples.refusal(of: zip.bytes)?.cause ?? ""
        #expect(cause == "wrong-crc: \(Self.script); wrong-crc: 订单明细/nodes/load.sql")
    }
}
