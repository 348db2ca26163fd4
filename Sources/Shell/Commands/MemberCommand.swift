import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Lists and sets people's roles (R2).
struct MemberCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "member", group: .setUp, audience: .everyone,
        summary: Words("成员及其角色", "lists people and sets their roles"),
        examples: ["member list", "member add 李澜 admin", "member add 韩雪 operator", "member remove 周牧"])

    static let completions: [String: ArgumentKind] = [
        "ROLE": .choice { _ in
            (Role.allCases.map(\.rawValue) + PlatformRole.allCases.map(\.rawValue)).map { ($0, Messages.role($0)) }
        }
    ]

    /// What can be done.
    enum Action: String, CaseIterable, ExpressibleByArgument {
        case list
        case add
        case remove
    }

    @Argument(help: .words("操作", "what to do"))
    var action = Action.list

    @Argument(help: .words("用户", "the user", value: "USER"))
    var user: String?

    @Argument(
        help: .words(
            "项目角色 owner、admin、developer、viewer；平台角色 operator、administrator",
            "owner, admin, developer, viewer of the project; operator, administrator of the platform", value: "ROLE"))
    var role: String?

    var changesRights: Bool { true }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        guard action != .list else {
            if let user { throw TaskferryError(.usage, subject: user, detail: "extra") }
            return Self.list(try workspace.members(of: session.project()))
        }
        guard let user else { throw TaskferryError(.missingArgument, subject: "USER", detail: "member") }
        guard let name = PathName(user) else { throw TaskferryError(.illegalName, subject: user) }
        let isAdding = action == .add
        if isAdding, role == nil { throw TaskferryError(.missingArgument, subject: "ROLE", detail: "member") }
        let changed: Bool
        if let role = role.flatMap(PlatformRole.init(rawValue:)) {
            changed = try workspace.setRole(role, of: name, holds: isAdding)
        } else if let role, Role(rawValue: role) == nil {
            let allowed = Role.allCases.map(\.rawValue) + PlatformRole.allCases.map(\.rawValue)
            throw TaskferryError(.invalidArgument, subject: role, detail: allowed.joined(separator: ", "))
        } else {
            let role = role.flatMap(Role.init(rawValue:))
            changed =
                if isAdding, let role {
                    try workspace.setRole(role, of: name, in: session.project())
                } else {
                    try workspace.removeRole(role, of: name, in: session.project())
                }
        }
        return .said(
            Self.words(name, role: role, isAdding: isAdding, changed: changed),
            [
                "user": .text(name), "role": role.map(JSONValue.string) ?? .null, "action": .string(action.rawValue),
                "changed": .bool(changed),
            ])
    }

    private static func words(_ user: PathName, role: String?, isAdding: Bool, changed: Bool) -> Words {
        let name = Messages.role(role ?? "")
        guard changed else {
            if isAdding { return Words("\(user) 已经是\(name.zh)", "\(user) is \(name.en) already.") }
            return role == nil
                ? Words("\(user) 不是成员", "\(user) is not a member.")
                : Words("\(user) 不是\(name.zh)，没有改变", "\(user) is not \(name.en); nothing was changed.")
        }
        return isAdding
            ? Words("\(user) 现在是\(name.zh)", "\(user) is \(name.en) now.")
            : Words(
                "\(user) 不再是\(role == nil ? "成员" : name.zh)",
                "\(user) is no longer \(role == nil ? "a member" : name.en).")
    }

    private static func list(_ members: [RoleHolder]) -> CommandResult {
        CommandResult(
            json: {
                [
                    "members": .array(
                        members.map {
                            .object([
                                "user": .text($0.user), "role": .string($0.role),
                                "project": $0.project.map(JSONValue.text) ?? .null,
                            ])
                        })
                ]
            },
            text: { screen in
                var table = screen.newTable([Words("用户", "user"), Words("角色", "role"), Words("项目", "project")])
                for member in members {
                    table.add(texts: [
                        member.user.text, Messages.role(member.role)[screen.language].plain, member.project?.text ?? "",
                    ])
                }
                screen.table(table)
            })
    }
}
