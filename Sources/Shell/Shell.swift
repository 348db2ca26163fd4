import Glibc

/// The shell (§7): one grammar for the system's command line, for scripts and for the prompt.
public enum Shell {
    /// Runs the process's command line and ends the process with the status of §7.
    public static func main() -> Never {
        RunEnvironment.handleSignals()
        exit(Program(environment: .system()).run())
    }
}
