/// How the commands of a source are run.
struct ScriptOptions: Sendable {
    /// Whether a command that fails is no reason to stop.
    var keepsGoing = false
    /// Whether every command is shown before it is carried out (`run --echo`).
    var echoes = false
    /// Whether somebody types them.
    var isPrompt = false
}
