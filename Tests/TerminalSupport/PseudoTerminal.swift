package import CPseudoTerminal
package import Glibc

/// A child process on a terminal of its own, typed at and looked at by a test.
///
/// The test waits for what the screen shows, never for a time; the deadline only ends a test that has failed.
package final class PseudoTerminal {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package private(set) var screen: Screen
    /// Everything that the child has written.
    package private(set) var transcript = ""
    package let child: pid_t
    /// The terminal's modes before the child began.
    package let modesBefore: termios
    /// What has to live as long as the child, such as the folder that it works in.
    package var companion: AnyObject?
    private let master: Int32
    private var undecoded: [UInt8] = []
    private var isReaped = false

    package static let deadlineSeconds = 60

    /// The probe, next to the test bundle.
    package static let probe: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let executable = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for candidate in [executable] + CommandLine.arguments {
            let folder = candidate.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let found = (folder + ["line-editor-probe"]).joined(separator: "/")
            if access(found, X_OK) == 0 { return found }
        }
        return "line-editor-probe"
    }()

    /// Starts `program` as the leader of a new session on a new terminal.
    package init(
        _ arguments: [String] = [], program: String = PseudoTerminal.probe, columns: Int = 60, rows: Int = 20,
        type: String = "xterm", variables: [String: String] = [:], folder: String? = nil
    ) throws {
        screen = Screen(columns: columns, height: rows)
        master = tf_open_terminal(UInt16(columns), UInt16(rows))
        guard master >= 0 else { throw Failure(description: String(cString: strerror(-master))) }
        var modes = termios()
        tcgetattr(master, &modes)
        modesBefore = modes
        let master = self.master
        let standard = [
            "TERM": type, "LC_ALL": "C", "PATH": "/usr/bin:/bin", "PS1": "shell$ ", "HISTFILE": "",
        ]
        let variables = standard.merging(variables) { $1 }.map { "\($0)=\($1)" }.sorted()
        let result = Self.withStrings([program] + arguments) { argv in
            Self.withStrings(variables) { tf_spawn_on_terminal(master, program, argv, $0, folder) }
        }
        guard result > 0 else {
            close(master)
            throw Failure(description: "\(program): \(String(cString: strerror(-result)))")
        }
        child = result
    }

    deinit {
        if !isReaped {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        close(master)
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }

    /// The terminal's modes now.
    package var modes: termios {
        var modes = termios()
        tcgetattr(master, &modes)
        return modes
    }

    /// The process group in the foreground.
    package var foreground: pid_t { tcgetpgrp(master) }

    package func type(_ text: String) throws { try type(bytes: Array(text.utf8)) }

    /// Types, and reads what comes back meanwhile, so that neither side can block the other.
    package func type(bytes: [UInt8]) throws {
        var rest = bytes[...]
        let end = time(nil) + Self.deadlineSeconds
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) }
            try pump(milliseconds: count > 0 ? 0 : 10)
            if time(nil) > end { throw Failure(description: "the child does not read\n\(screen.text)") }
        }
    }

    package func resize(columns: Int, rows: Int) {
        screen = Screen(columns: columns, height: rows)
        _ = tf_resize_terminal(master, UInt16(columns), UInt16(rows))
    }

    /// Waits until the screen fulfils `condition`.
    package func wait(_ what: String, _ condition: (Screen) throws -> Bool) throws {
        let end = time(nil) + Self.deadlineSeconds
        while try !condition(screen) {
            try pump(milliseconds: 100)
            if time(nil) > end {
                throw Failure(
                    description: """
                        waited for \(what); the screen is
                        \(screen.text)
                        cursor \(screen.row),\(screen.column)
                        """)
            }
        }
    }

    package func wait(for text: String) throws { try wait(text) { $0.text.contains(text) } }

    /// Waits for a report of the probe, which may be longer than the screen.
    package func wait(report: String) throws {
        try wait("report \(report)") { _ in transcript.contains("[\(report)]\r\n") }
    }

    /// Types again and again, as somebody does who has pressed a key too soon, until the probe reports something.
    package func type(_ text: String, until report: String) throws {
        var next = ContinuousClock.now
        try wait("report \(report)") { _ in
            if transcript.contains("[\(report)]\r\n") { return true }
            if .now >= next {
                try type(text)
                next = .now + .milliseconds(700)
            }
            return false
        }
    }

    /// Waits until the child has ended; its status.
    package func waitForEnd() throws -> Int32 {
        var status: Int32 = 0
        let end = time(nil) + Self.deadlineSeconds
        while waitpid(child, &status, WNOHANG) == 0 {
            try pump(milliseconds: 10)
            if time(nil) > end { throw Failure(description: "the child does not end\n\(screen.text)") }
        }
        isReaped = true
        try pump(milliseconds: 0)
        return status
    }

    private func pump(milliseconds: Int32) throws {
        var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, milliseconds) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &bytes, bytes.count)
        if count <= 0 {
            // Hung up: nothing comes any more, and poll would not wait.
            usleep(1000)
            return
        }
        undecoded += bytes.prefix(count)
        // A character may be cut by the end of a read.
        var cut = 0
        if let lead = undecoded.suffix(3).lastIndex(where: { $0 >= 0xC0 }) {
            let wanted = undecoded[lead] >= 0xF0 ? 4 : undecoded[lead] >= 0xE0 ? 3 : 2
            let there = undecoded.count - lead
            if there < wanted { cut = there }
        }
        let whole = String(decoding: undecoded.dropLast(cut), as: UTF8.self)
        undecoded.removeFirst(undecoded.count - cut)
        transcript += whole
        screen.feed(whole)
    }
}
