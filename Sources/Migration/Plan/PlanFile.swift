import FileIO
import PlatformStore
public import TaskModel
import TaskPackage

/// A plan on disk (R21): what a check found and would do, bound to the package, the platform and the versions of its
/// tasks, so that `import --plan` does exactly that or nothing.
public struct PlanFile: Sendable {
    /// The options that the plan was made with; the import takes them from here (§3).
    public let options: ImportOptions
    /// The project that it is for.
    public let project: PathName
    private let platformID: String
    private let tree: JSONObject
    /// Where it was read from; nil for one that was just made.
    private let path: String?

    static let format = 1

    /// The plan of a check.
    init(_ report: CheckReport, platformID: String) {
        options = report.options
        project = report.project
        self.platformID = platformID
        tree = Self.tree(report, platformID: platformID)
        path = nil
    }

    /// Reads a plan. Throws `bad-file`, `bad-json` or `bad-document`.
    public init(file path: String) throws {
        let value = try JSONParser.parse(Files.read(path), file: path)
        var reader = try ObjectReader(value, file: path)
        try reader.expectFormat(atMost: Self.format)
        guard var chosen = try reader.nested("options") else { throw reader.bad("options", "is missing") }
        options = ImportOptions(
            directory: try chosen.required("into", TaskDirectory.init), only: try chosen.names("only") { $0 },
            submit: try chosen.flag("submit") ?? true,
            onConflict: try chosen.required("onConflict", ConflictPolicy.init(rawValue:)))
        project = try reader.required("project", PathName.init)
        platformID = try reader.required("platform") { $0 }
        tree = value.object ?? JSONObject()
        self.path = path
    }

    /// Writes it for people and programs, replacing an older one.
    func write(to path: String) throws {
        try Platform.refuseInside(path)
        try Files.replace(path, with: JSONWriter.readable(.object(tree)), mode: 0o666)
    }

    /// Throws `plan-stale` with what differs when a check of now comes to anything else than the plan says: a line each,
    /// `+`, `-` or `~` before it, and of what is another each fact with its former and its present value, with tabs
    /// between them.
    func verify(_ report: CheckReport, platformID: String) throws {
        let present = Self.tree(report, platformID: platformID)
        let planned = JSONWriter.canonical(.object(tree))
        guard JSONWriter.canonical(.object(present)) != planned else { return }
        let found = differences(from: present)
        guard !found.isEmpty else {
            throw TaskferryError(.badFile, subject: path ?? "", cause: "not a plan that check wrote")
        }
        throw TaskferryError(.planStale, subject: found.joined(separator: "\n"))
    }

    private func differences(from present: JSONObject) -> [String] {
        // A plan for something else: how its tasks differ says nothing.
        var found = ["package", "platform", "project", "options"].filter { tree[$0] != present[$0] }
        guard found.isEmpty else { return found }
        let (before, now) = (Self.entries(tree), Self.entries(present))
        for key in Set(before.keys).union(now.keys).sorted() {
            switch (before[key], now[key]) {
            case (let old?, let new?) where old != new:
                found.append((["~ \(key.text)"] + Self.facts(old, new)).joined(separator: "\t"))
            case (nil, .some): found.append("+ \(key.text)")
            case (.some, nil): found.append("- \(key.text)")
            default: break
            }
        }
        return found
    }

    /// What differs of one thing: key, before and now, each a text of its own. Empty texts: more than fits a line.
    private static func facts(_ old: JSONValue, _ new: JSONValue) -> [String] {
        let (old, new) = (old.object ?? JSONObject(), new.object ?? JSONObject())
        return new.members.filter { old[$0.key] != $0.value }.flatMap { member in
            let values = [old[member.key] ?? .null, member.value]
            let isShort = values.allSatisfy { $0.array == nil && $0.object == nil }
            return [member.key] + values.map { isShort ? text($0) : "" }
        }
    }

    private static func text(_ value: JSONValue) -> String {
        value.string ?? String(decoding: JSONWriter.canonical(value), as: UTF8.self)
    }

    /// Findings by code and subject, tasks by name: those of the plan, and those that it relies on.
    private static func entries(_ tree: JSONObject) -> [ExactString: JSONValue] {
        var entries: [ExactString: JSONValue] = [:]
        for finding in tree["findings"]?.array ?? [] {
            let code = finding.object?["code"]?.string ?? ""
            entries[ExactString("\(code) \(finding.object?["subject"]?.string ?? "")")] = finding
        }
        for task in tree["plan"]?.array ?? [] { entries[ExactString(task.object?["task"]?.string ?? "")] = task }
        for task in tree["relies"]?.array ?? [] {
            let (project, name) = (task.object?["project"]?.string ?? "", task.object?["task"]?.string ?? "")
            let isHome = tree["project"]?.string?.isIdentical(to: project) ?? false
            entries[ExactString(isHome ? name : "\(project)/\(name)")] = task
        }
        return entries
    }

    private static func tree(_ report: CheckReport, platformID: String) -> JSONObject {
        let package = report.package
        return [
            "format": .integer(format), "platform": .string(platformID), "project": .text(report.project),
            "package": .object([
                "id": .string(package.manifest.id), "sha256": .string(package.summary.sha256.hex),
                "contentDigest": .string(package.summary.contentDigest.hex),
            ]),
            "options": .object([
                "into": .text(report.options.directory), "only": .array(report.options.only.map(JSONValue.string)),
                "submit": .bool(report.options.submit), "onConflict": .string(report.policy.rawValue),
            ]),
            "passed": .bool(report.passed), "findings": .array(report.findings.map { .object(tree($0)) }),
            "plan": .array(report.plan.map { .object(tree($0)) }),
            "relies": .array(report.relied.map { .object(tree($0)) }),
        ]
    }

    private static func tree(_ finding: Finding) -> JSONObject {
        [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
            "subject": .string(finding.subject), "detail": .array(finding.detail.map(JSONValue.string)),
            "uses": .array(
                finding.uses.map {
                    .object(["task": .text($0.task), "node": $0.node.map(JSONValue.text) ?? .null])
                }),
        ]
    }

    private static func tree(_ task: PlannedTask) -> JSONObject {
        [
            "task": .text(task.task), "uid": .text(task.uid), "action": .string(task.action.rawValue),
            "from": task.from.map(JSONValue.text) ?? .null, "directory": .text(task.directory),
            "kept": .bool(task.isKept), "submits": .bool(task.submits), "binds": .bool(task.bindsAnew),
            "development": number(task.versions?.development), "online": number(task.versions?.online),
            "changes": .array(
                task.changes.map {
                    .object(["field": .string($0.field), "before": $0.before ?? .null, "after": $0.after ?? .null])
                }),
        ]
    }

    private static func tree(_ task: ReliedTask) -> JSONObject {
        [
            "project": .text(task.project), "task": .text(task.task), "uid": .text(task.uid),
            "development": number(task.versions.development), "online": number(task.versions.online),
        ]
    }

    private static func number(_ version: Int?) -> JSONValue { version.map { .integer($0) } ?? .null }
}
