import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Who acts, and with which roles.
struct WhoamiCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "whoami", group: .look, audience: .everyone, summary: Words("我是谁，有什么角色", "who I am, and my roles"),
        examples: ["whoami"])

    func run(_ session: Session) throws -> CommandResult {
        let actor = try session.actor()
        let user = actor.actingFor ?? actor.user
        let workspace = session.platformDirectory == nil ? nil : try session.workspace()
        let project = workspace == nil ? nil : session.projectIfAny
        let permissions = try workspace?.permissions(in: project)
        var roles: [String] = []
        if permissions?.isOperator == true { roles.append("operator") }
        if permissions?.isPlatformAdministrator == true { roles.append("administrator") }
        if let role = permissions?.role { roles.append(role.rawValue) }
        return CommandResult(
            json: {
                [
                    "user": .text(user), "account": .text(actor.user),
                    "project": project.map(JSONValue.text) ?? .null, "roles": .array(roles.map(JSONValue.string)),
                ]
            },
            text: { screen in
                let language = screen.language
                let names = roles.map { Messages.role($0)[language] }
                let list = Phrase.joined(names, by: language == .zh ? "、" : ", ")
                var line: Phrase = "\(user)"
                if !names.isEmpty { line = "\(line)  \(list)" }
                if let project, permissions?.role != nil { line = "\(line)  \(project)" }
                screen.line(line)
            })
    }
}
