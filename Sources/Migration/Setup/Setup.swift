public import PlatformStore
public import TaskModel

/// Making platforms.
public enum Setup {
    /// Makes a platform whose operator, and owner of its projects, is the user who makes it, with both switches off
    /// (§7 «Setting up»). With a group, the group's members may write too (mode 2770), otherwise nobody else (0700).
    ///
    /// Throws `already-exists` when the directory is there and not empty.
    public static func create(
        at path: String, name: PathName, projects: [PathName], group: String? = nil, by actor: Actor,
        now: Timestamp, using generator: inout some RandomNumberGenerator
    ) throws -> Platform {
        let settings = PlatformSettings(name: name, operators: [actor.user])
        let owner = Member(user: actor.user, role: .owner)
        let owned = projects.map { ($0, ProjectSettings(members: [owner])) }
        return try Platform.create(
            at: path, settings: settings, projects: owned, group: group, by: actor, at: now, using: &generator)
    }
}
