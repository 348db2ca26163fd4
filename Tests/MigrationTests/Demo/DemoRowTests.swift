import TaskModel
import Testing

@testable import Migration

/// A row of the demonstration: the task, what becomes of it at production, and what the check says.
struct DemoRow: Sendable, CustomTestStringConvertible {
    let number: String
    let name: String
    let action: String
    let findings: [String]
    /// Other rows that make it pass.
    var with: [String] = []

    var testDescription: String { "\(number) \(name)" }

    static let all: [DemoRow] = [
        DemoRow(number: "1", name: "ods_订单同步_日", action: "create", findings: []),
        DemoRow(
            number: "2", name: "ods_商品同步_日", action: "create", findings: ["missing-sync-task mysql_pim_sku_to_ods"]),
        DemoRow(
            number: "3", name: "dwd_order_detail_di", action: "create",
            findings: ["missing-upstream-task ods_订单同步_日"], with: ["ods_订单同步_日"]),
        DemoRow(
            number: "4", name: "dws_门店日销售汇总", action: "create", findings: ["missing-quality-monitor 门店销售_波动率"]),
        DemoRow(number: "5", name: "ads_经营日报", action: "create", findings: []),
        DemoRow(
            number: "6", name: "ads_会员复购分析", action: "create",
            findings: ["missing-referenced-task 会员标签刷新流"], with: ["会员标签刷新流"]),
        DemoRow(number: "7", name: "会员标签刷新流", action: "create", findings: []),
        DemoRow(
            number: "8", name: "ai_销量预测训练", action: "create", findings: ["missing-referenced-task 销量预测_特征流"]),
        DemoRow(number: "9", name: "py_汇率抓取", action: "create", findings: ["missing-resource-group 外网采集组"]),
        DemoRow(number: "10", name: "spark_用户画像宽表", action: "create", findings: []),
        DemoRow(
            number: "11", name: "shell_历史分区清理", action: "create", findings: ["missing-queue root.retail.adhoc"]),
        DemoRow(number: "12", name: "月度结算_v2", action: "rename", findings: []),
        DemoRow(number: "13", name: "dim_日期维表", action: "overwrite", findings: []),
        DemoRow(number: "14", name: "营销_优惠券核销", action: "create", findings: []),
        DemoRow(number: "15", name: "营销_渠道归因", action: "create", findings: ["missing-upstream-project 广告投放"]),
        DemoRow(number: "16", name: "供应商结算", action: "rename", findings: ["name-taken 供应商结算"]),
        DemoRow(
            number: "17", name: "库存快照_早", action: "rename", findings: ["name-taken 库存快照_早"], with: ["库存快照_晚"]),
        DemoRow(
            number: "18", name: "库存快照_晚", action: "rename", findings: ["name-taken 库存快照_晚"], with: ["库存快照_早"]),
        DemoRow(number: "19", name: "轮询_供应商文件到达", action: "create", findings: []),
        DemoRow(number: "20", name: "对账 2021Q3", action: "create", findings: ["invalid-task-name 对账 2021Q3"]),
        DemoRow(number: "22", name: "补货建议_日", action: "create", findings: ["upstream-not-online 采购在途_日"]),
        DemoRow(number: "23", name: "结算_甲", action: "overwrite", findings: ["dependency-cycle"], with: ["结算_乙"]),
        DemoRow(number: "23", name: "结算_乙", action: "overwrite", findings: []),
        DemoRow(
            number: "24", name: "flink_实时大屏回补", action: "create", findings: ["unsupported-node-type flink"]),
        DemoRow(
            number: "25", name: "节假日补数", action: "create", findings: ["invalid-schedule Asia/Holiday_City"]),
        DemoRow(number: "26", name: "双十一预热", action: "create", findings: ["schedule-expired 2021-11-12"]),
    ]
}

@Suite("demo: every row behaves as its description says")
struct DemoRowTests {
    let test: DemoOracle
    let production: DemoOracle

    init() throws {
        test = try DemoOracle(DemoContent.test)
        production = try DemoOracle(DemoContent.production)
    }

    private func batch(_ names: [String]) throws -> [DemoOracle.Entry] {
        try names.map { try #require(test.entry(DemoContent.warehouse, named: $0), "\($0)") }
    }

    @Test("all rows are there, and only row 21 is not online")
    func rows() throws {
        for row in DemoRow.all { #expect(try batch([row.name])[0].task.online, "\(row.name)") }
        let offline = test.entries.filter { !$0.task.online }
        #expect(offline.map(\.name) == ["退货率探索"])
        #expect(Set(DemoRow.all.map(\.number) + ["21"]).count == 26)
    }

    @Test("alone, a row shows its own finding and no other", arguments: DemoRow.all)
    func alone(_ row: DemoRow) throws {
        let batch = try batch([row.name])
        #expect(production.findings(batch) == row.findings)
        #expect(production.landings(batch).map(\.action) == [row.action])
    }

    @Test("together with what it needs, a row passes", arguments: DemoRow.all.filter { !$0.with.isEmpty })
    func together(_ row: DemoRow) throws {
        let batch = try batch(row.with + [row.name])
        #expect(production.findings(batch) == [])
        #expect(production.landings(batch).last?.action == row.action)
    }

    @Test("rows 1, 3, 5, 10, 12, 13, 14, 17, 18 and 19 pass together")
    func passing() throws {
        let numbers = Set(["1", "3", "5", "10", "12", "13", "14", "17", "18", "19"])
        #expect(DemoContent.passingBatch == DemoRow.all.filter { numbers.contains($0.number) }.map(\.name))
        #expect(production.findings(try batch(DemoContent.passingBatch)) == [])
    }

    @Test("every failure shows with 2, 3, 4, 6, 8, 9, 11, 15, 16, 20, 22, 23 (甲 alone), 24 and 25")
    func failing() throws {
        let numbers = Set(["2", "3", "4", "6", "8", "9", "11", "15", "16", "20", "22", "23", "24", "25"])
        let rows = DemoRow.all.filter { numbers.contains($0.number) && $0.name != "结算_乙" }
        #expect(rows.count == numbers.count)
        #expect(production.findings(try batch(rows.map(\.name))) == rows.flatMap(\.findings).sorted())
    }

    @Test("R13: row 13 stands in another directory under another uid at production")
    func dateDimension() throws {
        let here = try #require(test.entry(DemoContent.warehouse, named: "dim_日期维表"))
        let there = try #require(production.entry(DemoContent.warehouse, named: "dim_日期维表"))
        #expect(here.uid != there.uid && here.task.directory != there.task.directory)
        #expect(production.entry(DemoContent.warehouse, uid: here.uid) == nil)
    }

    @Test("R14: row 12 is known under its old name, and another project refers to it")
    func renamed() throws {
        let here = try #require(test.entry(DemoContent.warehouse, named: "月度结算_v2"))
        #expect(production.entry(DemoContent.warehouse, uid: here.uid)?.name == "月度结算")
        let referring = production.entries.filter { entry in
            entry.project != DemoContent.warehouse
                && entry.document.links.contains { $0.link.name.text == "月度结算" }
        }
        #expect(referring.count == 1)
    }

    @Test("rows 17 and 18 differ from production in their names alone")
    func swapped() throws {
        for (name, other) in [("库存快照_早", "库存快照_晚"), ("库存快照_晚", "库存快照_早")] {
            let here = try #require(test.entry(DemoContent.warehouse, named: name))
            let there = try #require(production.entry(DemoContent.warehouse, uid: here.uid))
            #expect(there.name == other)
            var document = there.document
            document.name = here.document.name
            #expect(document == here.document)
        }
    }

    @Test("row 19 waits for the end of its own previous run, with a polling and a branch node")
    func polling() throws {
        let document = try batch(["轮询_供应商文件到达"])[0].document
        #expect(document.execution.selfDependency == .previousEnd)
        #expect(document.nodes.prefix(2).map(\.type.text) == ["polling", "branch"])
    }

    @Test("what both platforms share is alike, so that importing it changes nothing")
    func shared() throws {
        let names = [
            "dim_门店维表", "dwd_门店销售流水_日", "dws_商品日销售汇总", "公共_日报推送流", "dwd_库存流水_日",
        ]
        let batch = try batch(names)
        #expect(production.findings(batch) == [])
        #expect(production.landings(batch).map(\.action) == names.map { _ in "unchanged" })
    }
}
