import Foundation
import Testing

@Suite struct KillTests {
    /// The system calls that change what is on the disk.
    private static let calls = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,mkdir,ftruncate"

    @Test("R20: kill -9 at 20 places of an import leaves the state before or the state after")
    func killDuringImport() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "taskferry-kill-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let platform = "\(folder)/production"
        let package = "\(folder)/batch.zip"
        try ferry("demo", folder)
        try ferry("-p", "\(folder)/test", "-P", "零售数仓", "generate", "ods_订单同步_日", "spark_用户画像宽表", "月度结算_v2")
        try ferry("-p", "\(folder)/test", "-P", "零售数仓", "export", package)
        let words = ["-P", "零售数仓", "import", package, "--into", "/生产接收/零售批次"]

        // A whole run, to learn how many calls there are and what the state is before and after.
        let before = try state(platform)
        let trial = try copy(platform, to: "\(folder)/trial")
        let log = "\(folder)/calls.log"
        let whole = try BuiltProgram.run(
            ["-f", "-o", log, "-e", "trace=\(Self.calls)", BuiltProgram.path, "-p", trial] + words,
            program: "/usr/bin/strace")
        #expect(whole.status == 0, "\(whole.errors)")
        let after = try state(trial)
        #expect(before != after)
        let places = try Self.places(in: String(contentsOfFile: log, encoding: .utf8), count: 20)
        #expect(places.count == 20)

        var outcomes: [Bool] = []
        for place in places {
            let victim = try copy(platform, to: "\(folder)/victim-\(outcomes.count)")
            let killed = try BuiltProgram.run(
                [
                    "-f", "-o", "/dev/null", "-e", "trace=\(place.call)", "-e",
                    "inject=\(place.call):signal=KILL:when=\(place.ordinal)", BuiltProgram.path, "-p", victim,
                ] + words, program: "/usr/bin/strace")
            #expect(killed.wasKilled || killed.status == 137, "\(place)")
            let left = try state(victim)
            #expect(left == before || left == after, "\(place)")
            outcomes.append(left == after)
            // The next writer finds nothing in its way, and the whole store is sound.
            try ferry("-p", victim, "-P", "零售数仓", "import", package, "--into", "/生产接收/零售批次")
            #expect(try state(victim) == after, "\(place)")
            let check = try BuiltProgram.run(["-p", victim, "fsck"])
            #expect(check.status == 0, "\(place): \(check.output)\(check.errors)")
            try FileManager.default.removeItem(atPath: victim)
        }
        #expect(outcomes.contains(false) && outcomes.contains(true))
    }

    /// A system call to be killed at: the ordinal counts the calls of that name, as the injection counts them.
    private struct Place {
        let call: String
        let ordinal: Int
    }

    /// So many places among the calls of the first thread that change something, the first and the last among them.
    private static func places(in log: String, count: Int) throws -> [Place] {
        let lines = log.split(separator: "\n")
        let thread = lines.first?.prefix { $0 != " " } ?? ""
        var ordinals: [String: Int] = [:]
        var all: [Place] = []
        for line in lines where line.hasPrefix(thread) {
            let text = line.dropFirst(thread.count).drop { $0 == " " }
            guard let end = text.firstIndex(of: "("), !text.hasPrefix("+++"), !text.hasPrefix("---") else { continue }
            let call = String(text[..<end])
            ordinals[call, default: 0] += 1
            if text.contains("O_RDONLY") || text.hasPrefix("write(1,") || text.hasPrefix("write(2,") { continue }
            all.append(Place(call: call, ordinal: ordinals[call] ?? 1))
        }
        guard all.count >= count else { return all }
        return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
    }

    @discardableResult
    private func ferry(_ words: String...) throws -> String {
        let outcome = try BuiltProgram.run(words)
        #expect(outcome.status == 0, "\(words): \(outcome.errors)")
        return outcome.output
    }

    private func state(_ platform: String) throws -> String {
        try ferry("-p", platform, "-P", "零售数仓", "-o", "json", "tasks")
    }

    private func copy(_ folder: String, to place: String) throws -> String {
        try FileManager.default.copyItem(atPath: folder, toPath: place)
        return place
    }
}
