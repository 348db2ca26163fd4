import Glibc

/// Runs jobs on several threads and gives their results in the order in which they were submitted.
///
/// Each thread has a context of its own, for compressors and buffers that jobs use one after the other. With one
/// thread, or when none can be started, the jobs run on the calling thread.
final class OrderedPipeline<Context, Output: Sendable>: @unchecked Sendable {
    typealias Job = @Sendable (Context) throws -> Output

    /// How many results have not been taken yet.
    private(set) var pending = 0

    private let makeContext: @Sendable () -> Context
    private let monitor = Monitor()
    private var threads: [pthread_t] = []
    private lazy var ownContext = makeContext()

    // Guarded by the monitor.
    private var queue: [Job] = []
    private var taken = 0
    private var dropped = 0
    private var results: [Int: Result<Output, any Error>] = [:]
    private var isStopping = false

    // The calling thread's own.
    private var nextResult = 0

    private init(makeContext: @escaping @Sendable () -> Context) { self.makeContext = makeContext }

    /// Runs `body` with a pipeline whose threads have ended when this returns; jobs not yet begun by then are dropped.
    static func run<Outcome>(
        threads: Int, context: @escaping @Sendable () -> Context, _ body: (OrderedPipeline) throws -> Outcome
    ) rethrows -> Outcome {
        let pipeline = OrderedPipeline(makeContext: context)
        pipeline.start(threads > 0 ? threads : processors)
        defer { pipeline.stop() }
        return try body(pipeline)
    }

    /// Adds a job; called on the thread that runs `body`.
    func submit(_ job: @escaping Job) {
        pending += 1
        monitor.lock()
        queue.append(job)
        monitor.signalAndUnlock()
    }

    /// The result of the earliest job whose result has not been taken; nil when there is none.
    func next() throws -> Output? {
        guard pending > 0 else { return nil }
        pending -= 1
        defer { nextResult += 1 }
        if threads.isEmpty { return try runNext() }
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if let result = results.removeValue(forKey: nextResult) { return try result.get() }
            monitor.wait()
        }
    }

    private func runNext() throws -> Output {
        let job = queue[taken]
        taken += 1
        dropTaken()
        return try job(ownContext)
    }

    private func start(_ count: Int) {
        guard count > 1 else { return }
        // Signals are for the thread that waits for the user.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        for _ in 0..<count {
            var thread = pthread_t()
            let reference = Unmanaged.passRetained(self)
            let status = pthread_create(&thread, nil, threadMain, reference.toOpaque())
            guard status == 0 else {
                reference.release()
                break
            }
            threads.append(thread)
        }
    }

    private func stop() {
        monitor.lock()
        isStopping = true
        monitor.signalAndUnlock()
        for thread in threads { pthread_join(thread, nil) }
    }

    private func dropTaken() {
        // The array is shortened now and then, so that taking a job from its front costs little.
        if taken >= 64, taken * 2 > queue.count {
            queue.removeFirst(taken)
            dropped += taken
            taken = 0
        }
    }

    fileprivate func work() {
        let context = makeContext()
        monitor.lock()
        while true {
            while taken == queue.count, !isStopping { monitor.wait() }
            if isStopping { break }
            let job = queue[taken]
            let index = dropped + taken
            taken += 1
            dropTaken()
            monitor.unlock()
            let result = Result { try job(context) }
            monitor.lock()
            results[index] = result
            monitor.signal()
        }
        monitor.unlock()
    }

    private static var processors: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }
}

/// What a pipeline can do on a thread, whatever its types.
private protocol ThreadBody: AnyObject, Sendable {
    func work()
}

extension OrderedPipeline: ThreadBody {}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let body = Unmanaged<AnyObject>.fromOpaque(argument).takeRetainedValue() as? any ThreadBody
    body?.work()
    return nil
}

/// A mutex with one condition.
private final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
    func wait() { pthread_cond_wait(condition, mutex) }
    func signal() { pthread_cond_broadcast(condition) }
    func signalAndUnlock() {
        signal()
        unlock()
    }
}
