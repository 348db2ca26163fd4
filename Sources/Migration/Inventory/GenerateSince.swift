import PlatformStore
import TaskModel

extension Workspace {
    /// The part of a batch that a target does not have yet, by its inventory: other content online, another name, or a uid
    /// not bound there. Throws `nothing-differs` when that is none of it.
    func differing(
        _ report: MatchReport, since inventory: Inventory, project: PathName, _ snapshot: Snapshot
    ) throws -> (report: MatchReport, leftOut: [TaskLabel]) {
        let facts = inventory.facts
        let view = InventoryView(inventory)
        let incoming = try report.matched.compactMap { task -> IncomingTask? in
            try surroundings.cancelled()
            guard let record = try snapshot.task(project, uid: task.uid), let online = record.online else { return nil }
            return IncomingTask(
                name: record.name, document: try snapshot.document(record, online), uid: record.uid,
                bound: record.boundUIDs, folderDiffers: false, unknownKeys: [])
        }
        let state = FinalState(
            project: facts.project,
            landings: try Landings(
                incoming, sourcePlatform: snapshot.platformID, project: facts.project, view: view),
            view: view)
        let same = try state.landings.all.filter { landing in
            guard let target = landing.target, target.record.name == landing.name, !landing.bindsAnew else {
                return false
            }
            return state.content(of: landing).equals(try state.content(of: target, .online))
        }
        let leftOut = Set(same.map(\.name))
        let matched = report.matched.filter { !leftOut.contains($0.name) }
        guard !matched.isEmpty else {
            throw TaskferryError(.nothingDiffers, subject: "\(report.matched.count)", detail: facts.platformName.text)
        }
        let list = leftOut.isEmpty ? report.list : try NameList(arguments: matched.map(\.name.text))
        return (MatchReport(list: list, matched: matched, failed: []), same.map(\.name))
    }
}
