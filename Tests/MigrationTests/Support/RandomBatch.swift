import TaskModel

@testable import Migration

/// Random content for property tests.
enum RandomBatch {
    /// Random content for a platform: some of ten uids, under some of ten names, each waiting for some of the others.
    static func documents(_ random: inout SeededRandom) throws -> [TaskDocument] {
        let uids = (0..<10).shuffled(using: &random).prefix(Int.random(in: 1...8, using: &random))
        let names = (0..<10).shuffled(using: &random)
        return try zip(uids, names).enumerated().map { place, pair in
            let upstreams = names.prefix(place).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            return try sampleDocument(
                "任务\(pair.1)", uid: "uid-\(pair.0)", sql: "select \(Int.random(in: 0...2, using: &random))",
                upstreams: upstreams.map { "任务\($0)" })
        }
    }
}
