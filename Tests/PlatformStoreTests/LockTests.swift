import FileIO
import Foundation
import Synchronization
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct LockTests {
    @Test("§5 Writers: who waits is told who holds the lock, and gives up with store-busy")
    func busy() throws {
        let sample = try Sample()
        let patience = StoreLock.Patience(notice: 30, limit: 120, poll: 5)
        let waiting = try sample.reopened(patience: patience)
        let since = Timestamp(secondsSince1970: 1_629_182_166)
        try sample.platform.write(as: LockHolder(user: "alice", command: "import", since: since)) { _ in
            let told = Mutex<[LockHolder]>([])
            let error = #expect(throws: TaskferryError.self) {
                try waiting.write(waiting: { holder, _ in told.withLock { $0.append(holder) } }) { _ in }
            }
            #expect(error?.code == .storeBusy)
            let holder = LockHolder(pid: Int(getpid()), user: "alice", command: "import", since: since)
            #expect(told.withLock { $0 } == [holder])
        }
        try waiting.write { _ in }
    }

    @Test("§5 Writers: Ctrl-C works while a writer waits")
    func cancelled() throws {
        let sample = try Sample()
        let asked = Mutex(0)
        try sample.platform.write { _ in
            #expect(
                code {
                    try sample.reopened().write(cancelled: {
                        if asked.withLock({
                            $0 += 1; return $0
                        }) == 3 {
                            throw TaskferryError(.interrupted)
                        }
                    }) { _ in }
                } == .interrupted)
        }
    }

    @Test("§5 Writers: a writer waits for another process, and goes on when that one dies")
    func process() throws {
        let sample = try Sample()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["--no-fork", sample.layout.lock, "sleep", "60"]
        try holder.run()
        let probe = try OpenFile.open(sample.layout.lock, O_RDWR)
        while try probe.tryLock() {
            #expect(flock(probe.descriptor, LOCK_UN) == 0)
            usleep(2_000)
        }
        let patience = StoreLock.Patience(notice: 20, limit: 40, poll: 5)
        #expect(code { try sample.reopened(patience: patience).write { _ in } } == .storeBusy)
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        try sample.reopened().write { _ in }
    }

    @Test("R20: a commit that is cancelled at any moment it can be leaves the state before")
    func cancelledCommit() throws {
        for moment in 1...40 {
            let sample = try Sample()
            let asked = Mutex(0)
            let bytes = Array(repeating: UInt8(7), count: 10)
            let digest = SHA256Digest(of: bytes)
            var settings = try sample.platform.snapshot().settings
            settings.batchExport = true
            let error = code {
                try sample.platform.write(cancelled: {
                    if asked.withLock({
                        $0 += 1; return $0
                    }) == moment {
                        throw TaskferryError(.interrupted)
                    }
                }) { writer in
                    try writer.addBlob(expected: digest, size: 10) { sink in try bytes.withUnsafeBytes(sink) }
                    _ = try writer.commit(Sample.request([aTask("a", uid: "u")], [], settings))
                }
            }
            let snapshot = try sample.reopened().snapshot()
            let isDone = try snapshot.task(Sample.retail, named: label("a")) != nil
            #expect(isDone == (error == nil) && snapshot.settings.batchExport == isDone)
            // Resource bytes that no document names are garbage to fsck, also in the commit that went through here.
            let damages = try sample.platform.fsck(repair: false).filter { !isDone || $0.kind != .garbage }
            #expect(damages == [], "moment \(moment)")
            if isDone { return }
        }
        Issue.record("never came to its end")
    }
}
