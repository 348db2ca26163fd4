extension TaskDocument {
    /// The forms that a document is written in; the keys are the same but for these.
    public enum Form: Sendable {
        /// Beside its script files: package and `load` folder. Has `uid` and `name`.
        case files
        /// In the store: script text inline as `scriptText`; the record has uid and name (§4).
        case store
    }

    /// The canonical tree (§4): what is null or default is left out.
    public func tree(_ form: Form) -> JSONValue {
        var object = extra
        object["format"] = .integer(Self.format)
        if form == .files {
            object["uid"] = uid.map(JSONValue.text)
            object["name"] = .text(name)
        }
        object["description"] = description.nonEmpty
        object["nodes"] = list(nodes.map { $0.tree(form) })
        object["schedule"] = schedule?.tree
        object["dependencies"] = list(dependencies.map(\.tree))
        let settings = execution.tree
        object["execution"] = settings.isEmpty ? nil : .object(settings)
        references.write(into: &object, part: .task)
        object["resources"] = list(resources.map(\.tree))
        return .object(object)
    }
}

extension Node {
    fileprivate func tree(_ form: TaskDocument.Form) -> JSONValue {
        var object = extra
        object["name"] = .text(name)
        object["type"] = .text(type)
        object["dependsOn"] = list(dependsOn.map(JSONValue.text))
        object["script"] = script.map { .string($0.path) }
        if form == .store { object["scriptText"] = script?.text.nonEmpty }
        object["parameters"] = parameters.isEmpty ? nil : .object(parameters)
        object["resources"] = list(resources.map(JSONValue.text))
        references.write(into: &object, part: .node)
        object["task"] = task.map { task in
            var reference = task.extra
            task.link.write(into: &reference, nameKey: "name")
            return .object(reference)
        }
        return .object(object)
    }
}

extension Schedule {
    fileprivate var tree: JSONValue {
        var object = extra
        object["cron"] = cron.nonEmpty
        object["timeZone"] = timeZone.nonEmpty
        object["effectiveFrom"] = effectiveFrom.nonEmpty
        object["effectiveUntil"] = effectiveUntil.nonEmpty
        return .object(object)
    }
}

extension UpstreamDependency {
    fileprivate var tree: JSONValue {
        var object = extra
        link.write(into: &object, nameKey: "task")
        object["cycle"] = cycle == .current ? nil : .string(cycle.rawValue)
        return .object(object)
    }
}

extension TaskLink {
    fileprivate func write(into object: inout JSONObject, nameKey: String) {
        object["project"] = project.map(JSONValue.text)
        object[nameKey] = .text(name)
    }
}

extension ExecutionSettings {
    fileprivate var tree: JSONObject {
        let standard = ExecutionSettings()
        var object = extra
        object["retries"] = retries == 0 ? nil : .integer(retries)
        object["retryIntervalSeconds"] = retryIntervalSeconds == 0 ? nil : .integer(retryIntervalSeconds)
        object["timeoutSeconds"] = timeoutSeconds == 0 ? nil : .integer(timeoutSeconds)
        object["onTimeout"] = onTimeout == standard.onTimeout ? nil : .string(onTimeout)
        object["priority"] = priority == standard.priority ? nil : .string(priority)
        object["onFailure"] = onFailure == standard.onFailure ? nil : .string(onFailure)
        object["concurrency"] = concurrency == standard.concurrency ? nil : .string(concurrency)
        object["selfDependency"] = selfDependency == .none ? nil : .string(selfDependency.rawValue)
        references.write(into: &object, part: .execution)
        return object
    }
}

extension Resource {
    fileprivate var tree: JSONValue {
        var object = extra
        object["name"] = .text(name)
        object["kind"] = .string(kind.rawValue)
        // 0 is a default value (§4), but a document must tell an empty file from one whose size is not filled in.
        object["size"] = size.map { .integer($0) }
        object["sha256"] = sha256.map { .string($0.hex) }
        return .object(object)
    }
}

extension References {
    fileprivate func write(into object: inout JSONObject, part: ReferenceKind.Part) {
        for kind in ReferenceKind.allCases {
            for field in kind.row.fields where field.part == part {
                let names = self[kind].map(JSONValue.text)
                object[field.key] = field.isList ? list(names) : names.first
            }
        }
    }
}

private func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

extension String {
    fileprivate var nonEmpty: JSONValue? { isEmpty ? nil : .string(self) }
}
