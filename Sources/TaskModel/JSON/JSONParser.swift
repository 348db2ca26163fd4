/// A strict reader of JSON (RFC 8259, UTF-8, no duplicate keys, bounded depth), for files that nobody vouches for (§6).
public struct JSONParser {
    /// How deep lists and objects may stand in each other.
    public static let maximumDepth = 64
    private static let smallObject = 16

    private let bytes: UnsafeRawBufferPointer
    private let file: String
    private var position = 0
    private var depth = 0

    private init(_ bytes: UnsafeRawBufferPointer, file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// Reads one JSON text. `file` names it in errors.
    ///
    /// Throws `bad-json` with the place of the first thing that is not JSON.
    public static func parse(_ bytes: some Collection<UInt8>, file: String) throws -> JSONValue {
        let result = try bytes.withContiguousStorageIfAvailable { buffer in
            try parse(UnsafeRawBufferPointer(buffer), file: file)
        }
        if let result { return result }
        return try Array(bytes).withUnsafeBytes { try parse($0, file: file) }
    }

    /// Reads one JSON text from raw bytes.
    public static func parse(_ bytes: UnsafeRawBufferPointer, file: String) throws -> JSONValue {
        var parser = JSONParser(bytes, file: file)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("text after the end of the value") }
        return value
    }

    // MARK: Values

    private mutating func value() throws -> JSONValue {
        guard position < bytes.count else { throw error("the text ends where a value should stand") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw error("a value should stand here")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw error("a value should stand here") }
        for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
            throw error("a value should stand here")
        }
        position = end
        return value
    }

    private mutating func object() throws -> JSONObject {
        try enter()
        var members: [JSONObject.Member] = []
        var seen = Set<ExactString>()
        if !skip(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                let start = position
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                    throw error("a key in double quotes should stand here")
                }
                let key = try string()
                // Most objects are small: a set pays from some keys on only, and must be there then (§6).
                if members.count == Self.smallObject { seen = Set(members.map { ExactString($0.key) }) }
                let isNew =
                    members.count < Self.smallObject
                    ? !members.contains { $0.key.isIdentical(to: key) } : seen.insert(ExactString(key)).inserted
                guard isNew else {
                    position = start
                    throw error("the key \"\(key)\" stands twice")
                }
                guard skip(UInt8(ascii: ":")) else { throw error("a colon should stand here") }
                skipSpace()
                members.append(.init(key: key, value: try value()))
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "}")) else { throw error("a comma or } should stand here") }
        }
        depth -= 1
        return JSONObject(members: members)
    }

    private mutating func array() throws -> [JSONValue] {
        try enter()
        var values: [JSONValue] = []
        if !skip(UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                values.append(try value())
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { throw error("a comma or ] should stand here") }
        }
        depth -= 1
        return values
    }

    private mutating func enter() throws {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth)") }
        position += 1
    }

    private mutating func number() throws -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            guard digits() else { throw error("a number needs a digit here") }
        }
        if take(UInt8(ascii: ".")), !digits() { throw error("a number needs a digit here") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            guard digits() else { throw error("a number needs a digit here") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position > start
    }

    // MARK: Texts

    private mutating func string() throws -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try validated(bytes[start..<position], from: start)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw error("a control character must be escaped") }
            position += 1
        }
        throw error("the text ends inside a string")
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var buffer = [UInt8](bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try validated(buffer, from: start)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &buffer)
            case 0..<0x20:
                throw error("a control character must be escaped")
            default:
                let plain = position
                position += 1
                while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
                    bytes[position] != UInt8(ascii: "\\")
                {
                    position += 1
                }
                buffer.append(contentsOf: bytes[plain..<position])
            }
        }
        throw error("the text ends inside a string")
    }

    private mutating func escape(into buffer: inout [UInt8]) throws {
        position += 1
        guard position < bytes.count else { throw error("the text ends inside a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"): buffer.append(contentsOf: Array(String(try escapedScalar()).utf8))
        default:
            position -= 1
            throw error("no such escape in a string")
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        guard (0xD800...0xDBFF).contains(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair") }
        position += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw error("half of a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt16 {
        guard position + 4 <= bytes.count else { throw error("the text ends inside a string") }
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, bytes[position] < 0x80 else {
                throw error("\\u needs four hexadecimal digits")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private func validated(_ text: some Collection<UInt8>, from start: Int) throws -> String {
        guard let string = String(validating: text, as: UTF8.self) else {
            throw error("not UTF-8", at: start)
        }
        return string
    }

    // MARK: Places

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Skips white space and then this byte, when it is there.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        return take(byte)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private func error(_ what: String, at offset: Int? = nil) -> TaskferryError {
        let end = min(offset ?? position, bytes.count)
        var line = 1
        var column = 1
        for byte in bytes[..<end] {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return TaskferryError(
            .badJSON, subject: file, cause: what, place: .init(file: file, line: line, column: column))
    }
}
