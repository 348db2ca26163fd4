import TaskModel
import Testing

@testable import Migration

@Suite struct TaskContentTests {
    private func content(_ text: String) throws -> TaskContent {
        let tree = try JSONParser.parse(Array(text.utf8), file: "t")
        return TaskContent(try TaskDocument(filesTree: tree, file: "t"))
    }

    @Test("Unchanged: absent, null and default are the same, uid and name left out (§3)")
    func unchanged() throws {
        let short = try content(#"{"format":1,"name":"a","uid":"1","nodes":[{"name":"n","type":"sql"}]}"#)
        let long = try content(
            #"{"format":1,"name":"b","uid":"2","queue":"","execution":{"retries":0},"nodes":[{"name":"n","type":"sql","dependsOn":[]}]}"#
        )
        #expect(short.equals(long))
        #expect(short.changes(since: long).isEmpty)
    }

    @Test("Differences are named field by field (R21)")
    func changes() throws {
        let before = try content(
            #"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql"}],"schedule":{"cron":"0 0 1 * * ?"}}"#)
        let after = try content(
            #"{"format":1,"name":"a","nodes":[{"name":"n","type":"hive"},{"name":"m","type":"sql"}],"queue":"q"}"#)
        #expect(
            after.changes(since: before).map(\.field) == [
                "nodes", "nodes[m].type", "nodes[n].type", "queue", "schedule.cron",
            ])
    }

    @Test("No two fields share a path, whatever the names and keys")
    func paths() throws {
        let first = try content(
            #"{"format":1,"name":"a","nodes":[{"name":"a.b","type":"sql","c":1},{"name":"a","type":"sql"}]}"#)
        let second = try content(
            #"{"format":1,"name":"a","nodes":[{"name":"a.b","type":"sql"},{"name":"a","type":"sql","b.c":1}]}"#)
        #expect(!first.equals(second))
        let third = try content(#"{"format":1,"name":"a","schedule.cron":"x"}"#)
        let fourth = try content(#"{"format":1,"name":"a","schedule":{"cron":"x"}}"#)
        #expect(!third.equals(fourth))
    }
}
