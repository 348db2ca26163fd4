public import PlatformStore
public import TaskModel

/// A role at the platform as a whole.
public enum PlatformRole: String, CaseIterable, Sendable {
    /// 运维人员: sets switches, people and the platform's registry.
    case `operator`
    /// Administrator of all projects.
    case administrator
}

/// Somebody with a role, in a project or at the platform.
public struct RoleHolder: Sendable {
    /// The user.
    public let user: PathName
    /// The role's word.
    public let role: String
    /// The project; nil: the platform as a whole.
    public let project: PathName?
}

extension Workspace {
    /// Takes a role in a project away from a user who has it; nil: whatever role that is. Returns whether that changed
    /// anything. Throws `last-holder` when the project would be left without an owner.
    public func removeRole(_ role: Role?, of user: PathName, in project: PathName) throws -> Bool {
        try setRole(nil, of: user, in: project) { role == nil || $0 == role }
    }

    /// Gives a user a role in a project, instead of the one there. Returns whether that changed anything. Throws
    /// `last-holder` when the project would be left without an owner.
    public func setRole(_ role: Role, of user: PathName, in project: PathName) throws -> Bool {
        try setRole(role, of: user, in: project) { _ in true }
    }

    private func setRole(
        _ role: Role?, of user: PathName, in project: PathName, where replaces: (Role?) -> Bool
    ) throws -> Bool {
        try write { writer in
            let snapshot = writer.snapshot
            // Operators set the people, owners and administrators their project's (§3 «Rights»).
            if try !permissions(in: project, snapshot).isOperator { try require(.manageProject, in: project, snapshot) }
            var settings = try projectSettings(project, snapshot)
            let held = settings.role(of: user)
            guard held != role, replaces(held) else { return false }
            if let role { settings.setRole(role, of: user) } else { settings.removeMember(user) }
            guard settings.members.contains(where: { $0.role == .owner }) else {
                throw TaskferryError(.lastHolder, subject: user.text, detail: Role.owner.rawValue)
            }
            _ = try writer.commit(
                CommitRequest(
                    kind: "members", actor: actor, time: surroundings.now(),
                    summary: ["user": .text(user), "role": .string(role?.rawValue ?? ""), "project": .text(project)],
                    projectSettings: [(project, settings)]))
            return true
        }
    }

    /// Gives a user a role at the platform or takes it away; only operators may, and one is always left.
    public func setRole(_ role: PlatformRole, of user: PathName, holds: Bool) throws -> Bool {
        try changePlatform("members", ["user": .text(user), role.rawValue: .bool(holds)]) { settings in
            switch role {
            case .operator: _ = holds ? settings.addOperator(user) : settings.removeOperator(user)
            case .administrator: _ = holds ? settings.addAdministrator(user) : settings.removeAdministrator(user)
            }
            guard !settings.operators.isEmpty else {
                throw TaskferryError(.lastHolder, subject: user.text, detail: role.rawValue)
            }
        }
    }

    /// Who has which role: at the platform, then in the project.
    public func members(of project: PathName) throws -> [RoleHolder] {
        let snapshot = try platform.snapshot()
        let settings = snapshot.settings
        return settings.operators.map { RoleHolder(user: $0, role: PlatformRole.operator.rawValue, project: nil) }
            + settings.administrators.map {
                RoleHolder(user: $0, role: PlatformRole.administrator.rawValue, project: nil)
            }
            + (try projectSettings(project, snapshot).members.map {
                RoleHolder(user: $0.user, role: $0.role.rawValue, project: project)
            })
    }
}
