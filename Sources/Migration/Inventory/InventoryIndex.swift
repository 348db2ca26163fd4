import TaskModel

/// Where the tasks of an inventory stand, by what they are looked up by.
///
/// Each entry is a line of its own, `"<16 digits: key><12 digits: offset>"`, all of one length and sorted: a look-up is a
/// binary search in the file, so that a check of 200 tasks reads little of an inventory of a million and keeps none of it
/// in memory. Keys are hashes; who looks up compares what stands there.
enum InventoryIndex {
    /// What a task is looked up by.
    enum Kind: String {
        case name
        case uid
        /// The name without regard to case, where that is another.
        case folded
    }

    /// Where one task stands under one key.
    struct Entry: Comparable {
        let key: UInt64
        let offset: UInt64

        static func < (left: Entry, right: Entry) -> Bool {
            left.key == right.key ? left.offset < right.offset : left.key < right.key
        }
    }

    /// The length of an entry's line with its break.
    static let lineLength = 31

    /// FNV-1a: short, and the same on every machine.
    static func key(_ kind: Kind, _ project: PathName, _ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ part: String) {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        add(kind.rawValue)
        add(project.text)
        add(text)
        return hash
    }

    static func write(_ entry: Entry, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        append(entry.key, digits: 16, to: &bytes)
        append(entry.offset, digits: 12, to: &bytes)
        bytes.append(contentsOf: [UInt8(ascii: "\""), 0x0A])
    }

    /// Nil when the bytes are no entry.
    static func read(_ bytes: [UInt8]) -> Entry? {
        guard bytes.count == lineLength, let key = number(bytes[1..<17]), let offset = number(bytes[17..<29]) else {
            return nil
        }
        return Entry(key: key, offset: offset)
    }

    private static func append(_ number: UInt64, digits: Int, to bytes: inout [UInt8]) {
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * place)) & 15
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: number = number << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: number = number << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        return number
    }
}
