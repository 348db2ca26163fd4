import FileIO
import Glibc
import Synchronization
import TaskModel

/// A standard stream that is written to. A reader that has gone away (EPIPE) ends the writing quietly.
final class StandardOutput: Sendable {
    /// How errors call the stream of results.
    static let resultName = "stdout"

    private let descriptor: Int32
    private let name: String
    private let isClosed = Atomic(false)

    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    func write(_ text: String) throws {
        if isClosed.load(ordering: .relaxed) { return }
        var text = text
        try text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let result = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if result >= 0 {
                    written += result
                    continue
                }
                switch errno {
                case EINTR: continue
                case EAGAIN: waitUntilWritable()
                case EPIPE:
                    isClosed.store(true, ordering: .relaxed)
                    return
                case let code: throw SystemCall.error(code, doing: "write", path: name)
                }
            }
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}

/// Standard input, line by line.
final class StandardInput: TextInput {
    private struct State {
        var pending: [UInt8] = []
        var start = 0
        var isAtStart = true
        /// How far the pending bytes have been looked through for a line break.
        var searched = 0
        var isAtEnd = false
    }

    private let descriptor: Int32
    private let cancelled: CancellationCheck
    private let state = Mutex(State())

    init(descriptor: Int32, cancelled: @escaping CancellationCheck) {
        self.descriptor = descriptor
        self.cancelled = cancelled
    }

    func readLine() throws -> String? {
        try state.withLock { state in
            while true {
                if let end = state.pending[max(state.start, state.searched)...].firstIndex(of: 0x0A) {
                    let line = state.pending[state.start..<end]
                    state.start = end + 1
                    return try Self.text(line)
                }
                state.searched = state.pending.count
                guard state.pending.count - state.start <= ScriptReader.lineLimit else {
                    throw TaskferryError(.usage, subject: "\(ScriptReader.lineLimit)", detail: "long-line")
                }
                if state.isAtEnd {
                    guard state.start < state.pending.count else { return nil }
                    let line = state.pending[state.start...]
                    state.start = state.pending.count
                    return try Self.text(line)
                }
                try fill(&state)
            }
        }
    }

    func readAll() throws -> String {
        try state.withLock { state in
            while !state.isAtEnd { try fill(&state) }
            defer { state.start = state.pending.count }
            return try Self.text(state.pending[state.start...])
        }
    }

    private func fill(_ state: inout State) throws {
        try cancelled()
        if state.start > 0 {
            state.pending.removeFirst(state.start)
            state.searched = max(0, state.searched - state.start)
            state.start = 0
        }
        guard state.pending.count < Files.textLimit else {
            throw TaskferryError(.badFile, subject: "stdin", cause: "larger than \(Files.textLimit) bytes")
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                state.pending += buffer[..<count]
                state.isAtEnd = count == 0
                // A byte order mark says nothing; it may come in pieces.
                if state.isAtStart, state.pending.count >= 3 || state.isAtEnd {
                    state.isAtStart = false
                    if state.pending.starts(with: [0xEF, 0xBB, 0xBF]) { state.pending.removeFirst(3) }
                }
                if !state.isAtStart { return }
                continue
            }
            let code = errno
            guard code == EINTR else { throw SystemCall.error(code, doing: "read", path: "stdin") }
            try cancelled()
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TaskferryError(.badFile, subject: "stdin", cause: "not UTF-8")
        }
        return text
    }
}
