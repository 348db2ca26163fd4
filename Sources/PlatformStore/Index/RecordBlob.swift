import CSQLite
import TaskModel

/// The compact form of a record in the index: what its columns do not have. A third of the JSON, and read without a
/// tree; the index is disposable, so the form may change with the schema's number.
enum RecordBlob {
    static func encode(_ record: TaskRecord) -> [UInt8] {
        var output = Output()
        output.write(record.directory.text)
        output.write(record.owner)
        output.write(record.alarms.map { JSONWriter.canonical($0) } ?? [])
        output.write(record.boundUIDs.count)
        for binding in record.boundUIDs {
            output.write(binding.uid.text)
            output.write(binding.platform)
        }
        let pointers = record.pointers
        output.write(pointers.count)
        for pointer in pointers { output.write(pointer, own: record.project) }
        output.write(record.lastVersion)
        output.write(record.development?.number ?? 0)
        output.write(record.online?.number ?? 0)
        output.write(record.lastImport?.number ?? 0)
        if let mark = record.lastImport {
            output.write(mark.version)
            output.write(mark.online ?? 0)
            output.write(mark.name.text)
        }
        for number in [record.since.name, record.since.development, record.since.online] { output.write(number) }
        return output.bytes
    }

    static func decode(
        _ bytes: UnsafeRawBufferPointer, project: PathName, uid: TaskUID, name: TaskLabel, generation: Int
    ) throws -> TaskRecord {
        var input = Input(bytes: bytes)
        let directory = try input.name(TaskDirectory.init)
        let owner = try input.text()
        let alarms = try input.bytes()
        let boundUIDs = try input.list { input in
            BoundUID(uid: try input.name(TaskUID.init), platform: try input.text())
        }
        let pointers = try input.list { try $0.pointer(own: project) }
        func pointer(_ number: Int) throws -> VersionPointer? {
            if number == 0 { return nil }
            guard let found = pointers.first(where: { $0.number == number }) else { throw Input.damage }
            return found
        }
        var record = TaskRecord(
            project: project, uid: uid, boundUIDs: boundUIDs, name: name, directory: directory, owner: owner,
            alarms: alarms.isEmpty ? nil : try JSONParser.parse(alarms, file: "index.sqlite"),
            last: try pointer(input.number()), development: try pointer(input.number()),
            online: try pointer(input.number()), generation: generation)
        let number = try input.number()
        if number > 0 {
            let (version, online) = (try input.number(), try input.number())
            record.lastImport = ImportMark(
                number: number, version: version, online: online == 0 ? nil : online,
                name: try input.name(TaskLabel.init))
        }
        record.since.name = try input.number()
        record.since.development = try input.number()
        record.since.online = try input.number()
        return record
    }

    private struct Output {
        var bytes: [UInt8] = []

        mutating func write(_ number: Int) {
            var rest = UInt64(clamping: number)
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }

        mutating func write(_ content: [UInt8]) {
            write(content.count)
            bytes.append(contentsOf: content)
        }

        mutating func write(_ text: String) { write(Array(text.utf8)) }

        mutating func write(_ pointer: VersionPointer, own: PathName) {
            write(pointer.number)
            bytes.append(contentsOf: pointer.sha256.bytes)
            write(pointer.place.generation)
            write(pointer.place.offset)
            write(pointer.place.length)
            write(pointer.links.count)
            for link in pointer.links {
                switch link.role {
                case .upstream(.current): write(0)
                case .upstream(.previous): write(1)
                case .node(let node):
                    write(2)
                    write(node.text)
                }
                write(link.project == own ? "" : link.project.text)
                write(link.name.text)
                write(link.uid?.text ?? "")
            }
        }
    }

    private struct Input {
        static let damage = SQLiteError(code: SQLITE_CORRUPT, message: "a record cannot be read")

        let source: UnsafeRawBufferPointer
        var place = 0

        init(bytes: UnsafeRawBufferPointer) { source = bytes }

        mutating func number() throws -> Int {
            var value: UInt64 = 0
            for shift in stride(from: 0, to: 63, by: 7) {
                guard place < source.count else { throw Self.damage }
                let byte = source[place]
                place += 1
                value |= UInt64(byte & 0x7F) << UInt64(shift)
                if byte < 0x80 { return Int(value) }
            }
            throw Self.damage
        }

        mutating func bytes(_ count: Int) throws -> UnsafeRawBufferPointer {
            guard count <= source.count - place else { throw Self.damage }
            defer { place += count }
            return UnsafeRawBufferPointer(rebasing: source[place..<place + count])
        }

        mutating func bytes() throws -> UnsafeRawBufferPointer { try bytes(number()) }

        mutating func text() throws -> String {
            guard let text = String(validating: try bytes(), as: UTF8.self) else { throw Self.damage }
            return text
        }

        mutating func name<Name>(_ make: (String) -> Name?) throws -> Name {
            guard let name = make(try text()) else { throw Self.damage }
            return name
        }

        mutating func list<Element>(_ element: (inout Input) throws -> Element) throws -> [Element] {
            let count = try number()
            guard count <= source.count - place else { throw Self.damage }
            var elements: [Element] = []
            for _ in 0..<count { elements.append(try element(&self)) }
            return elements
        }

        mutating func pointer(own: PathName) throws -> VersionPointer {
            let number = try number()
            let sha256 = SHA256Digest(bytes: try bytes(32))
            let place = VersionPlace(
                generation: try self.number(), offset: try self.number(), length: try self.number())
            guard let sha256 else { throw Self.damage }
            let links = try list { input in
                let role: TaskDocument.LinkRole
                switch try input.number() {
                case 0: role = .upstream(.current)
                case 1: role = .upstream(.previous)
                case 2: role = .node(try input.name(NodeName.init))
                default: throw Self.damage
                }
                let project = try input.text()
                let name = try input.name(TaskLabel.init)
                let uid = try input.text()
                return ResolvedLink(
                    role: role, project: project.isEmpty ? own : try Self.checked(PathName(project)), name: name,
                    uid: uid.isEmpty ? nil : try Self.checked(TaskUID(uid)))
            }
            return VersionPointer(number: number, sha256: sha256, place: place, links: links)
        }

        static func checked<Value>(_ value: Value?) throws -> Value {
            guard let value else { throw damage }
            return value
        }
    }
}

extension SHA256Digest {
    /// The 32 bytes.
    var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, filled in
            for (place, digit) in hex.utf8.enumerated() {
                let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
                buffer[place / 2] = place.isMultiple(of: 2) ? value << 4 : buffer[place / 2] | value
            }
            filled = 32
        }
    }

    /// Makes a digest of its 32 bytes.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        let text = String(unsafeUninitializedCapacity: 64) { buffer in
            for (place, byte) in bytes.enumerated() {
                buffer[2 * place] = Self.digit(byte >> 4)
                buffer[2 * place + 1] = Self.digit(byte & 15)
            }
            return 64
        }
        self.init(hex: text)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
