/// Rows 1 to 4: from the shop's orders and products to the stores' daily sales.
extension DemoTask {
    /// Row 1: passes, and is created.
    static let orderSync = DemoTask(
        "/零售/ods",
        document: #"""
            {
              "format": 1,
              "uid": "8964b481-8b23-4cb4-983c-64a04b202f42",
              "name": "ods_订单同步_日",
              "description": "订单中心的订单、订单行、支付单，每日增量同步到 ODS",
              "nodes": [
                { "name": "sync", "type": "dataSync", "syncTask": "mysql_oms_order_to_ods" },
                { "name": "count", "type": "sql", "dependsOn": ["sync"], "script": "nodes/count.sql" }
              ],
              "schedule": { "cron": "0 10 0 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 7200, "priority": "high",
                             "resourceGroup": "公共资源组" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "count.sql",
                #"""
                -- 记下当日同步的行数，空分区在这里就要暴露出来
                INSERT OVERWRITE TABLE retail_ods.ods_sync_audit
                PARTITION (dt = '${azkaban.flow.1.days.ago}', table_name = 'ods_oms_order_di')
                SELECT count(*)                                   AS row_cnt,
                       count(DISTINCT order_id)                   AS order_cnt,
                       min(update_time)                           AS first_update,
                       max(update_time)                           AS last_update,
                       assert_true(count(*) > 0)                  AS is_loaded
                FROM   retail_ods.ods_oms_order_di
                WHERE  dt = '${azkaban.flow.1.days.ago}';
                """#)
        ])

    /// Row 2: production has no such sync task.
    static let productSync = DemoTask(
        "/零售/ods",
        document: #"""
            {
              "format": 1,
              "uid": "a4f69164-0b38-4ba6-826e-86ea1fd486af",
              "name": "ods_商品同步_日",
              "description": "商品中心 SKU 全量同步到 ODS，并去掉重复推送",
              "nodes": [
                { "name": "sync", "type": "dataSync", "syncTask": "mysql_pim_sku_to_ods" },
                { "name": "deduplicate", "type": "hive", "dependsOn": ["sync"], "script": "nodes/deduplicate.sql" }
              ],
              "schedule": { "cron": "0 15 0 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "deduplicate.sql",
                #"""
                -- 同一 SKU 一天内可能推送多次，只留最后一次
                INSERT OVERWRITE TABLE retail_ods.ods_pim_sku_df PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT sku_id, spu_id, sku_name, category_id, brand_id, list_price, status, update_time
                FROM  (SELECT t.*,
                              row_number() OVER (PARTITION BY sku_id ORDER BY update_time DESC) AS rn
                       FROM   retail_ods.ods_pim_sku_raw t
                       WHERE  t.dt = '${azkaban.flow.1.days.ago}') latest
                WHERE  rn = 1;
                """#)
        ])

    /// Row 3: waits for row 1, which must be in the batch or there already.
    static let orderDetail = DemoTask(
        "/零售/dwd",
        document: #"""
            {
              "format": 1,
              "uid": "a84bfd71-99a3-4af2-b6de-673501f7f5ca",
              "name": "dwd_order_detail_di",
              "description": "订单明细：订单行、优惠分摊、支付方式合成一行",
              "nodes": [
                { "name": "load_item", "type": "sparkSQL", "script": "nodes/load_item.sql",
                  "parameters": { "dt": "${azkaban.flow.1.days.ago}" } },
                { "name": "load_payment", "type": "sparkSQL", "script": "nodes/load_payment.sql",
                  "parameters": { "dt": "${azkaban.flow.1.days.ago}" } },
                { "name": "merge", "type": "sparkSQL", "dependsOn": ["load_item", "load_payment"],
                  "script": "nodes/merge.sql",
                  "parameters": { "dt": "${azkaban.flow.1.days.ago}", "spark.sql.shuffle.partitions": 400 },
                  "queue": "root.retail.batch" },
                { "name": "check", "type": "dataQuality", "dependsOn": ["merge"],
                  "qualityMonitors": ["订单明细_主键唯一"] }
              ],
              "schedule": { "cron": "0 30 2 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "dependencies": [ { "task": "ods_订单同步_日", "cycle": "current" } ],
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 7200, "onTimeout": "end",
                             "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "load_item.sql",
                #"""
                -- 订单行，优惠按金额占比分摊到行
                INSERT OVERWRITE TABLE retail_tmp.tmp_order_item PARTITION (dt = '${dt}')
                SELECT i.order_id,
                       i.item_id,
                       o.member_id,
                       o.shop_id,
                       i.sku_id,
                       regexp_replace(i.sku_name, '\\s+', ' ')                              AS sku_name,
                       i.qty,
                       i.item_amount,
                       round(o.discount_amount * i.item_amount / nullif(o.order_amount, 0), 2) AS discount_share,
                       o.order_status,
                       o.create_time
                FROM   retail_ods.ods_oms_order_item_di i
                JOIN   retail_ods.ods_oms_order_di o
                       ON i.order_id = o.order_id AND o.dt = '${dt}'
                WHERE  i.dt = '${dt}'
                  AND  o.is_test = 0;            -- 压测单不进数仓
                """#),
            DemoFile(
                "load_payment.sql",
                #"""
                -- 一单多笔支付，收成一行
                INSERT OVERWRITE TABLE retail_tmp.tmp_order_payment PARTITION (dt = '${dt}')
                SELECT order_id,
                       concat_ws('|', sort_array(collect_set(pay_channel))) AS pay_channels,
                       sum(pay_amount)                                      AS pay_amount,
                       min(pay_time)                                        AS first_pay_time
                FROM   retail_ods.ods_oms_payment_di
                WHERE  dt = '${dt}'
                  AND  pay_status = 'SUCCESS'
                GROUP  BY order_id;
                """#),
            DemoFile(
                "merge.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dwd.dwd_order_detail_di PARTITION (dt = '${dt}')
                SELECT i.order_id,
                       i.item_id,
                       i.member_id,
                       i.shop_id,
                       i.sku_id,
                       i.sku_name,
                       i.qty,
                       i.item_amount,
                       coalesce(i.discount_share, 0)                 AS discount_share,
                       i.item_amount - coalesce(i.discount_share, 0) AS net_amount,
                       p.pay_channels,
                       p.first_pay_time,
                       i.order_status,
                       i.create_time
                FROM   retail_tmp.tmp_order_item i
                LEFT JOIN retail_tmp.tmp_order_payment p
                       ON i.order_id = p.order_id AND p.dt = '${dt}'
                WHERE  i.dt = '${dt}';
                """#),
        ])

    /// Row 4: production has no such quality monitor.
    static let storeDailySales = DemoTask(
        "/零售/dws",
        document: #"""
            {
              "format": 1,
              "uid": "51b62296-d0e1-4010-9049-1a5c8fa5c61f",
              "name": "dws_门店日销售汇总",
              "description": "门店粒度的日销售汇总，带同比环比",
              "nodes": [
                { "name": "aggregate", "type": "sql", "script": "nodes/aggregate.sql" },
                { "name": "compare", "type": "sql", "dependsOn": ["aggregate"], "script": "nodes/compare.sql",
                  "qualityMonitors": ["门店销售_波动率"] }
              ],
              "schedule": { "cron": "0 0 3 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 5400 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "aggregate.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dws.dws_store_sale_1d PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT store_id,
                       region_id,
                       count(DISTINCT receipt_id)                         AS receipt_cnt,
                       count(DISTINCT member_id)                          AS member_cnt,
                       sum(qty)                                           AS sale_qty,
                       sum(paid_amount)                                   AS sale_amount,
                       sum(paid_amount) / count(DISTINCT receipt_id)      AS amount_per_receipt
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY store_id, region_id;
                """#),
            DemoFile(
                "compare.sql",
                #"""
                -- 环比昨日，同比上周同日
                INSERT OVERWRITE TABLE retail_dws.dws_store_sale_compare_1d
                PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT t.store_id,
                       t.sale_amount,
                       y.sale_amount                                     AS amount_yesterday,
                       w.sale_amount                                     AS amount_last_week,
                       t.sale_amount / nullif(y.sale_amount, 0) - 1      AS rate_day,
                       t.sale_amount / nullif(w.sale_amount, 0) - 1      AS rate_week
                FROM   retail_dws.dws_store_sale_1d t
                LEFT JOIN retail_dws.dws_store_sale_1d y
                       ON t.store_id = y.store_id AND y.dt = '${azkaban.flow.2.days.ago}'
                LEFT JOIN retail_dws.dws_store_sale_1d w
                       ON t.store_id = w.store_id AND w.dt = '${azkaban.flow.8.days.ago}'
                WHERE  t.dt = '${azkaban.flow.1.days.ago}';
                """#),
        ])
}
