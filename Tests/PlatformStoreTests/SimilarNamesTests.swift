import FileIO
import TaskModel
import Testing

@testable import PlatformStore

@Suite struct SimilarNamesTests {
    @Test("R4: names that were meant are found by case, distance and beginning, online ones alone if wanted")
    func similar() throws {
        let sample = try Sample()
        let names = ["dwd_order_detail_di", "dwd_order_detail_df", "DWD_user", "ods_订单同步_日", "ods_订单同步_月", "zzz"]
        try sample.commit(
            names.enumerated().map { aTask($0.element, uid: "u\($0.offset)", online: $0.element != "zzz") })
        let snapshot = try sample.platform.snapshot()
        func similar(_ name: String, onlineOnly: Bool = false) throws -> [String] {
            try snapshot.similarNames(Sample.retail, to: name, limit: 3, onlineOnly: onlineOnly).map(\.text)
        }
        #expect(try similar("dwd_order_detial_di") == ["dwd_order_detail_di", "dwd_order_detail_df"])
        #expect(try similar("dwd_order_detail_d") == ["dwd_order_detail_df", "dwd_order_detail_di"])
        #expect(try similar("wd_order_detail_df").first == "dwd_order_detail_df")
        #expect(try similar("dwd_user") == ["DWD_user"])
        #expect(try similar("ods_订单同步日") == ["ods_订单同步_日", "ods_订单同步_月"])
        #expect(try similar("dwd_ord") == ["dwd_order_detail_df", "dwd_order_detail_di"])
        #expect(try similar("zz") == ["zzz"])
        #expect(try similar("zz", onlineOnly: true) == [])
        #expect(try similar("nothing like it") == [])
    }

    @Test(
        "R4: the walk through the index finds what a comparison with every name finds",
        arguments: [
            UInt64.random(in: 0...UInt64.max), 3,
        ])
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["a", "b", "c", "_", "订"]
        func word() -> String {
            String(
                (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        }
        let sample = try Sample()
        let names = Set((0..<300).map { _ in word() }).sorted()
        try sample.commit(names.enumerated().map { aTask($0.element, uid: "u\($0.offset)") })
        let snapshot = try sample.platform.snapshot()
        for _ in 0..<40 {
            let wanted = word()
            let limit = wanted.unicodeScalars.count < 4 ? 1 : 2
            let search = EditDistance(pattern: Array(wanted.unicodeScalars), limit: limit)
            let near = names.filter { name in
                let row = name.unicodeScalars.reduce(search.start) { search.next($0, $1) }
                return name != wanted && search.distance(row) != nil
            }
            let found = try snapshot.similarNames(Sample.retail, to: wanted, limit: 1_000).map(\.text)
            if !near.isEmpty, near.count < 100 {
                #expect(Set(found) == Set(near), "seed \(seed), \(wanted)")
            }
        }
    }
}
