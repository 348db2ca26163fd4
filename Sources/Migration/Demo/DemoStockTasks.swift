/// Rows 17, 18 and 22: stock, on both platforms.
extension DemoTask {
    /// Row 17: production has its uid as 库存快照_晚.
    static let earlySnapshot = snapshotBeforeOpening(named: "库存快照_早")
    /// Row 18: production has its uid as 库存快照_早.
    static let lateSnapshot = snapshotAfterClosing(named: "库存快照_晚")
    /// Row 17 as production has it: the same task under the other's name.
    static let earlySnapshotAtProduction = snapshotBeforeOpening(named: "库存快照_晚")
    /// Row 18 as production has it: the same task under the other's name.
    static let lateSnapshotAtProduction = snapshotAfterClosing(named: "库存快照_早")

    private static func snapshotBeforeOpening(named name: String) -> DemoTask {
        DemoTask(
            "/零售/供应链",
            document: #"""
                {
                  "format": 1,
                  "uid": "f58cf4ff-c680-4b9f-9ae3-c19dc2c61574",
                  "name": "\#(name)",
                  "description": "开店前的库存快照，用前一天算完的流水",
                  "nodes": [
                    { "name": "snapshot", "type": "hive", "script": "nodes/snapshot.sql" }
                  ],
                  "schedule": { "cron": "0 0 6 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
                  "dependencies": [ { "task": "dwd_库存流水_日", "cycle": "previous" } ],
                  "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
                  "queue": "root.retail.batch"
                }
                """#,
            scripts: [
                DemoFile(
                    "snapshot.sql",
                    #"""
                    INSERT OVERWRITE TABLE retail_dws.dws_stock_snapshot
                    PARTITION (dt = '${azkaban.flow.current.date}', slot = 'open')
                    SELECT location_id, sku_id, sum(qty) AS on_hand
                    FROM  (SELECT location_id, sku_id, on_hand AS qty
                           FROM   retail_dws.dws_stock_snapshot
                           WHERE  dt = '${azkaban.flow.1.days.ago}' AND slot = 'open'
                           UNION ALL
                           SELECT location_id, sku_id, qty
                           FROM   retail_dwd.dwd_stock_flow_di
                           WHERE  dt = '${azkaban.flow.1.days.ago}') moved
                    GROUP  BY location_id, sku_id;
                    """#)
            ])
    }

    private static func snapshotAfterClosing(named name: String) -> DemoTask {
        DemoTask(
            "/零售/供应链",
            document: #"""
                {
                  "format": 1,
                  "uid": "6fae5523-b2aa-4460-ae93-bad2e9b11f69",
                  "name": "\#(name)",
                  "description": "闭店后的库存快照，用门店实时上报",
                  "nodes": [
                    { "name": "snapshot", "type": "hive", "script": "nodes/snapshot.sql" }
                  ],
                  "schedule": { "cron": "0 30 22 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
                  "dependencies": [ { "task": "dim_门店维表", "cycle": "current" } ],
                  "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
                  "queue": "root.retail.batch"
                }
                """#,
            scripts: [
                DemoFile(
                    "snapshot.sql",
                    #"""
                    INSERT OVERWRITE TABLE retail_dws.dws_stock_snapshot
                    PARTITION (dt = '${azkaban.flow.current.date}', slot = 'close')
                    SELECT r.store_id AS location_id, r.sku_id, r.on_hand
                    FROM   retail_ods.ods_store_stock_report r
                    JOIN   retail_dim.dim_store d
                           ON r.store_id = d.store_id
                          AND d.dt = '${azkaban.flow.1.days.ago}'
                          AND d.is_open = 1
                    WHERE  r.dt = '${azkaban.flow.current.date}';
                    """#)
            ])
    }

    /// Row 22: its upstream is at production in development only.
    static let replenishment = DemoTask(
        "/零售/供应链",
        document: #"""
            {
              "format": 1,
              "uid": "9a615bb8-783c-4853-856f-3e9458ff5da2",
              "name": "补货建议_日",
              "description": "按库存、在途和近四周销量给出门店补货建议",
              "nodes": [
                { "name": "demand", "type": "sparkSQL", "script": "nodes/demand.sql" },
                { "name": "suggest", "type": "sparkSQL", "dependsOn": ["demand"], "script": "nodes/suggest.sql" }
              ],
              "schedule": { "cron": "0 0 5 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-06-01" },
              "dependencies": [
                { "task": "采购在途_日", "cycle": "current" },
                { "task": "dwd_库存流水_日", "cycle": "current" }
              ],
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 5400, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "demand.sql",
                #"""
                INSERT OVERWRITE TABLE retail_tmp.tmp_sku_demand PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT store_id, sku_id, sum(qty) / 28 AS daily_qty
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  dt BETWEEN '${azkaban.flow.28.days.ago}' AND '${azkaban.flow.1.days.ago}'
                GROUP  BY store_id, sku_id;
                """#),
            DemoFile(
                "suggest.sql",
                #"""
                -- 目标库存十天的量；在途先抵
                INSERT OVERWRITE TABLE retail_ads.ads_replenishment PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT d.store_id,
                       d.sku_id,
                       greatest(0, ceil(d.daily_qty * 10 - coalesce(s.on_hand, 0) - coalesce(t.transit_qty, 0))) AS qty
                FROM   retail_tmp.tmp_sku_demand d
                LEFT JOIN retail_dws.dws_stock_snapshot s
                       ON d.store_id = s.location_id AND d.sku_id = s.sku_id
                      AND s.dt = '${azkaban.flow.1.days.ago}' AND s.slot = 'close'
                LEFT JOIN retail_dws.dws_purchase_transit t
                       ON d.store_id = t.location_id AND d.sku_id = t.sku_id
                      AND t.dt = '${azkaban.flow.1.days.ago}'
                WHERE  d.dt = '${azkaban.flow.1.days.ago}';
                """#),
        ])

    /// The upstream of row 22.
    static let purchasesInTransit = DemoTask(
        "/零售/供应链",
        document: #"""
            {
              "format": 1,
              "uid": "f76c2450-0844-4799-b604-135363dbb78a",
              "name": "采购在途_日",
              "description": "已下单未入库的采购数量",
              "nodes": [
                { "name": "load", "type": "hive", "script": "nodes/load.sql" }
              ],
              "schedule": { "cron": "0 50 0 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-06-01" },
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "load.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dws.dws_purchase_transit PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT receive_location_id                  AS location_id,
                       sku_id,
                       sum(order_qty - received_qty)        AS transit_qty,
                       min(expected_date)                   AS first_arrival
                FROM   retail_ods.ods_purchase_order_line_df
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                  AND  order_status IN ('APPROVED', 'SHIPPED')
                  AND  order_qty > received_qty
                GROUP  BY receive_location_id, sku_id;
                """#)
        ])
}
