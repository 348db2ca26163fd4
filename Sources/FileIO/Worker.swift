import CSystem
import Glibc
import TaskModel

/// Starts processes that outlive this one.
public enum Worker {
    /// Starts a program in a session of its own, away from the terminal, with the given descriptor inherited.
    /// Returns its process id.
    public static func start(
        _ executable: String, arguments: [String], environment: [String], keeping kept: OpenFile
    ) throws -> Int32 {
        let pointers = ([executable] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in pointers + variables { free(pointer) } }
        let process = pointers.withUnsafeBufferPointer { arguments in
            variables.withUnsafeBufferPointer { environment in
                tf_spawn_worker(executable, arguments.baseAddress, environment.baseAddress, kept.descriptor)
            }
        }
        guard process > 0 else { throw SystemCall.error(-process, doing: "spawn", path: executable) }
        return process
    }
}
