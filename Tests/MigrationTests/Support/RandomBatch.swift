import Foundation
import TaskModel

@testable import Migration

/// Random content for property tests.
enum RandomBatch {
    /// Random content for a platform: some of ten uids, under some of ten names, each waiting for some of the others.
    static func documents(
        _ random: inout SeededRandom, of numbers: Range<Int> = 0..<10, prefix: String = "uid"
    ) throws -> [TaskDocument] {
        let most = numbers.count - numbers.count / 5
        let uids = numbers.shuffled(using: &random).prefix(Int.random(in: 1...most, using: &random))
        let names = numbers.shuffled(using: &random)
        return try zip(uids, names).enumerated().map { place, pair in
            let upstreams = names.prefix(place).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            return try sampleDocument(
                "任务\(pair.1)", uid: "\(prefix)-\(pair.0)", sql: "select \(Int.random(in: 0...2, using: &random))",
                upstreams: upstreams.map { "任务\($0)" })
        }
    }

    /// How often a law is tried: so often, or as `TASKFERRY_CASES` says.
    static func cases(_ usual: Int) -> Range<Int> {
        let wanted = ProcessInfo.processInfo.environment["TASKFERRY_CASES"].flatMap { Int($0) }
        return 0..<(wanted ?? usual)
    }
}
