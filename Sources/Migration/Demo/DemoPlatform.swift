/// What one demonstration platform is made of.
struct DemoPlatform: Sendable {
    /// Its directory below the one that `demo` is given.
    let folder: String
    /// Its name.
    let name: String
    /// Whether its export switch is on (R1).
    let batchExport: Bool
    /// Whether its import switch is on (R1).
    let batchImport: Bool
    /// Its projects.
    let projects: [DemoProject]
    /// Its resource groups.
    let resourceGroups: [DemoResourceGroup]
    /// Its queues.
    let queues: [String]
    /// The node types that it supports beyond the built-in ones.
    let nodeTypes: [String]
    /// Its tasks, each after those that it has links to, so that they can be loaded one generation at a time.
    let tasks: [DemoTask]
}

/// A project of a demonstration platform. Whoever makes the platform becomes its owner.
struct DemoProject: Sendable {
    /// Its name.
    let name: String
    /// Its task directories.
    let directories: [String]
    /// Its quality monitors.
    let qualityMonitors: [String]
    /// Its offline sync tasks.
    let syncTasks: [String]
    /// Its members besides the owner.
    let members: [DemoMember]
}

/// A member of a project.
struct DemoMember: Sendable {
    /// The account.
    let user: String
    /// The role: `admin` or `developer`.
    let role: String
}

/// A resource group of a platform.
struct DemoResourceGroup: Sendable {
    /// Its name, by which it is found at another platform (R15).
    let name: String
    /// Its id, which differs from platform to platform.
    let id: String
}
