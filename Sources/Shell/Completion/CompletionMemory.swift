/// What completion keeps from one Tab to the next: how commands look does not change while the program runs.
final class CompletionMemory {
    private var shapes: [String: CommandShape] = [:]

    /// The arguments of a command.
    func shape(of type: any ShellCommand.Type) -> CommandShape {
        let name = type.entry.name
        if let known = shapes[name] { return known }
        let shape = CommandShape(type)
        shapes[name] = shape
        return shape
    }
}
