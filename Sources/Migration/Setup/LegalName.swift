import TaskModel

/// Reads a text as a type that carries a rule; throws `illegal-name` when it breaks the rule.
func legal<Name>(_ text: String, _ make: (String) -> Name?) throws -> Name {
    guard let name = make(text) else { throw TaskferryError(.illegalName, subject: text) }
    return name
}
