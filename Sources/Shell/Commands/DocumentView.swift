import Migration
import TaskModel

/// How a task document is shown in full, by `show` and `inspect`.
enum DocumentView {
    // MARK: JSON

    /// The document with its scripts inline.
    static func json(_ document: TaskDocument) -> JSONObject {
        var object = JSONObject()
        object["uid"] = document.uid.map(JSONValue.text) ?? .null
        object["name"] = .text(document.name)
        for member in document.tree(.store).object?.members ?? [] { object[member.key] = member.value }
        return object
    }

    /// The document in a few facts, for a list of tasks.
    static func summary(_ document: TaskDocument, name: TaskLabel) -> JSONObject {
        var references = JSONObject()
        for kind in ReferenceKind.allCases {
            let names = names(of: kind, in: document)
            if !names.isEmpty { references[kind.row.settingsKey] = .array(names.map(JSONValue.text)) }
        }
        return [
            "name": .text(name), "uid": document.uid.map(JSONValue.text) ?? .null,
            "nodes": .array(
                document.nodes.map { .object(["name": .text($0.name), "type": .text($0.type)]) }),
            "dependencies": .array(document.dependencies.map { .object(json($0)) }),
            "tasks": .array(
                document.nodes.compactMap { node in
                    node.task.map { .object(["node": .text(node.name), "task": .string(text(of: $0.link))]) }
                }),
            "references": .object(references),
            "resources": .array(
                document.resources.map {
                    .object([
                        "name": .text($0.name), "kind": .string($0.kind.rawValue),
                        "size": $0.size.map { .integer($0) } ?? .null,
                        "sha256": $0.sha256.map { .string($0.hex) } ?? .null,
                    ])
                }),
        ]
    }

    private static func json(_ dependency: UpstreamDependency) -> JSONObject {
        var object: JSONObject = ["task": .text(dependency.link.name), "cycle": .string(dependency.cycle.rawValue)]
        object["project"] = dependency.link.project.map(JSONValue.text)
        return object
    }

    /// `project/name`, or the name alone.
    static func text(of link: TaskLink) -> String { link.project.map { "\($0)/\(link.name)" } ?? link.name.text }

    /// The names of a kind that a document refers to, each once.
    static func names(of kind: ReferenceKind, in document: TaskDocument) -> [RegistryName] {
        var seen = Set<RegistryName>()
        return document.referenceUses.filter { $0.kind == kind && seen.insert($0.name).inserted }.map(\.name)
    }

    // MARK: Text

    /// The whole document under the facts that come before it (§7 «one task in full»).
    static func show(
        _ document: TaskDocument, after leading: [(Words, Phrase)], _ screen: inout Screen, fireTimes: FireTimes? = nil
    ) {
        let separator = separator(screen.language)
        var facts = leading
        if !document.description.isEmpty { facts.append((Words("说明", "about"), "\(document.description)")) }
        if let schedule = document.schedule {
            facts.append((Words("调度时间", "schedule"), "\(schedule.cron)  \(schedule.timeZone)"))
            if !schedule.effectiveFrom.isEmpty || !schedule.effectiveUntil.isEmpty {
                facts.append((Words("生效日期", "effective"), effective(schedule, screen.language)))
            }
        }
        if let fireTimes { facts.append((Words("接下来触发", "next"), screen.text(of: fireTimes))) }
        if !document.dependencies.isEmpty {
            let links = document.dependencies.map { text(of: $0.link) + ($0.cycle == .previous ? " (previous)" : "") }
            facts.append((Words("上游依赖", "upstream"), Phrase.list(links, by: separator)))
        }
        facts += execution(document.execution, screen.language)
        facts += references(document.references, screen.language)
        for resource in document.resources {
            let file: Phrase = "\(resource.name)  \(own: resource.kind.rawValue)"
            let size = ByteSize.text(resource.size ?? 0)
            facts.append(
                (Words("资源", "resource"), "\(file)  \(own: size)  \(own: resource.sha256?.hex ?? "")"))
        }
        for field in document.unknownFields {
            facts.append((Words("其他字段", "unknown key"), "\(field.path) = \(text(of: field.value))"))
        }
        screen.facts(facts)
        for node in document.nodes { show(node, &screen) }
    }

    private static func separator(_ language: Language) -> String { language == .zh ? "、" : ", " }

    /// The execution settings that are not the default.
    private static func execution(_ settings: ExecutionSettings, _ language: Language) -> [(Words, Phrase)] {
        let standard = ExecutionSettings()
        var facts: [(Words, Phrase)] = []
        func add(_ words: Words, _ value: String, _ standardValue: String) {
            if !value.isIdentical(to: standardValue) { facts.append((words, "\(value)")) }
        }
        if settings.retries > 0 || settings.retryIntervalSeconds > 0 {
            let (count, seconds) = (settings.retries, settings.retryIntervalSeconds)
            facts.append(
                (
                    Words("失败重试", "retries"),
                    language == .zh ? "\(count) 次，间隔 \(seconds) 秒" : "\(count), \(seconds) s apart"
                ))
        }
        if settings.timeoutSeconds > 0 {
            let (seconds, action) = (settings.timeoutSeconds, settings.onTimeout)
            facts.append(
                (Words("超时", "timeout"), language == .zh ? "\(seconds) 秒，\(action)" : "\(seconds) s, \(action)"))
        } else {
            add(Words("超时", "timeout"), settings.onTimeout, standard.onTimeout)
        }
        add(Words("优先级", "priority"), settings.priority, standard.priority)
        add(Words("失败时", "on failure"), settings.onFailure, standard.onFailure)
        add(Words("并发", "concurrency"), settings.concurrency, standard.concurrency)
        add(
            Words("自依赖", "self-dependency"), settings.selfDependency.rawValue, standard.selfDependency.rawValue)
        return facts + references(settings.references, language)
    }

    /// The names that one part of a document refers to, by kind.
    private static func references(_ references: References, _ language: Language) -> [(Words, Phrase)] {
        ReferenceKind.allCases.compactMap { kind in
            let names = references[kind]
            return names.isEmpty
                ? nil
                : (Messages.noun(.reference(kind)), Phrase.list(names.map(\.text), by: separator(language)))
        }
    }

    /// A value as people read it: a text as it is, anything else as JSON.
    private static func text(of value: JSONValue) -> String {
        value.string ?? String(decoding: JSONWriter.canonical(value), as: UTF8.self)
    }

    /// The days of a schedule, of which either may be open.
    private static func effective(_ schedule: Schedule, _ language: Language) -> Phrase {
        let (from, until) = (schedule.effectiveFrom, schedule.effectiveUntil)
        if until.isEmpty { return language == .zh ? "\(from) 起" : "from \(from)" }
        if from.isEmpty { return language == .zh ? "至 \(until)" : "until \(until)" }
        return "\(from) – \(until)"
    }

    private static func show(_ node: Node, _ screen: inout Screen) {
        screen.line()
        let after = node.dependsOn.map(\.text).joined(separator: ", ")
        let language = screen.language
        var title: Phrase = "\(node.name)  \(node.type)"
        if !after.isEmpty { title = language == .zh ? "\(title)  在 \(after) 之后" : "\(title)  after \(after)" }
        if let task = node.task { title = "\(title)  → \(text(of: task.link))" }
        screen.line(Phrase(.heading, title))
        var facts = references(node.references, language)
        if !node.resources.isEmpty {
            facts.append(
                (Words("资源", "resource"), Phrase.list(node.resources.map(\.text), by: separator(language))))
        }
        for parameter in node.parameters.members {
            facts.append((Words("参数", "parameter"), "\(parameter.key) = \(text(of: parameter.value))"))
        }
        screen.facts(facts)
        if let script = node.script { screen.block(script.text) }
    }
}
