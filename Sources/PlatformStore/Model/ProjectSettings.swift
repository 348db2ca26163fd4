public import TaskModel

/// What a project's owner and administrators set: one revision of `settings/projects/<project>.<n>.json` (§5).
public struct ProjectSettings: Sendable, Equatable {
    /// The members, sorted by user, each once.
    public private(set) var members: [Member]
    /// The task directories, sorted, without `/`, which always exists.
    public private(set) var directories: [TaskDirectory]
    /// Keys not known, as they were.
    public var extra: JSONObject
    private var registry: Registry

    /// A project with these members and nothing else.
    public init(members: [Member] = []) {
        var seen = Set<PathName>()
        self.members = members.filter { seen.insert($0.user).inserted }.sorted { $0.user < $1.user }
        directories = []
        extra = JSONObject()
        registry = Registry(.project)
    }

    // MARK: Members

    /// A user's role; nil for who is no member.
    public func role(of user: PathName) -> Role? { members.first { $0.user == user }?.role }

    /// Gives a user a role; false when the user has it already.
    @discardableResult public mutating func setRole(_ role: Role, of user: PathName) -> Bool {
        guard self.role(of: user) != role else { return false }
        members.removeAll { $0.user == user }
        members.append(Member(user: user, role: role))
        members.sort { $0.user < $1.user }
        return true
    }

    /// Takes a member away; false when the user is none.
    @discardableResult public mutating func removeMember(_ user: PathName) -> Bool {
        guard let place = members.firstIndex(where: { $0.user == user }) else { return false }
        members.remove(at: place)
        return true
    }

    // MARK: Directories

    /// Whether a task directory exists; `/` always does.
    public func hasDirectory(_ directory: TaskDirectory) -> Bool {
        directory == .root || directories.contains(directory)
    }

    /// Makes a task directory; false when it exists.
    @discardableResult public mutating func addDirectory(_ directory: TaskDirectory) -> Bool {
        directory == .root ? false : insert(directory, into: &directories)
    }

    /// Takes a task directory away; false when it is not there, and for `/`.
    @discardableResult public mutating func removeDirectory(_ directory: TaskDirectory) -> Bool {
        take(directory, from: &directories)
    }

    // MARK: Registry

    /// The registered names of a kind, sorted; none for a kind that the platform registers.
    public func names(of kind: ReferenceKind) -> [RegistryName] { registry.names(kind) }

    /// Whether a name is registered.
    public func contains(_ name: RegistryName, of kind: ReferenceKind) -> Bool { registry.contains(name, kind) }

    /// Registers a name; false when it is there already, or the kind is not the project's.
    @discardableResult public mutating func add(_ name: RegistryName, to kind: ReferenceKind, id: String = "") -> Bool {
        registry.add(name, kind, id: id)
    }

    /// Takes a name out of the registry; false when it is not there.
    @discardableResult public mutating func remove(_ name: RegistryName, from kind: ReferenceKind) -> Bool {
        registry.remove(name, kind)
    }
}

extension ProjectSettings {
    static let format = 1

    init(_ tree: JSONValue, file: String) throws {
        var reader = try ObjectReader(tree, file: file)
        try reader.expectFormat(atMost: Self.format)
        self.init(
            members: try reader.nestedList("members").map { member in
                var member = member
                return Member(
                    user: try member.required("user", PathName.init),
                    role: try member.required("role", Role.init(rawValue:)))
            })
        directories = Set(try reader.names("directories", TaskDirectory.init)).subtracting([.root]).sorted()
        registry = try Registry(.project, &reader)
        extra = reader.rest
    }

    var tree: JSONValue {
        var object = extra
        object["format"] = .integer(Self.format)
        let people = members.map { JSONValue.object(["role": .string($0.role.rawValue), "user": .text($0.user)]) }
        object["members"] = people.isEmpty ? nil : .array(people)
        object["directories"] = directories.isEmpty ? nil : .array(directories.map(JSONValue.text))
        registry.write(into: &object)
        return .object(object)
    }
}
