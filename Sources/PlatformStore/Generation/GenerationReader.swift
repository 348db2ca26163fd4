import FileIO
import Glibc
import TaskModel

/// A line of a generation, told by its first bytes alone.
enum GenerationLine {
    case header(UnsafeRawBufferPointer)
    /// A version; its bytes are given only when they were asked for.
    case version(VersionPlace, UnsafeRawBufferPointer?)
    case record(UnsafeRawBufferPointer)

    fileprivate enum Kind {
        case header, version, record, end

        /// The third byte tells: `{"actor"`, `{"document"`, `{"after"` or `{"before"`, `{"end"`.
        init?(_ bytes: UnsafeRawBufferPointer) {
            guard bytes.count >= 4, bytes[0] == UInt8(ascii: "{"), bytes[1] == UInt8(ascii: "\"") else { return nil }
            switch (bytes[2], bytes[3]) {
            case (UInt8(ascii: "a"), UInt8(ascii: "c")): self = .header
            case (UInt8(ascii: "a"), UInt8(ascii: "f")), (UInt8(ascii: "b"), UInt8(ascii: "e")): self = .record
            case (UInt8(ascii: "d"), UInt8(ascii: "o")): self = .version
            case (UInt8(ascii: "e"), UInt8(ascii: "n")): self = .end
            default: return nil
            }
        }
    }
}

/// Reads a generation from its first byte to its last in bounded memory, checking its digest on the way.
struct GenerationReader {
    private let file: OpenFile
    private let number: Int
    private let wantsVersions: Bool
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)
    /// Where in the file the buffer begins.
    private var base = 0
    private var filled = 0
    private var digest = RunningDigest()
    private var lines = 0

    private init(_ file: OpenFile, number: Int, wantsVersions: Bool) {
        self.file = file
        self.number = number
        self.wantsVersions = wantsVersions
    }

    /// Hands each line to `body`, the header first, and returns the digest that the last line has and the content
    /// matches. Throws `damaged-store` when something does not fit, after `body` may have seen lines: what it made of
    /// them must not count then.
    static func read(
        _ layout: StoreLayout, _ number: Int, wantsVersions: Bool = false, _ body: (GenerationLine) throws -> Void
    ) throws -> SHA256Digest {
        let path = layout.generation(number)
        do {
            let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
            guard try file.status().isFile else { throw damaged(path, "is not a regular file") }
            var reader = GenerationReader(file, number: number, wantsVersions: wantsVersions)
            return try reader.run(body)
        } catch let error as TaskferryError where error.code == .notFound {
            throw damaged(path, "is missing")
        } catch let error as TaskferryError {
            throw error.asDamage
        }
    }

    /// Reads the header alone.
    static func header(_ layout: StoreLayout, _ number: Int) throws -> GenerationHeader {
        struct Done: Error {}
        var header: GenerationHeader?
        do {
            _ = try read(layout, number) { line in
                if case .header(let bytes) = line {
                    header = try GenerationHeader(bytes, file: layout.generation(number))
                }
                throw Done()
            }
        } catch is Done {}
        guard let header else { throw damaged(layout.generation(number), "has no header") }
        return header
    }

    private mutating func run(_ body: (GenerationLine) throws -> Void) throws -> SHA256Digest {
        var start = 0
        var searched = 0
        while true {
            if let end = lineBreak(from: searched) {
                if let expected = try take(start, end, body) {
                    return try finish(expected, after: end)
                }
                start = end + 1
                searched = start
                continue
            }
            searched = filled
            if try !refill(&start, &searched) { throw damaged(file.path, "ends in the middle") }
        }
    }

    private func lineBreak(from place: Int) -> Int? {
        guard place < filled else { return nil }
        return buffer.withUnsafeBytes { bytes in
            guard let begin = bytes.baseAddress, let found = memchr(begin + place, 0x0A, filled - place) else {
                return nil
            }
            return UnsafeRawPointer(found) - begin
        }
    }

    /// Reads on, with the line that is not complete yet moved to the front; false at the end of the file.
    private mutating func refill(_ start: inout Int, _ searched: inout Int) throws -> Bool {
        if start > 0 {
            buffer.withUnsafeMutableBytes { bytes in
                guard let begin = bytes.baseAddress else { return }
                memmove(begin, begin + start, filled - start)
            }
            base += start
            filled -= start
            searched -= start
            start = 0
        }
        if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
        let place = base + filled
        let used = filled
        let count = try buffer.withUnsafeMutableBytes { bytes in
            try file.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: bytes[used...]))
        }
        filled += count
        return count > 0
    }

    /// Takes one line without its break; returns the digest when it is the last.
    private mutating func take(
        _ start: Int, _ end: Int, _ body: (GenerationLine) throws -> Void
    ) throws -> (line: [UInt8], digest: SHA256Digest)? {
        let place = VersionPlace(generation: number, offset: base + start, length: end - start)
        let isFirst = lines == 0
        let wantsVersions = wantsVersions
        let path = file.path
        let isEnd = try buffer.withUnsafeBytes { bytes -> Bool in
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            guard let kind = GenerationLine.Kind(line), (kind == .header) == isFirst else {
                throw damaged(path, "the line at byte \(place.offset) is of no known kind")
            }
            switch kind {
            case .header: try body(.header(line))
            case .version: try body(.version(place, wantsVersions ? line : nil))
            case .record: try body(.record(line))
            case .end: return true
            }
            return false
        }
        if isEnd { return (Array(buffer[start..<end]), digest.finish()) }
        lines += 1
        buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[start...end])) }
        return nil
    }

    private mutating func finish(_ last: (line: [UInt8], digest: SHA256Digest), after end: Int) throws -> SHA256Digest {
        guard last.line == Self.lastLine(lines: lines, digest: last.digest) else {
            throw damaged(file.path, "does not match its digest")
        }
        guard end + 1 == filled, try file.read(at: base + filled, count: 1).isEmpty else {
            throw damaged(file.path, "goes on after its last line")
        }
        return last.digest
    }

    /// The last line of a generation, without its break.
    static func lastLine(lines: Int, digest: SHA256Digest) -> [UInt8] {
        JSONWriter.canonical(
            .object(["end": .object(["lines": .integer(lines), "sha256": .string(digest.hex)])]))
    }
}

extension RecordChange {
    /// Reads a record line.
    init(_ line: UnsafeRawBufferPointer, generation: Int, file: String) throws {
        var reader = try ObjectReader(JSONParser.parse(line, file: file), file: file)
        let before = try reader.value("before").map { try TaskRecord($0, generation: 0, file: file) }
        let after = try reader.value("after").map { try TaskRecord($0, generation: generation, file: file) }
        guard let either = before ?? after else { throw damaged(file, "a record line has no record") }
        if let before, let after, before.project != after.project || before.uid != after.uid {
            throw damaged(file, "a record of \(either.uid) turns into another task's")
        }
        self.init(before: before, after: after)
    }
}
