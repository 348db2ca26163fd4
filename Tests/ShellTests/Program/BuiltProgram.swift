import Foundation

/// The built executable, for what only a process of its own can show: signals, kills, background jobs.
enum BuiltProgram {
    /// Its path: beside the test bundle.
    static let path: String = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "taskferry").path
    }()

    /// What a process left behind.
    struct Outcome {
        let status: Int32
        let wasKilled: Bool
        let output: String
        let errors: String
    }

    /// Runs a program and drains its output while it runs.
    static func run(
        _ arguments: [String], program: String = path, variables: [String: String] = [:], folder: String? = nil,
        input: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TASKFERRY") }
        environment.merge(["LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "NO_COLOR": "1"]) { $1 }
        environment.merge(variables) { $1 }
        process.environment = environment
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        let source = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : source
        try withOpenSignals { try process.run() }
        if let input {
            try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try source.fileHandleForWriting.close()
        }
        nonisolated(unsafe) var errorBytes = Data()
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) { errorBytes = errors.fileHandleForReading.readDataToEndOfFile() }
        let outputBytes = output.fileHandleForReading.readDataToEndOfFile()
        group.wait()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: String(decoding: outputBytes, as: UTF8.self), errors: String(decoding: errorBytes, as: UTF8.self))
    }

    /// A child inherits which signals its parent's thread blocks; the threads that tests run on block most of them.
    private static func withOpenSignals(_ body: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }
}
