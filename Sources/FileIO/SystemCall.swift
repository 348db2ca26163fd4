import Glibc
public import TaskModel

/// Turns the outcome of system calls into errors that say what was being done to which path.
public enum SystemCall {
    /// The error for an errno.
    public static func error(_ code: Int32, doing action: String, path: String) -> TaskferryError {
        let cause = "\(action): \(String(cString: strerror(code)))"
        return switch code {
        case ENOENT, ENOTDIR: TaskferryError(.notFound, subject: path, cause: cause)
        case EEXIST, ENOTEMPTY: TaskferryError(.alreadyExists, subject: path, cause: cause)
        case EACCES, EPERM, EROFS: TaskferryError(.accessDenied, subject: path, cause: cause)
        case ENOSPC, EDQUOT, EFBIG: TaskferryError(.noSpace, subject: path, cause: cause)
        default: TaskferryError(.ioError, subject: path, cause: cause)
        }
    }

    /// Waits a moment before something is looked at again. A signal cuts it short.
    public static func pause(milliseconds: Int) {
        let time = max(0, min(milliseconds, 999))
        var request = timespec(tv_sec: 0, tv_nsec: time * 1_000_000)
        nanosleep(&request, nil)
    }

    /// Runs a call that returns -1 with errno set on failure; again after EINTR.
    @discardableResult
    public static func check<Result: SignedInteger>(
        _ action: String, path: String, _ call: () -> Result
    ) throws -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw error(code, doing: action, path: path) }
        }
    }
}

/// Asked between the pieces of long work; throws `interrupted` when the user wants it to stop.
///
/// It is never asked between the last fsync of a commit and its rename.
public typealias CancellationCheck = @Sendable () throws -> Void
