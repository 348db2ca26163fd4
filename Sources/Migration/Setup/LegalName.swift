import TaskModel

/// Reads a text as a type that carries a rule; throws `illegal-name` when it breaks the rule.
/// `kind` says which rule, for the hint.
func legal<Name>(_ text: String, _ make: (String) -> Name?, as kind: String = "") throws -> Name {
    guard let name = make(text) else { throw TaskferryError(.illegalName, subject: text, detail: kind) }
    return name
}
