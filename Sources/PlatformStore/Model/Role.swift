public import TaskModel

/// What a member may do in a project (§4).
public enum Role: String, CaseIterable, Sendable {
    /// 项目负责人.
    case owner
    /// 管理员.
    case admin
    /// Loads and submits tasks.
    case developer
    /// Looks.
    case viewer
}

/// A member of a project.
public struct Member: Hashable, Sendable {
    /// The user.
    public var user: PathName
    /// What the user may do.
    public var role: Role

    /// Makes a member.
    public init(user: PathName, role: Role) {
        self.user = user
        self.role = role
    }
}

/// Whether packages must be signed to be imported (§6).
public enum SignaturePolicy: String, CaseIterable, Sendable {
    /// They need not be.
    case optional
    /// They must be.
    case required
}

/// A resource group of the platform: what tasks name, and the id that the platform knows it by.
public struct ResourceGroup: Hashable, Sendable {
    /// The name.
    public var name: RegistryName
    /// The id; goes along in packages for information.
    public var id: String

    /// Makes a resource group.
    public init(name: RegistryName, id: String) {
        self.name = name
        self.id = id
    }
}
