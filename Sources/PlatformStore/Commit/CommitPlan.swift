import TaskModel

/// The records that a commit changes, with links resolved on the state that the commit leads to (§3 «Links»).
struct CommitPlan {
    /// One task to be written.
    struct Change {
        let key: TaskKey
        var before: TaskRecord?
        /// As it is to be; nil: taken away. Pointers of the version to be written are still missing.
        var after: TaskRecord?
        var newVersion: NewVersion?
        var importNumber: Int?
    }

    /// A version to be written, and which sides of the task get it.
    struct NewVersion {
        var document: TaskDocument
        var links: [ResolvedLink]
        var isDevelopment = false
        var isOnline = false
    }

    /// Sorted by project and uid, so that the same request gives the same bytes.
    private(set) var changes: [Change] = []

    private struct NameKey: Hashable {
        let project: PathName
        let name: TaskLabel
    }

    private let snapshot: Snapshot
    private let generation: Int
    /// Who has a name after the commit, for the names that it gives or frees; nil: nobody.
    private var holders: [NameKey: TaskUID?] = [:]
    /// The tasks taken away, with their last name.
    private var removed: [TaskKey: TaskLabel] = [:]
    private var taken: [NameKey] = []
    private var written = Set<TaskKey>()

    /// Throws `name-exists`, `unknown-project` or `damaged-store` before anything is written when the request leads to
    /// a state that must not be.
    init(_ request: CommitRequest, _ snapshot: Snapshot, generation: Int) throws {
        self.snapshot = snapshot
        self.generation = generation
        var projects = Set(snapshot.projectNames)
        for (name, _) in request.projectSettings { projects.insert(name) }
        var drafts: [TaskKey: (write: TaskWrite?, before: TaskRecord?)] = [:]
        for write in request.tasks {
            guard projects.contains(write.project) else {
                throw TaskferryError(.unknownProject, subject: write.project.text)
            }
            let key = TaskKey(project: write.project, uid: write.uid)
            let before = try snapshot.task(ownUID: write.uid, in: write.project)
            guard drafts.updateValue((write, before), forKey: key) == nil else { throw Self.twice(write.uid) }
        }
        for key in request.removals {
            guard let before = try snapshot.task(ownUID: key.uid, in: key.project),
                drafts.updateValue((nil, before), forKey: key) == nil
            else { throw Self.twice(key.uid) }
            removed[key] = before.name
        }
        written = Set(drafts.filter { $0.value.write != nil }.keys)
        try settleNames(drafts)
        try settleUIDs(drafts)

        var changed: [TaskKey: Change] = [:]
        for (key, draft) in drafts {
            changed[key] = try change(key, draft.write, draft.before)
        }
        try bindReferrers(&changed)
        changes = changed.keys.sorted().compactMap { changed[$0] }.filter(\.isReal)
    }

    // MARK: Names and uids

    private mutating func settleNames(_ drafts: [TaskKey: (write: TaskWrite?, before: TaskRecord?)]) throws {
        for (key, draft) in drafts {
            guard let before = draft.before, draft.write?.name != before.name else { continue }
            holders.updateValue(nil, forKey: NameKey(project: key.project, name: before.name))
        }
        for (key, draft) in drafts {
            guard let write = draft.write else { continue }
            let name = NameKey(project: key.project, name: write.name)
            if let other = holders[name] ?? nil, other != key.uid {
                throw TaskferryError(.nameExists, subject: write.name.text)
            }
            let isFreed = holders[name] != nil
            let isNew = draft.before?.name != write.name
            if isNew, !isFreed, try snapshot.holder(of: write.name, in: key.project) != nil {
                throw TaskferryError(.nameExists, subject: write.name.text)
            }
            holders.updateValue(key.uid, forKey: name)
            if isNew { taken.append(name) }
        }
    }

    private func settleUIDs(_ drafts: [TaskKey: (write: TaskWrite?, before: TaskRecord?)]) throws {
        var owners: [TaskKey: TaskUID] = [:]
        for (key, draft) in drafts {
            guard let write = draft.write else { continue }
            for uid in [write.uid] + write.boundUIDs.map(\.uid) {
                let known = TaskKey(project: key.project, uid: uid)
                guard owners.updateValue(key.uid, forKey: known) == nil else { throw Self.twice(uid) }
                if let other = try snapshot.owner(of: uid, in: key.project), other != key.uid,
                    drafts[TaskKey(project: key.project, uid: other)] == nil
                {
                    throw Self.twice(uid)
                }
            }
        }
    }

    private static func twice(_ uid: TaskUID) -> TaskferryError {
        damaged(uid.text, "the commit would give one uid to two tasks, or takes away a task that is not there")
    }

    // MARK: Versions and links

    private func change(_ key: TaskKey, _ write: TaskWrite?, _ before: TaskRecord?) throws -> Change {
        guard let write else { return Change(key: key, before: before, after: nil, newVersion: nil) }
        var newVersion = try write.newVersion.map { document in
            NewVersion(
                document: document,
                links: try document.links.map { pair in
                    let project = pair.link.project ?? write.project
                    return ResolvedLink(
                        role: pair.role, project: project, name: pair.link.name,
                        uid: try holder(of: pair.link.name, in: project))
                })
        }
        func side(_ choice: VersionChoice, _ current: VersionPointer?) throws -> VersionPointer? {
            switch choice {
            case .keep: return try current.map { try relinked($0) }
            case .version(let pointer):
                let known = [before?.development, before?.online].compactMap { $0 }
                return try relinked(known.first { $0.number == pointer.number } ?? pointer, isOld: true)
            case .exactly(let pointer): return try relinked(pointer, isOld: true)
            case .new:
                guard newVersion != nil else { throw damaged(write.uid.text, "the commit has no new version of it") }
                return nil
            case .development, .none: return nil
            }
        }
        var after = TaskRecord(
            project: write.project, uid: write.uid, boundUIDs: write.boundUIDs, name: write.name,
            directory: write.directory, owner: write.owner, alarms: write.alarms, lastImport: write.lastImport,
            last: before?.last,
            development: try side(write.development, before?.development),
            online: try side(write.online, before?.online), generation: generation)
        if case .new = write.development { newVersion?.isDevelopment = true }
        if case .new = write.online { newVersion?.isOnline = true }
        if case .development = write.online {
            after.online = after.development
            if newVersion?.isDevelopment == true { newVersion?.isOnline = true }
        }
        if let number = write.importNumber { after.lastImport = ImportMark(number: number, on: after) }
        return Change(
            key: key, before: before, after: after.normalized, newVersion: newVersion, importNumber: write.importNumber)
    }

    /// A version's links as they resolve after the commit: what is bound stays bound, whatever it is called now. An old
    /// version may be bound to tasks that are long gone.
    private func relinked(_ pointer: VersionPointer, isOld: Bool = false) throws -> VersionPointer {
        var pointer = pointer
        for index in pointer.links.indices {
            let link = pointer.links[index]
            if let uid = link.uid {
                let key = TaskKey(project: link.project, uid: uid)
                let lastName = try removed[key] ?? (isOld && !exists(key) ? link.name : nil)
                guard let lastName else { continue }
                pointer.links[index].name = lastName
                pointer.links[index].uid = try holder(of: lastName, in: link.project)
            } else {
                pointer.links[index].uid = try holder(of: link.name, in: link.project)
            }
        }
        return pointer
    }

    private func exists(_ key: TaskKey) throws -> Bool {
        if removed[key] != nil { return false }
        return try written.contains(key) || snapshot.name(ownUID: key.uid, in: key.project) != nil
    }

    private func holder(of name: TaskLabel, in project: PathName) throws -> TaskUID? {
        if let settled = holders[NameKey(project: project, name: name)] { return settled }
        return try snapshot.holder(of: name, in: project)
    }

    /// Tasks that are not written but refer to a name that is taken now, or to a task that is gone.
    private func bindReferrers(_ changed: inout [TaskKey: Change]) throws {
        var records: [TaskRecord] = []
        for name in taken { records += try snapshot.records(waitingFor: name.name, in: name.project) }
        for key in removed.keys { records += try snapshot.referrers(to: key.uid, in: key.project) }
        for record in records where changed[record.key] == nil {
            var after = record
            after.generation = generation
            after.development = try record.development.map { try relinked($0) }
            after.online = try record.online.map { try relinked($0) }
            changed[record.key] = Change(key: record.key, before: record, after: after.normalized, newVersion: nil)
        }
    }
}

extension CommitPlan.Change {
    fileprivate var isReal: Bool {
        guard newVersion == nil, let before, let after else { return true }
        return !before.hasSameContent(as: after)
    }
}

extension TaskRecord {
    /// The task that it is of.
    public var key: TaskKey { TaskKey(project: project, uid: uid) }

    /// The same record with one and the same pointer wherever one and the same version is pointed at; the newest
    /// version has its links only as a side of the task.
    var normalized: TaskRecord {
        var record = self
        if let development, online?.number == development.number { record.online = development }
        if let last {
            let side = [development, online].compactMap { $0 }.first { $0.number == last.number }
            record.last = side ?? VersionPointer(number: last.number, sha256: last.sha256, place: last.place, links: [])
        }
        return record
    }
}
