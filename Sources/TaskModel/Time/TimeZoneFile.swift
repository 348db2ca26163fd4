extension TimeZoneRules {
    /// Reads a time zone file: TZif of RFC 8536, version 1 to 4.
    ///
    /// Every count is checked against the bytes that are there before anything is allocated, and every index and value
    /// against its range. Files that count leap seconds are refused: their times are not POSIX times.
    ///
    /// - Parameter bytes: the whole file.
    /// - Throws: `TimeZoneError` with the first thing that is wrong.
    public init(tzif bytes: [UInt8]) throws(TimeZoneError) {
        var reader = TimeZoneFileReader(bytes)
        let first = try reader.header()
        guard first.version != 1 else {
            let block = try reader.block(first, timeSize: 4)
            try reader.requireEnd()
            self.init(initialOffset: block.initialOffset, transitions: block.transitions, tail: nil)
            return
        }
        // Later versions repeat everything with 64-bit times behind a block for old readers, which is not looked at.
        try reader.skip(first.size(timeSize: 4))
        let second = try reader.header()
        guard second.version == first.version else { throw .unsupportedVersion(second.versionByte) }
        let block = try reader.block(second, timeSize: 8)
        let footer = try reader.footer()
        try reader.requireEnd()
        self.init(
            initialOffset: block.initialOffset, transitions: block.transitions,
            tail: footer.isEmpty ? nil : try RecurringZoneRuleParser.parse(footer))
    }
}

/// The pieces of a TZif file, in their order.
private struct TimeZoneFileReader {
    struct Header {
        var versionByte: UInt8
        var utIndicators: Int
        var standardIndicators: Int
        var leapSeconds: Int
        var times: Int
        var types: Int
        var characters: Int

        /// 1 to 4, or 0 for an unknown version.
        var version: Int {
            switch versionByte {
            case 0: 1
            case UInt8(ascii: "2")...UInt8(ascii: "4"): Int(versionByte - UInt8(ascii: "0"))
            default: 0
            }
        }

        /// The size of the data block in bytes. Counts have 32 bits, so the sum is far from overflow.
        func size(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardIndicators
                + utIndicators
        }
    }

    struct Block {
        var initialOffset: Int
        var transitions: [TimeZoneRules.Transition]
    }

    /// An index of a type has one byte.
    private static let mostTypes = 256
    /// Times in files are at least -2⁵⁹ (the Big Bang, as RFC 8536 has it); beyond this they are nonsense and could overflow.
    private static let legalTimes: ClosedRange<Int64> = -(1 << 60)...(1 << 60)

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var remaining: Int { bytes.count - position }

    mutating func header() throws(TimeZoneError) -> Header {
        guard bytes[position...].starts(with: "TZif".utf8) else {
            throw position > 0 && remaining < 4 ? .truncated : .notTimeZoneFile
        }
        guard remaining >= 44 else { throw .truncated }
        let header = Header(
            versionByte: bytes[position + 4],
            utIndicators: count(at: position + 20), standardIndicators: count(at: position + 24),
            leapSeconds: count(at: position + 28), times: count(at: position + 32),
            types: count(at: position + 36), characters: count(at: position + 40))
        guard header.version > 0 else { throw .unsupportedVersion(header.versionByte) }
        position += 44
        return header
    }

    mutating func skip(_ size: Int) throws(TimeZoneError) {
        guard size <= remaining else { throw .truncated }
        position += size
    }

    mutating func block(_ header: Header, timeSize: Int) throws(TimeZoneError) -> Block {
        try check(header)
        guard header.size(timeSize: timeSize) <= remaining else { throw .truncated }
        let times = position
        let typeIndices = times + header.times * timeSize
        let types = typeIndices + header.times
        let indicators = types + header.types * 6 + header.characters
        position += header.size(timeSize: timeSize)

        let offsets = try offsets(header, at: types)
        try checkIndicators(header, at: indicators)
        var transitions: [TimeZoneRules.Transition] = []
        transitions.reserveCapacity(header.times)
        for index in 0..<header.times {
            let time = timeSize == 8 ? integer64(at: times + index * 8) : integer32(at: times + index * 4)
            guard Self.legalTimes.contains(time), transitions.last.map({ $0.time < time }) ?? true else {
                throw .badValue(.transitionTimes, index: index)
            }
            let type = Int(bytes[typeIndices + index])
            guard type < header.types else { throw .badValue(.transitionTypes, index: index) }
            transitions.append(TimeZoneRules.Transition(time: time, offset: offsets[type]))
        }
        return Block(initialOffset: offsets[0], transitions: transitions)
    }

    /// The text between the two line feeds at the end, without them.
    mutating func footer() throws(TimeZoneError) -> [UInt8] {
        let newline = UInt8(ascii: "\n")
        guard remaining > 0 else { throw .truncated }
        guard bytes[position] == newline else { throw .badFooter(.standardName, "") }
        guard let end = bytes[(position + 1)...].firstIndex(of: newline) else { throw .truncated }
        let text = Array(bytes[(position + 1)..<end])
        position = end + 1
        return text
    }

    func requireEnd() throws(TimeZoneError) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }

    private func check(_ header: Header) throws(TimeZoneError) {
        guard header.leapSeconds == 0 else { throw .leapSeconds(header.leapSeconds) }
        guard (1...Self.mostTypes).contains(header.types) else { throw .badCount(.localTimeTypes, header.types) }
        guard header.characters > 0 else { throw .badCount(.designations, header.characters) }
        guard [0, header.types].contains(header.standardIndicators) else {
            throw .badCount(.standardIndicators, header.standardIndicators)
        }
        guard [0, header.types].contains(header.utIndicators) else {
            throw .badCount(.utIndicators, header.utIndicators)
        }
    }

    /// The offsets of all types; the rest of a type is only checked.
    private func offsets(_ header: Header, at start: Int) throws(TimeZoneError) -> [Int] {
        var offsets: [Int] = []
        for index in 0..<header.types {
            let place = start + index * 6
            let offset = Int(integer32(at: place))
            guard TimeZoneRules.legalOffsets.contains(offset), bytes[place + 4] <= 1 else {
                throw .badValue(.localTimeTypes, index: index)
            }
            guard Int(bytes[place + 5]) < header.characters else { throw .badValue(.designations, index: index) }
            offsets.append(offset)
        }
        return offsets
    }

    private func checkIndicators(_ header: Header, at start: Int) throws(TimeZoneError) {
        for index in 0..<header.standardIndicators where bytes[start + index] > 1 {
            throw .badValue(.standardIndicators, index: index)
        }
        for index in 0..<header.utIndicators where bytes[start + header.standardIndicators + index] > 1 {
            throw .badValue(.utIndicators, index: index)
        }
    }

    private func count(at place: Int) -> Int {
        Int(UInt32(truncatingIfNeeded: unsigned(at: place, size: 4)))
    }

    private func integer32(at place: Int) -> Int64 {
        Int64(Int32(truncatingIfNeeded: unsigned(at: place, size: 4)))
    }

    private func integer64(at place: Int) -> Int64 {
        Int64(bitPattern: unsigned(at: place, size: 8))
    }

    /// A big-endian number; the caller has checked that its bytes are there.
    private func unsigned(at place: Int, size: Int) -> UInt64 {
        bytes[place..<place + size].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
