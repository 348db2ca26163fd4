import PlatformStore
import TaskModel

extension Check {
    /// `identity-replaced`: a target task found by name was bound to another uid of the same source platform, which the
    /// new one replaces (§3). The subject is the task; detail: the old uids and the new one.
    static let identityReplaced = Check { context in
        context.landings.compactMap { landing in
            guard landing.isByName, !landing.replaced.isEmpty else { return nil }
            return Finding(
                .identityReplaced, landing.name.text, uses: [Finding.Use(landing.name)],
                detail: [landing.replaced.map(\.text).joined(separator: ", "), landing.uid.text])
        }
    }
}
