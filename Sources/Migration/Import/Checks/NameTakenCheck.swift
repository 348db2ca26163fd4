import PlatformStore
import TaskModel

extension Check {
    /// `name-taken`: after the import two tasks would have one name, or names that differ in case only (§3). Tasks that
    /// had such names before may keep them. Detail: the other task's name and uid.
    static let nameTaken = Check { context in
        try context.landings.compactMap { landing in
            let others = try context.view.tasks(context.project, foldedName: landing.name.text.caseFolded)
            let other = others.first { other in
                guard context.state.landings.landing(uid: other.record.uid) == nil else { return false }
                return other.record.name == landing.name || landing.target?.record.name != landing.name
            }
            guard let other else { return nil }
            return Finding(
                .nameTaken, landing.name.text, uses: [Finding.Use(landing.name)],
                detail: [other.record.name.text, other.record.uid.text])
        }
    }
}
