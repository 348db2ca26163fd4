import TaskModel
import Testing

@testable import PlatformStore

@Suite struct NamePrefixTests {
    @Test("names by prefix: first, last and all, whatever scalar the prefix ends with; online ones alone if wanted")
    func prefixes() throws {
        let sample = try Sample()
        let names = [
            "a", "a\u{D7FF}x", "a\u{E000}x", "a\u{10FFFF}", "a\u{10FFFF}x", "ab", "abc", "b", "\u{10FFFF}\u{10FFFF}",
            "日", "日a", "旦",
        ].sorted { $0.precedes($1) }
        let online: Set<ExactString> = [ExactString("abc"), ExactString("日a")]
        try sample.commit(
            names.enumerated().map {
                aTask($0.element, uid: "u\($0.offset)", online: online.contains(ExactString($0.element)))
            })
        let snapshot = try sample.platform.snapshot()
        for prefix in names + ["", "a\u{10FFFF}x", "abcd", "zz"] {
            for onlineOnly in [false, true] {
                let expected = names.filter {
                    $0.utf8.starts(with: prefix.utf8) && (!onlineOnly || online.contains(ExactString($0)))
                }
                let place = "\(prefix.debugDescription), online only: \(onlineOnly)"
                let found = try snapshot.names(Sample.retail, prefix: prefix, onlineOnly: onlineOnly, limit: 99)
                #expect(found.map(ExactString.init) == expected.map(ExactString.init), "\(place)")
                let last = try snapshot.lastName(Sample.retail, prefix: prefix, onlineOnly: onlineOnly)
                #expect(last.map(ExactString.init) == expected.last.map(ExactString.init), "\(place)")
            }
        }
    }
}
