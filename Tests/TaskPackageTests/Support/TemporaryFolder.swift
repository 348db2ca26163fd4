import FileIO
import Glibc
import TaskModel
import Testing

/// A folder of its own for a test, removed with the last reference to it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/taskferry-package-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { try? Files.removeTree(path) }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        let path = "\(path)/\(name)"
        try Files.makeDirectories(Files.parent(of: path))
        try Files.write(bytes, to: path)
    }

    func read(_ name: String) throws -> [UInt8] { try Files.read("\(path)/\(name)") }

    /// Runs a program in this folder and returns its exit status and its output.
    func run(_ command: String) throws -> (status: Int32, output: String) {
        let stream = try #require(popen("cd '\(path)' && { \(command) ; } 2>&1", "r"))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { output += buffer[..<count] }
        let status = pclose(stream)
        return (status >> 8 & 0xFF, String(decoding: output, as: UTF8.self))
    }
}

/// A source of random numbers that gives the same ones for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: next()) { bytes += $0 } }
        return Array(bytes[..<count])
    }
}
