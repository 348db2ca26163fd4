import Foundation

@testable import TaskModel

/// A small generator with a seed, so that a failing random case can be run again (SplitMix64).
struct TimeTestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func chance(_ percent: Int) -> Bool {
        number(1...100) <= percent
    }
}

/// The machine's own time zone files.
enum SystemZone {
    private static let folder = "/usr/share/zoneinfo/"

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "Europe/Berlin") }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + name)))
    }

    static func rules(_ name: String) throws -> TimeZoneRules {
        try TimeZoneRules(tzif: bytes(name))
    }
}

/// Writes TZif files, right ones and wrong ones.
struct TestZoneFile {
    struct Kind {
        var offset: Int32
        var isDaylight: UInt8 = 0
        var designation: UInt8 = 0
    }

    var version: UInt8 = UInt8(ascii: "2")
    var transitions: [(time: Int64, kind: UInt8)] = []
    var kinds = [Kind(offset: 0)]
    var designations = Array("UTC\0".utf8)
    var standardIndicators: [UInt8] = []
    var utIndicators: [UInt8] = []
    var leapSeconds = 0
    var footer = "\nUTC0\n"

    var bytes: [UInt8] {
        guard version != 0 else { return header + block(timeSize: 4) }
        return header + block(timeSize: 4) + header + block(timeSize: 8) + Array(footer.utf8)
    }

    /// A file without transitions, so that the rule in the footer holds for all time.
    static func footer(_ rule: String) -> [UInt8] {
        var file = TestZoneFile()
        file.footer = "\n\(rule)\n"
        return file.bytes
    }

    private var header: [UInt8] {
        let counts = [
            utIndicators.count, standardIndicators.count, leapSeconds, transitions.count, kinds.count,
            designations.count,
        ]
        return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
            + counts.flatMap { Self.bigEndian(Int64($0), size: 4) }
    }

    private func block(timeSize: Int) -> [UInt8] {
        var bytes = transitions.flatMap { Self.bigEndian($0.time, size: timeSize) }
        bytes += transitions.map(\.kind)
        for kind in kinds {
            bytes += Self.bigEndian(Int64(kind.offset), size: 4) + [kind.isDaylight, kind.designation]
        }
        bytes += designations
        bytes += [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
        return bytes + standardIndicators + utIndicators
    }

    private static func bigEndian(_ value: Int64, size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}

/// Berlin by its rule, as it is in files since 1996.
let berlinRule = "CET-1CEST,M3.5.0,M10.5.0/3"
