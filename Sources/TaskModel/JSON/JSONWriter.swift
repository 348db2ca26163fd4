/// Writes JSON trees: compact with sorted keys (the canonical form, §4), or indented for people.
public enum JSONWriter {
    /// Compact, keys sorted by UTF-8 bytes, no white space: digests stand on these bytes.
    public static func canonical(_ value: JSONValue) -> [UInt8] {
        var writer = Output(sortsKeys: true, indents: false)
        writer.write(value, level: 0)
        return writer.bytes
    }

    /// Compact, keys in their given order; for output to programs.
    public static func compact(_ value: JSONValue) -> [UInt8] {
        var writer = Output(sortsKeys: false, indents: false)
        writer.write(value, level: 0)
        return writer.bytes
    }

    /// Indented by two spaces, keys sorted, with a line break at the end: the canonical form for people.
    public static func readable(_ value: JSONValue) -> [UInt8] {
        var writer = Output(sortsKeys: true, indents: true)
        writer.write(value, level: 0)
        writer.bytes.append(0x0A)
        return writer.bytes
    }

    private struct Output {
        let sortsKeys: Bool
        let indents: Bool
        var bytes: [UInt8] = []

        mutating func write(_ value: JSONValue, level: Int) {
            switch value {
            case .null: bytes.append(contentsOf: Array("null".utf8))
            case .bool(let value): bytes.append(contentsOf: Array((value ? "true" : "false").utf8))
            case .number(let text): bytes.append(contentsOf: Array(text.utf8))
            case .string(let text): write(text)
            case .array(let values):
                list(values, open: "[", close: "]", level: level) { $0.write($1, level: level + 1) }
            case .object(let object):
                list(sortsKeys ? object.sortedMembers : object.members, open: "{", close: "}", level: level) {
                    $0.write($1.key)
                    $0.bytes.append(contentsOf: $0.indents ? [0x3A, 0x20] : [0x3A])
                    $0.write($1.value, level: level + 1)
                }
            }
        }

        mutating func list<Element>(
            _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, level: Int,
            _ writeElement: (inout Output, Element) -> Void
        ) {
            bytes.append(UInt8(ascii: open))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                breakLine(level: level + 1)
                writeElement(&self, element)
            }
            if !elements.isEmpty { breakLine(level: level) }
            bytes.append(UInt8(ascii: close))
        }

        mutating func breakLine(level: Int) {
            guard indents else { return }
            bytes.append(0x0A)
            bytes.append(contentsOf: repeatElement(0x20, count: 2 * level))
        }

        mutating func write(_ text: String) {
            bytes.append(0x22)
            var text = text
            text.withUTF8 { utf8 in
                var plain = 0
                for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                    bytes.append(contentsOf: utf8[plain..<index])
                    escape(byte)
                    plain = index + 1
                }
                bytes.append(contentsOf: utf8[plain...])
            }
            bytes.append(0x22)
        }

        mutating func escape(_ byte: UInt8) {
            switch byte {
            case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
            case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
            case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            default:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: Array("\\u00".utf8))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
    }
}
