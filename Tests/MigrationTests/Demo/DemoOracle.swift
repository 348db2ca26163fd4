import Foundation
import TaskModel

@testable import Migration

/// A demonstration platform with its documents read, and a restatement of §3 and §8 that is as plain as can be, to
/// hold the demonstration's content against without the code that it demonstrates.
struct DemoOracle {
    /// A task with its document read.
    struct Entry {
        let task: DemoTask
        let document: TaskDocument

        var name: String { document.name.text }
        var uid: String { document.uid?.text ?? "" }
        var project: String { task.project }
    }

    let platform: DemoPlatform
    let entries: [Entry]

    init(_ platform: DemoPlatform) throws {
        self.platform = platform
        entries = try platform.tasks.map { task in
            let tree = try JSONParser.parse(Array(task.document.utf8), file: "task.json")
            var document = try TaskDocument(filesTree: tree, file: "task.json")
            try document.fillScripts(file: "task.json") { script in
                task.scripts.first { $0.name == script.file.text }?.bytes ?? []
            }
            return Entry(task: task, document: document)
        }
    }

    func entry(_ project: String, named name: String) -> Entry? {
        entries.first { $0.project == project && $0.name == name }
    }

    func entry(_ project: String, uid: String) -> Entry? {
        entries.first { $0.project == project && $0.uid == uid }
    }

    /// The names of a kind that exist for a project.
    func registered(_ kind: ReferenceKind, in project: String) -> [String] {
        let own = platform.projects.first { $0.name == project }
        return switch kind {
        case .qualityMonitor: own?.qualityMonitors ?? []
        case .syncTask: own?.syncTasks ?? []
        case .resourceGroup: platform.resourceGroups.map(\.name)
        case .queue: platform.queues
        }
    }

    func supports(_ type: NodeType) -> Bool {
        NodeType.builtIn.contains(type) || platform.nodeTypes.contains(type.text)
    }

    /// What is wrong with a schedule; nil when nothing is.
    static func problem(of schedule: Schedule) -> String? {
        if (try? CronExpression(schedule.cron)) == nil { return schedule.cron }
        if TimeZone(identifier: schedule.timeZone) == nil { return schedule.timeZone }
        for date in [schedule.effectiveFrom, schedule.effectiveUntil] where !date.isEmpty {
            if (try? CalendarDate(date)) == nil { return date }
        }
        return nil
    }
}

extension DemoOracle {
    /// Where a task of a batch comes down.
    struct Landing {
        let incoming: Entry
        let target: Entry?

        var uid: String { target?.uid ?? incoming.uid }

        var action: String {
            guard let target else { return "create" }
            if target.name != incoming.name { return "rename" }
            var same = incoming.document
            same.uid = target.document.uid
            return same == target.document ? "unchanged" : "overwrite"
        }
    }

    /// Identity, §3: by uid for the whole batch, then by name, else new.
    func landings(_ batch: [Entry]) -> [Landing] {
        let byUID = batch.map { entry($0.project, uid: $0.uid) }
        let claimed = Set(byUID.compactMap { $0?.uid })
        return zip(batch, byUID).map { incoming, found in
            let named = entry(incoming.project, named: incoming.name)
            return Landing(incoming: incoming, target: found ?? named.flatMap { claimed.contains($0.uid) ? nil : $0 })
        }
    }

    /// The findings of a batch imported here, as `code subject`, sorted.
    func findings(_ batch: [Entry], today: String = "2026-01-01") -> [String] {
        let landings = landings(batch)
        var findings = Set<String>()
        for landing in landings {
            let document = landing.incoming.document
            let project = landing.incoming.project
            for use in document.referenceUses where !registered(use.kind, in: project).contains(use.name.text) {
                findings.insert("\(use.kind.row.missingCode) \(use.name)")
            }
            for node in document.nodes where !supports(node.type) {
                findings.insert("unsupported-node-type \(node.type)")
            }
            for (role, link) in document.links {
                if let finding = finding(of: link, role, in: project, landings) { findings.insert(finding) }
            }
            if document.name.legalName == nil, landing.target?.name != landing.incoming.name {
                findings.insert("invalid-task-name \(landing.incoming.name)")
            }
            let others = entries.filter { other in
                other.project == project && other.name == landing.incoming.name
                    && !landings.contains { $0.uid == other.uid }
            }
            if !others.isEmpty { findings.insert("name-taken \(landing.incoming.name)") }
            guard let schedule = document.schedule else { continue }
            if let problem = Self.problem(of: schedule) {
                findings.insert("invalid-schedule \(problem)")
            } else if !schedule.effectiveUntil.isEmpty, schedule.effectiveUntil < today {
                findings.insert("schedule-expired \(schedule.effectiveUntil)")
            }
        }
        if landings.contains(where: { waitsForItself($0, landings) }) { findings.insert("dependency-cycle") }
        return findings.sorted()
    }

    private enum Resolution {
        case landing(Landing)
        case target(Entry)
        case missing
    }

    private func resolve(_ link: TaskLink, in project: String, _ landings: [Landing]) -> Resolution {
        let linked = link.project?.text ?? project
        let batch = landings.first { $0.incoming.project == linked && $0.incoming.name == link.name.text }
        if let batch { return .landing(batch) }
        guard let target = entry(linked, named: link.name.text), !landings.contains(where: { $0.uid == target.uid })
        else { return .missing }
        return .target(target)
    }

    private func finding(
        of link: TaskLink, _ role: TaskDocument.LinkRole, in project: String, _ landings: [Landing]
    ) -> String? {
        let linked = link.project?.text ?? project
        let isUpstream =
            switch role {
            case .upstream: true
            case .node: false
            }
        switch resolve(link, in: project, landings) {
        case .landing: return nil
        case .target(let target): return isUpstream && !target.task.online ? "upstream-not-online \(link.name)" : nil
        case .missing:
            guard isUpstream else { return "missing-referenced-task \(link.name)" }
            return platform.projects.contains { $0.name == linked }
                ? "missing-upstream-task \(link.name)" : "missing-upstream-project \(linked)"
        }
    }

    private func waitsForItself(_ start: Landing, _ landings: [Landing]) -> Bool {
        var seen = Set<String>()
        var waiting = [start.uid]
        while let uid = waiting.popLast() {
            let landing = landings.first { $0.uid == uid }
            guard let entry = landing?.incoming ?? entries.first(where: { $0.uid == uid }) else { continue }
            for (role, link) in entry.document.links where role.ordersRuns {
                let next: String?
                if landing != nil {
                    switch resolve(link, in: entry.project, landings) {
                    case .landing(let other): next = other.uid
                    case .target(let target): next = target.uid
                    case .missing: next = nil
                    }
                } else {
                    next = self.entry(link.project?.text ?? entry.project, named: link.name.text)?.uid
                }
                if next == start.uid { return true }
                if let next, seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return false
    }
}
