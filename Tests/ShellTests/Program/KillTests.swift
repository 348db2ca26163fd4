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
        // The calls are counted by thread, as the injection counts them; the busiest one is the one that commits.
        var threads: [Substring: Int] = [:]
        for line in try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        where !line.contains("+++") && !line.contains("---") && !line.contains("resumed>") {
            threads[line.prefix { $0 != " " }, default: 0] += 1
        }
        let count = threads.values.max() ?? 0
        #expect(count > 40)

        var outcomes: [Bool] = []
        for step in 1...20 {
            let place = max(1, count * step / 21)
            let victim = try copy(platform, to: "\(folder)/victim-\(step)")
            let killed = try BuiltProgram.run(
                [
                    "-f", "-o", "/dev/null", "-e", "trace=\(Self.calls)", "-e",
                    "inject=\(Self.calls):signal=KILL:when=\(place)", BuiltProgram.path, "-p", victim,
                ] + words, program: "/usr/bin/strace")
            #expect(killed.wasKilled || killed.status == 137, "place \(place) of \(count)")
            let left = try state(victim)
            #expect(left == before || left == after, "place \(place) of \(count)")
            outcomes.append(left == after)
            // The next writer finds nothing in its way, and the whole store is sound.
            try ferry("-p", victim, "import", "-P", "零售数仓", package, "--into", "/生产接收/零售批次")
            #expect(try state(victim) == after, "place \(place) of \(count)")
            let check = try BuiltProgram.run(["-p", victim, "fsck"])
            #expect(check.status == 0, "place \(place): \(check.output)\(check.errors)")
            try FileManager.default.removeItem(atPath: victim)
        }
        #expect(outcomes.contains(false))
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
