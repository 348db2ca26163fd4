import PlatformStore
public import TaskModel

/// Who has which name and uid once an undoing is written.
struct FinalTasks {
    private let snapshot: Snapshot
    private let writes: [TaskWrite]
    private let written: [TaskKey: TaskWrite]
    private let removed: Set<TaskKey>
    private let byName: [Name: TaskWrite]

    struct Name: Hashable {
        let project: PathName
        let name: TaskLabel
    }

    init(_ writes: [TaskWrite], _ removals: [TaskKey], _ snapshot: Snapshot) {
        self.snapshot = snapshot
        self.writes = writes
        written = Dictionary(writes.map { ($0.key, $0) }) { first, _ in first }
        removed = Set(removals)
        byName = Dictionary(writes.map { (Name(project: $0.project, name: $0.name), $0) }) { first, _ in first }
    }

    /// Whether a task of a name will be there.
    func hasTask(_ name: Name) throws -> Bool {
        if byName[name] != nil { return true }
        guard let record = try snapshot.task(name.project, named: name.name) else { return false }
        return isUntouched(record)
    }

    /// Throws `name-taken` when a name that comes back is another task's, but for case as well if that one has got it
    /// since; `identity-taken` when a bound uid that comes back is.
    func verify(since history: LaterChanges) throws {
        for write in writes {
            guard let present = try snapshot.task(write.project, uid: write.uid) else { continue }
            if present.name != write.name { try verify(write.name, of: write, history) }
            for bound in write.boundUIDs where !present.boundUIDs.contains(bound) {
                guard let other = try snapshot.task(write.project, uid: bound.uid), other.key != write.key,
                    !removed.contains(other.key)
                else { continue }
                let isKept =
                    other.uid == bound.uid
                    || written[other.key]?.boundUIDs.contains { $0.uid == bound.uid } ?? true
                if isKept {
                    throw TaskferryError(.identityTaken, subject: bound.uid.text, detail: other.name.text)
                }
            }
        }
    }

    private func verify(_ name: TaskLabel, of write: TaskWrite, _ history: LaterChanges) throws {
        if let other = byName[Name(project: write.project, name: name)], other.key != write.key {
            throw TaskferryError(.nameTaken, subject: name.text, detail: other.name.text)
        }
        for other in try snapshot.tasks(write.project, foldedName: name.text.caseFolded) where isUntouched(other) {
            if try other.name == name || history.gaveName(to: other) {
                throw TaskferryError(.nameTaken, subject: name.text, detail: other.name.text)
            }
        }
    }

    /// Whether a task keeps its name.
    private func isUntouched(_ record: TaskRecord) -> Bool {
        !removed.contains(record.key) && written[record.key].map { $0.name == record.name } ?? true
    }
}

/// A link that nobody's name answers to any more once an import is undone.
public struct OpenedReference: Sendable, Hashable, Comparable {
    /// The project of the task with the link.
    public let project: PathName
    /// The task with the link.
    public let task: TaskLabel
    /// The name that it refers to.
    public let target: TaskLabel

    /// Order by project, task and name.
    public static func < (left: OpenedReference, right: OpenedReference) -> Bool {
        if left.project != right.project { return left.project < right.project }
        return left.task == right.task ? left.target < right.target : left.task < right.task
    }

    /// The links that will be open to names which their tasks give up.
    static func all(_ writes: [TaskWrite], _ removals: [TaskKey], _ snapshot: Snapshot) throws -> [OpenedReference] {
        let final = FinalTasks(writes, removals, snapshot)
        var lost: [TaskKey: TaskLabel] = [:]
        var names = Set<FinalTasks.Name>()
        for key in removals + writes.map(\.key) {
            guard let record = try snapshot.task(key.project, uid: key.uid) else { continue }
            if removals.contains(key) { lost[key] = record.name }
            let name = FinalTasks.Name(project: key.project, name: record.name)
            if try !final.hasTask(name) { names.insert(name) }
        }
        var found = Set<OpenedReference>()
        func look(_ versions: [VersionPointer], of name: TaskLabel, in project: PathName) {
            for link in versions.flatMap(\.links) {
                var target = link.uid == nil ? link.name : nil
                if let uid = link.uid { target = lost[TaskKey(project: link.project, uid: uid)] }
                guard let target, names.contains(FinalTasks.Name(project: link.project, name: target)) else { continue }
                found.insert(OpenedReference(project: project, task: name, target: target))
            }
        }
        for write in writes {
            look([write.development, write.online].compactMap(\.pointer), of: write.name, in: write.project)
        }
        let settled = Set(writes.map(\.key) + removals)
        for key in lost.keys {
            for record in try snapshot.referrers(to: key.uid, in: key.project) where !settled.contains(record.key) {
                look(record.sides, of: record.name, in: record.project)
            }
        }
        return found.sorted()
    }
}

extension VersionChoice {
    /// The version that is chosen exactly.
    fileprivate var pointer: VersionPointer? {
        if case .exactly(let pointer) = self { pointer } else { nil }
    }
}
