public import TaskModel

/// How many tasks a plan creates, overwrites, renames and leaves as they are, and how many the target keeps because of
/// its own changes (R24): those count as nothing else.
public struct PlanCounts: Sendable, Equatable {
    /// How many tasks with which action.
    public let actions: [PlannedTask.Action: Int]
    /// How many are kept.
    public let kept: Int

    /// Counts the tasks of a plan.
    public init(_ plan: [PlannedTask]) {
        var actions: [PlannedTask.Action: Int] = [:]
        for task in plan where !task.isKept { actions[task.action, default: 0] += 1 }
        self.actions = actions
        kept = plan.count(where: \.isKept)
    }

    /// Reads them from an import's summary.
    init(_ summary: JSONObject?) {
        var actions: [PlannedTask.Action: Int] = [:]
        for action in PlannedTask.Action.allCases { actions[action] = summary?[action.rawValue]?.integer ?? 0 }
        self.actions = actions
        kept = summary?["kept"]?.integer ?? 0
    }

    /// The counts by key.
    public var tree: JSONObject {
        var tree = JSONObject(
            members: PlannedTask.Action.allCases.map {
                JSONObject.Member(key: $0.rawValue, value: .integer(actions[$0] ?? 0))
            })
        tree["kept"] = .integer(kept)
        return tree
    }
}
