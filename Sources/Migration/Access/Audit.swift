import PlatformStore
import TaskModel

extension Workspace {
    /// Notes what changed nothing (§5): generate, export, check, refused imports.
    func audit(_ action: String, project: PathName, facts: JSONObject) throws {
        var entry = facts
        entry["action"] = .string(action)
        entry["project"] = .text(project)
        entry["time"] = .string(surroundings.now().text)
        entry["user"] = .text(actor.user)
        entry["actingFor"] = actor.actingFor.map(JSONValue.text)
        try platform.appendAudit(entry)
    }
}
