import PlatformStore
import TaskModel

extension Check {
    /// `target-changed`: the target changed a task since its last import (R24). Detail: user, time, the changed fields.
    static let targetChanged = conflicts(.targetChanged, .changedSinceImport)

    /// `unsubmitted-changes`: the target has changes in development that are not online. Detail: user, time, the fields.
    static let unsubmittedChanges = conflicts(.unsubmittedChanges, .unsubmitted)

    private static func conflicts(_ code: FindingCode, _ kind: Conflict.Kind) -> Check {
        Check { context in
            context.conflicts.filter { $0.kind == kind }.map { conflict in
                Finding(
                    code, conflict.targetName.text, uses: [Finding.Use(conflict.name)],
                    detail: [conflict.author?.user.text ?? "", conflict.author?.time.text ?? ""] + conflict.fields,
                    severity: context.policy == .stop ? .error : .warning)
            }
        }
    }
}
