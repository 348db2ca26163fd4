import Foundation
import PlatformStore
import TaskModel

@testable import Migration

extension TestPlatform {
    /// The whole state of the project and of others: content, versions, what links resolve to and what the last imports
    /// left; no generation, user or time. Without `importNumbers` the imports may have been numbered otherwise.
    func whole(and others: [PathName], importNumbers: Bool = true) throws -> [String] {
        let snapshot = try workspace.platform.snapshot()
        var lines: [String] = []
        for project in [project] + others {
            try snapshot.forEachTask(project) { record in
                let mark = record.lastImport.map { "\(importNumbers ? $0.number : 0) \($0.version) \($0.name)" } ?? "-"
                lines.append("\(project) \(record.name) \(record.owner) \(record.directory) \(mark)")
                for version in [record.development, record.online] {
                    lines.append("\(version?.number ?? 0)")
                    lines += version?.links.map { "\($0.role) \($0.project)/\($0.name) \($0.uid?.text ?? "-")" } ?? []
                }
                return true
            }
        }
        return try state() + lines
    }

    /// Every task of the project and of others.
    func records(and others: [PathName]) throws -> [TaskKey: TaskRecord] {
        let snapshot = try workspace.platform.snapshot()
        var records: [TaskKey: TaskRecord] = [:]
        for project in [project] + others {
            try snapshot.forEachTask(project) { record in
                records[record.key] = record
                return true
            }
        }
        return records
    }
}
