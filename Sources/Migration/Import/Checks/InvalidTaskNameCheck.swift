import PlatformStore
import TaskModel

extension Check {
    /// `invalid-task-name`: the name is not legal, and the task it lands on does not have it already (§3).
    static let invalidTaskName = Check { context in
        context.landings.compactMap { landing in
            guard landing.name.legalName == nil, landing.target?.record.name != landing.name else { return nil }
            return Finding(.invalidTaskName, landing.name.text, uses: [Finding.Use(landing.name)])
        }
    }
}
