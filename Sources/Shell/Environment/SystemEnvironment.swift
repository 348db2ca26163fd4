import CSystem
import FileIO
import Glibc
import LineEditor
import TaskModel

extension RunEnvironment {
    /// The process's own environment.
    static func system() -> RunEnvironment {
        let variables = systemVariables()
        let cancelled: CancellationCheck = {
            if tf_interrupt_count() > 0 { throw TaskferryError(.interrupted) }
        }
        let output = StandardOutput(descriptor: STDOUT_FILENO, name: StandardOutput.resultName)
        let errors = StandardOutput(descriptor: STDERR_FILENO, name: "stderr")
        return RunEnvironment(
            arguments: Array(CommandLine.arguments.dropFirst()), variables: variables,
            workingDirectory: systemWorkingDirectory(), user: systemUser(),
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(secondsSince1970: Int64(time.tv_sec))
            },
            monotonic: {
                var time = timespec()
                clock_gettime(CLOCK_MONOTONIC, &time)
                return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
            },
            random: { UInt64.random(in: .min ... .max) },
            input: StandardInput(descriptor: STDIN_FILENO, cancelled: cancelled),
            inputIsTerminal: isatty(STDIN_FILENO) == 1, output: { try output.write($0) },
            errors: { try errors.write($0) },
            outputTerminal: Terminal(descriptor: STDOUT_FILENO, environment: variables),
            errorTerminal: Terminal(descriptor: STDERR_FILENO, environment: variables), executable: systemExecutable(),
            zone: { LocalZone.rules(variables) }, openTerminal: systemTerminal(variables),
            pager: Pager.system(variables), cancelled: cancelled,
            clearInterrupt: {
                let ends = tf_interrupt_count() > 0 && tf_interrupt_signal() != SIGINT
                if !ends { tf_clear_interrupt() }
                return !ends
            })
    }

    /// Takes the signals: those that ask to stop are counted and asked for by `cancelled`; a reader that goes away and
    /// a file that grows beyond its limit are errors of the call, not the end of the process.
    static func handleSignals() {
        for number in [SIGINT, SIGTERM, SIGHUP] { _ = tf_handle_signal(number, tf_interrupt_handler) }
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// What reads lines at a terminal: an editor where it can be had, else the terminal's own editing (`TERM=dumb`).
    private static func systemTerminal(_ variables: [String: String]) -> (@Sendable (Bool) -> any LineReading)? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        return { isPlain in
            if isPlain { return PlainLineReader() }
            var options = LineEditor.Options(terminalType: variables["TERM"])
            options.columns = { DisplayWidth.columns(of: $0) }
            return (try? LineEditor(program: "taskferry", options: options)) ?? PlainLineReader()
        }
    }

    private static func systemVariables() -> [String: String] {
        var result: [String: String] = [:]
        var place = environ
        while let entry = place.pointee {
            let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry)).map(UInt8.init(bitPattern:))
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(decoding: bytes[..<equals], as: UTF8.self)
                result[name] = String(decoding: bytes[(equals + 1)...], as: UTF8.self)
            }
            place += 1
        }
        return result
    }

    private static func systemWorkingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The account's name; without an entry in the system's list its number. A variable is never believed: anybody sets it
    /// (R2).
    private static func systemUser() -> String {
        let account = geteuid()
        if let entry = getpwuid(account), let name = entry.pointee.pw_name { return String(cString: name) }
        return "\(account)"
    }

    private static func systemExecutable() -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes {
            $0.baseAddress.map { readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), Int(PATH_MAX)) }
                ?? 0
        }
        guard count > 0 else { return CommandLine.arguments.first ?? "taskferry" }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
