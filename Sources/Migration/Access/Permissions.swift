public import PlatformStore
public import TaskModel

/// What a user may do at a platform and in one of its projects (R1, R2, §3 «Rights»).
public struct Permissions: Sendable {
    /// Sets switches, people and the platform's registry.
    public let isOperator: Bool
    /// Administrator of the whole platform.
    public let isPlatformAdministrator: Bool
    /// The role in the project; nil: not a member, or no project.
    public let role: Role?
    /// Whether the platform lets batches out (R1).
    public let exportIsOn: Bool
    /// Whether the platform lets batches in (R1).
    public let importIsOn: Bool

    /// Whether the user may use export and import at all (R2).
    public var mayMigrate: Bool { isPlatformAdministrator || role == .owner || role == .admin }
    /// Whether the user may keep the project's members and registry.
    public var mayManageProject: Bool { mayMigrate }
    /// Whether the user may load tasks and bring them online.
    public var mayDevelop: Bool { mayMigrate || role == .developer }
    /// Whether the export side's commands are the user's to use here.
    public var mayExport: Bool { mayMigrate && exportIsOn }
    /// Whether the import side's commands are the user's to use here.
    public var mayImport: Bool { mayMigrate && importIsOn }
}

/// A right that a service asks for.
enum Right: String {
    case operate = "operator"
    case manageProject = "admin"
    case develop = "developer"
    case export = "export"
    case `import` = "import"
}

extension Workspace {
    /// What the user may do in a project; nil asks for the platform alone.
    public func permissions(in project: PathName?) throws -> Permissions {
        try permissions(in: project, platform.snapshot())
    }

    /// What the user may do in at least one project, for whoever has not chosen one yet.
    public func widestPermissions() throws -> Permissions {
        let snapshot = try platform.snapshot()
        var widest = try permissions(in: nil, snapshot)
        for project in snapshot.projectNames where !widest.mayMigrate {
            let found = try permissions(in: project, snapshot)
            if found.mayMigrate || widest.role == nil || found.mayDevelop { widest = found }
        }
        return widest
    }

    func permissions(in project: PathName?, _ snapshot: Snapshot) throws -> Permissions {
        let settings = snapshot.settings
        return Permissions(
            isOperator: settings.operators.contains(user),
            isPlatformAdministrator: settings.administrators.contains(user),
            role: try project.flatMap { try snapshot.project($0)?.role(of: user) }, exportIsOn: settings.batchExport,
            importIsOn: settings.batchImport)
    }

    /// Throws `not-permitted` without the right, and `switched-off` when the platform does not do that side; the right
    /// comes first, so that nobody learns about switches that are not theirs to use.
    func require(_ right: Right, in project: PathName? = nil, _ snapshot: Snapshot) throws {
        let permissions = try permissions(in: project, snapshot)
        if let project, try snapshot.project(project) == nil {
            throw TaskferryError(
                .unknownProject, subject: project.text,
                detail: snapshot.projectNames.map(\.text).joined(separator: ", "))
        }
        let isAllowed =
            switch right {
            case .operate: permissions.isOperator
            case .manageProject: permissions.mayManageProject
            case .develop: permissions.mayDevelop
            case .export, .import: permissions.mayMigrate
            }
        guard isAllowed else {
            throw TaskferryError(.notPermitted, subject: project?.text ?? "", detail: right.rawValue)
        }
        if right == .export && !permissions.exportIsOn || right == .import && !permissions.importIsOn {
            throw TaskferryError(.switchedOff, subject: snapshot.settings.name.text, detail: right.rawValue)
        }
    }
}
