/// The two platforms that `demo` makes, on which every check can be seen to pass and to fail.
///
/// The tasks of the test platform are numbered in the comments below; what each shows is what production has, or lacks,
/// for it. Everything that a task refers to exists at production too, but for the one thing that its row is about.
enum DemoContent {
    /// The project whose tasks travel.
    static let warehouse = "零售数仓"
    /// The project that takes data in, at both platforms.
    static let ingestion = "公共接入层"
    /// The project that production does not have.
    static let advertising = "广告投放"
    /// The task directory that production keeps for what is imported.
    static let importDirectory = "/生产接收/零售批次"

    /// Names that pass the check together: rows 1, 3, 5, 10, 12, 13, 14, 17, 18 and 19.
    static let passingBatch: [String] = [
        "ods_订单同步_日", "dwd_order_detail_di", "ads_经营日报", "spark_用户画像宽表", "月度结算_v2", "dim_日期维表",
        "营销_优惠券核销", "库存快照_早", "库存快照_晚", "轮询_供应商文件到达",
    ]

    /// The platform where tasks are developed: export on, import off.
    static let test = DemoPlatform(
        folder: "test", name: "测试平台", batchExport: true, batchImport: false,
        projects: [
            DemoProject(
                name: warehouse, directories: warehouseDirectories,
                qualityMonitors: ["订单明细_主键唯一", "门店销售_波动率", "日报_指标非空"],
                syncTasks: ["mysql_oms_order_to_ods", "mysql_pim_sku_to_ods", "mysql_wms_stock_to_ods"],
                members: members),
            ingestionProject,
            DemoProject(
                name: advertising, directories: ["/投放", "/投放/ods"], qualityMonitors: [],
                syncTasks: ["kafka_ad_event_to_ods"], members: members),
        ],
        resourceGroups: [
            DemoResourceGroup(name: "公共资源组", id: "rg-test-001"),
            DemoResourceGroup(name: "外网采集组", id: "rg-test-017"),
        ],
        queues: ["root.default", "root.retail.batch", "root.retail.adhoc"], nodeTypes: ["flink"], tasks: testTasks)

    /// The platform where tasks run: export off, import on. It lacks the sync task of row 2, the monitor of row 4, the
    /// resource group of row 9, the queue of row 11, the project of row 15 and the node type of row 24.
    static let production = DemoPlatform(
        folder: "production", name: "生产平台", batchExport: false, batchImport: true,
        projects: [
            DemoProject(
                name: warehouse, directories: warehouseDirectories + ["/零售/公共维度", "/生产接收", importDirectory],
                qualityMonitors: ["订单明细_主键唯一", "日报_指标非空"],
                syncTasks: ["mysql_oms_order_to_ods", "mysql_wms_stock_to_ods"], members: members),
            ingestionProject,
        ],
        resourceGroups: [DemoResourceGroup(name: "公共资源组", id: "rg-prod-001")],
        queues: ["root.default", "root.retail.batch"], nodeTypes: [], tasks: productionTasks)

    private static let warehouseDirectories: [String] = [
        "/零售", "/零售/ods", "/零售/dim", "/零售/dwd", "/零售/dws", "/零售/ads", "/零售/算法", "/零售/营销", "/零售/财务",
        "/零售/供应链", "/零售/运维",
    ]

    private static let members: [DemoMember] = [
        DemoMember(user: "李澜", role: "admin"), DemoMember(user: "周牧", role: "developer"),
    ]

    private static let ingestionProject = DemoProject(
        name: ingestion, directories: ["/接入", "/接入/日志", "/接入/财务"], qualityMonitors: [],
        syncTasks: ["kafka_coupon_log_to_ods"], members: members)

    /// Tasks that both platforms have alike, from earlier imports: what the rows refer to and expect to find.
    private static let sharedTasks: [DemoTask] = [
        DemoTask.storeDimension, .storeSales, .productSales, .reportPush, .stockFlow, .couponLog,
    ]

    private static let testTasks: [DemoTask] =
        sharedTasks + [
            // What only the test platform has (rows 8 and 15), or has online (row 22).
            DemoTask.forecastFeatures, .adEvents, .purchasesInTransit,
            // Rows 1 to 4: the order and product chain.
            .orderSync, .productSync, .orderDetail, .storeDailySales,
            // Rows 5, 7 and 6: the nested flow of 6 is 7.
            .businessReport, .memberTags, .repurchaseAnalysis,
            // Rows 8 to 11.
            .forecastTraining, .exchangeRates, .userProfile, .partitionCleanup,
            // Rows 12 to 16.
            .monthlySettlement, .dateDimension, .couponRedemption, .channelAttribution, .supplierSettlement,
            // Rows 17 to 20.
            .earlySnapshot, .lateSnapshot, .supplierFiles, .quarterlyReconciliation,
            // Rows 21 and 22.
            .returnRateStudy, .replenishment,
            // Row 23, 乙 before 甲, which waits for it.
            .settlementB, .settlementA,
            // Rows 24 to 26.
            .dashboardBackfill, .holidayBackfill, .doubleElevenWarmUp,
        ]

    private static let productionTasks: [DemoTask] =
        sharedTasks + [
            // Row 22: not online here.
            DemoTask.purchasesInTransit.inDevelopment,
            // Row 12, and what must go on referring to it after the rename (R14).
            .monthlySettlementAtProduction, .settlementVouchers,
            // Row 13: the name under another uid, in another directory.
            .dateDimensionAtProduction,
            // Row 16: the uid under an old name, and the name taken by another task.
            .supplierSettlementAtProduction, .supplierSettlementRival,
            // Rows 17 and 18: the names the other way round.
            .earlySnapshotAtProduction, .lateSnapshotAtProduction,
            // Row 23: 甲 before 乙, which waits for it here.
            .settlementAAtProduction, .settlementBAtProduction,
        ]
}
