import Foundation
import Testing

@Suite struct KillTests {
    /// The system calls that change what is on the disk.
    private static let calls = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,mkdir,ftruncate"

    /// Those that need space.
    private static let spending: Set = ["write", "pwrite64", "fsync", "fdatasync", "openat", "mkdir"]

    /// A command that changes a platform, at which something happens to it.
    enum Victim: String, CaseIterable {
        case `import`
        case undo

        fileprivate func words(_ package: String) -> [String] {
            let command =
                switch self {
                case .import: ["import", package, "--into", "/生产接收/零售批次"]
                case .undo: ["undo", "1"]
                }
            return ["-P", "零售数仓"] + command
        }
    }

    @Test(
        "R20, R22: kill -9 at 20 places of an import, and of its undoing, leaves the state before or after",
        arguments: Victim.allCases)
    func kill(victim: Victim) throws {
        let place = try Place(victim)
        let places = place.calls(20)
        #expect(places.count == 20)
        var outcomes: [Bool] = []
        for call in places {
            let end = try place.run(at: call, "signal=KILL")
            #expect(end.outcome.wasKilled || end.outcome.status == 137, "\(call)")
            outcomes.append(end.isDone)
        }
        #expect(outcomes.contains(false) && outcomes.contains(true))
    }

    @Test(
        "R20, R22: Ctrl-C and SIGTERM anywhere in an import, and in its undoing: cancelled or done, nothing between",
        arguments: Victim.allCases)
    func interrupt(victim: Victim) throws {
        let place = try Place(victim)
        var outcomes: [Bool] = []
        for (number, call) in place.calls(8, aroundCommit: true).enumerated() {
            let end = try place.run(at: call, "signal=\(number % 2 == 0 ? "INT" : "TERM")")
            #expect(end.outcome.status == (end.isDone ? 0 : 130), "\(call): \(end.outcome.errors)")
            outcomes.append(end.isDone)
        }
        #expect(outcomes.contains(false) && outcomes.contains(true))
    }

    @Test(
        "R20, R22, §10: a disk that gets full anywhere in an import, and in its undoing: a clean error, nothing between",
        arguments: Victim.allCases)
    func fullDisk(victim: Victim) throws {
        let place = try Place(victim)
        var outcomes: [Bool] = []
        for call in place.calls(12, among: Self.spending, aroundCommit: true) {
            let end = try place.run(at: call, "error=ENOSPC")
            #expect(!end.outcome.wasKilled, "\(call)")
            // The index is a cache: nothing is said where only that cannot be written. Where the sync after the commit
            // fails, it is said although the commit is there, because nobody knows for how long.
            #expect(end.outcome.status == 74 || end.isDone && end.outcome.status == 0, "\(call): \(end.outcome.errors)")
            if end.outcome.status == 74 {
                #expect(end.outcome.errors.hasPrefix("taskferry: "), "\(call): \(end.outcome.errors)")
                let isSaid = end.outcome.errors.contains("is written, but a power loss may take it back")
                #expect(isSaid == end.isDone, "\(call): \(end.outcome.errors)")
            }
            outcomes.append(end.isDone)
        }
        #expect(outcomes.contains(false))
    }

    /// A platform before a command, what it is after, and the system calls that lead there.
    private final class Place {
        private let folder: String
        private let platform: String
        private let victim: Victim
        private let words: [String]
        private let before: String
        private var after = ""
        private var log = ""

        init(_ victim: Victim) throws {
            self.victim = victim
            folder = FileManager.default.temporaryDirectory.appending(path: "taskferry-kill-\(UUID().uuidString)").path
            platform = "\(folder)/production"
            let package = "\(folder)/batch.zip"
            try Self.ferry("demo", folder)
            let batch = ["ods_订单同步_日", "spark_用户画像宽表", "月度结算_v2"]
            try Self.ferry(["-p", "\(folder)/test", "-P", "零售数仓", "generate"] + batch)
            try Self.ferry("-p", "\(folder)/test", "-P", "零售数仓", "export", package)
            words = victim.words(package)
            if victim == .undo { try Self.ferry(["-p", platform] + Victim.import.words(package)) }
            before = try Self.state(platform)
            // A whole run, to learn how many calls there are and what the state is afterwards.
            let trial = try copy()
            let file = "\(folder)/calls.log"
            let whole = try BuiltProgram.run(
                ["-f", "-o", file, "-e", "trace=\(KillTests.calls)", BuiltProgram.path, "-p", trial] + words,
                program: "/usr/bin/strace")
            #expect(whole.status == 0, "\(whole.errors)")
            after = try Self.state(trial)
            #expect(before != after)
            log = try String(contentsOfFile: file, encoding: .utf8)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// So many places among the calls of the first thread that change something, the first and the last among them;
        /// around the commit: without those that only bring the index up to date afterwards.
        func calls(_ count: Int, among names: Set<String>? = nil, aroundCommit: Bool = false) -> [Call] {
            let lines = log.split(separator: "\n")
            let thread = lines.first?.prefix { $0 != " " } ?? ""
            var ordinals: [String: Int] = [:]
            var all: [Call] = []
            var isDone = false
            for line in lines where line.hasPrefix(thread) {
                let text = line.dropFirst(thread.count).drop { $0 == " " }
                guard let end = text.firstIndex(of: "("), !text.hasPrefix("+++"), !text.hasPrefix("---") else {
                    continue
                }
                let name = String(text[..<end])
                ordinals[name, default: 0] += 1
                if aroundCommit, isDone, text.contains("index.sqlite") { break }
                if name.hasPrefix("rename"), text.contains("head.json") { isDone = true }
                if text.contains("O_RDONLY") || text.hasPrefix("write(1,") || text.hasPrefix("write(2,") { continue }
                if names?.contains(name) == false { continue }
                all.append(Call(name: name, ordinal: ordinals[name] ?? 1))
            }
            guard all.count >= count else { return all }
            return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
        }

        /// Runs the command on a copy with something injected into a system call. What is left is the state before or
        /// the state after; the command, run again, completes, and the whole store is sound.
        func run(at call: Call, _ injection: String) throws -> (outcome: BuiltProgram.Outcome, isDone: Bool) {
            let copy = try copy()
            defer { try? FileManager.default.removeItem(atPath: copy) }
            let outcome = try BuiltProgram.run(
                [
                    "-f", "-o", "/dev/null", "-e", "trace=\(call.name)", "-e",
                    "inject=\(call.name):\(injection):when=\(call.ordinal)", BuiltProgram.path, "-p", copy,
                ] + words, program: "/usr/bin/strace")
            let left = try Self.state(copy)
            #expect(left == before || left == after, "\(call): \(left)")
            // An import that is there already is nothing to do; what is undone already is said to be.
            let again = try BuiltProgram.run(["-p", copy] + words)
            #expect(again.status == (left == after && victim == .undo ? 1 : 0), "\(call): \(again.errors)")
            #expect(try Self.state(copy) == after, "\(call)")
            let check = try BuiltProgram.run(["-p", copy, "fsck"])
            #expect(check.status == 0, "\(call): \(check.output)\(check.errors)")
            return (outcome, left == after)
        }

        private func copy() throws -> String {
            let place = "\(folder)/copy-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: platform, toPath: place)
            return place
        }

        /// The tasks, and the imports without their times.
        private static func state(_ platform: String) throws -> String {
            let tasks = try ferry("-p", platform, "-P", "零售数仓", "-o", "json", "tasks")
            let imports = try ferry("-p", platform, "-P", "零售数仓", "-o", "json", "imports")
            return tasks
                + imports.replacingOccurrences(of: "\"time\":\"[^\"]*\"", with: "", options: .regularExpression)
        }

        @discardableResult
        private static func ferry(_ words: String...) throws -> String { try ferry(words) }

        @discardableResult
        private static func ferry(_ words: [String]) throws -> String {
            let outcome = try BuiltProgram.run(words)
            #expect(outcome.status == 0, "\(words): \(outcome.errors)")
            return outcome.output
        }
    }

    /// A system call at which something happens: the ordinal counts the calls of that name, as the injection counts them.
    private struct Call {
        let name: String
        let ordinal: Int
    }
}
