/// Tasks that both platforms have, alike and online.
extension DemoTask {
    static let storeDimension = DemoTask(
        "/零售/dim",
        document: #"""
            {
              "format": 1,
              "uid": "6ba44238-f135-42e0-8b86-cadfc8a3326a",
              "name": "dim_门店维表",
              "description": "门店维表，每日全量，含闭店日期与所属大区",
              "nodes": [
                { "name": "load", "type": "hive", "script": "nodes/load.sql" }
              ],
              "schedule": { "cron": "0 20 0 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "load.sql",
                #"""
                -- 门店维表：主数据加大区、店型
                INSERT OVERWRITE TABLE retail_dim.dim_store PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT s.store_id,
                       trim(s.store_name)               AS store_name,
                       s.store_type,                    -- 1 直营 2 加盟 3 联营
                       r.region_id,
                       r.region_name,
                       to_date(s.open_time)             AS open_date,
                       to_date(s.close_time)            AS close_date,
                       if(s.close_time IS NULL, 1, 0)   AS is_open
                FROM   retail_ods.ods_store_df s
                LEFT JOIN retail_ods.ods_region_df r
                       ON s.region_id = r.region_id
                      AND r.dt = '${azkaban.flow.1.days.ago}'
                WHERE  s.dt = '${azkaban.flow.1.days.ago}'
                  AND  s.is_deleted = 0;
                """#)
        ])

    static let storeSales = DemoTask(
        "/零售/dwd",
        document: #"""
            {
              "format": 1,
              "uid": "13281111-94df-4774-b516-8e5eb4db8e74",
              "name": "dwd_门店销售流水_日",
              "description": "门店 POS 小票流水，按小票行展开",
              "nodes": [
                { "name": "load", "type": "sparkSQL", "script": "nodes/load.sql",
                  "parameters": { "dt": "${azkaban.flow.1.days.ago}" } }
              ],
              "schedule": { "cron": "0 0 1 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "dependencies": [ { "task": "dim_门店维表", "cycle": "current" } ],
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 7200, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "load.sql",
                #"""
                -- 小票行 + 门店属性；退货行的数量与金额取负
                INSERT OVERWRITE TABLE retail_dwd.dwd_store_sale_di PARTITION (dt = '${dt}')
                SELECT t.receipt_id,
                       t.line_no,
                       t.store_id,
                       d.region_id,
                       t.sku_id,
                       t.member_id,
                       t.sale_time,
                       if(t.line_type = 'RETURN', -t.qty, t.qty)                 AS qty,
                       if(t.line_type = 'RETURN', -t.paid_amount, t.paid_amount) AS paid_amount,
                       t.discount_amount
                FROM   retail_ods.ods_pos_receipt_line_di t
                LEFT JOIN retail_dim.dim_store d
                       ON t.store_id = d.store_id AND d.dt = '${dt}'
                WHERE  t.dt = '${dt}'
                  AND  t.receipt_status = 'CLOSED';
                """#)
        ])

    static let productSales = DemoTask(
        "/零售/dws",
        document: #"""
            {
              "format": 1,
              "uid": "aceb2aaa-18a4-40d2-9a2f-92c70a5fc815",
              "name": "dws_商品日销售汇总",
              "description": "商品粒度的日销售汇总",
              "nodes": [
                { "name": "aggregate", "type": "sparkSQL", "script": "nodes/aggregate.sql" }
              ],
              "schedule": { "cron": "0 30 1 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 5400 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "aggregate.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dws.dws_sku_sale_1d PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT sku_id,
                       count(DISTINCT receipt_id)                AS receipt_cnt,
                       count(DISTINCT store_id)                  AS store_cnt,
                       sum(qty)                                  AS sale_qty,
                       sum(paid_amount)                          AS sale_amount,
                       sum(discount_amount)                      AS discount_amount,
                       sum(if(qty < 0, -qty, 0))                 AS return_qty
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY sku_id;
                """#)
        ])

    /// What the nested flow of row 5 refers to.
    static let reportPush = DemoTask(
        "/零售/ads",
        document: #"""
            {
              "format": 1,
              "uid": "f60f4660-14ec-4798-8b14-e3e43d5b5b26",
              "name": "公共_日报推送流",
              "description": "日报类任务公用的推送流：渲染模板，再推送到群和邮箱；由引用它的任务触发，没有自己的调度",
              "nodes": [
                { "name": "start", "type": "virtual" },
                { "name": "render", "type": "python", "dependsOn": ["start"], "script": "nodes/render.py" },
                { "name": "push", "type": "shell", "dependsOn": ["render"], "script": "nodes/push.sh",
                  "parameters": { "channel": "retail-daily" } }
              ],
              "execution": { "retries": 1, "retryIntervalSeconds": 60, "timeoutSeconds": 900, "priority": "high" },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "render.py",
                #"""
                # -*- coding: utf-8 -*-
                """把指标结果填进日报模板，产出一份 HTML。"""
                import json
                import string

                DT = "${azkaban.flow.1.days.ago}"


                def main():
                    with open("/data/report/metrics_%s.json" % DT, encoding="utf-8") as file:
                        metrics = json.load(file)
                    with open("/data/report/template.html", encoding="utf-8") as file:
                        template = string.Template(file.read())
                    with open("/data/report/daily_%s.html" % DT, "w", encoding="utf-8") as file:
                        file.write(template.safe_substitute(dt=DT, **metrics))


                if __name__ == "__main__":
                    main()
                """#),
            DemoFile(
                "push.sh",
                #"""
                #!/bin/bash
                set -euo pipefail
                # 推送失败要让节点失败，由执行设置里的重试来兜底
                report="/data/report/daily_${azkaban.flow.1.days.ago}.html"
                test -s "$report"
                /opt/retail/bin/report-push --channel "${channel}" --file "$report"
                """#),
        ])

    static let stockFlow = DemoTask(
        "/零售/dwd",
        document: #"""
            {
              "format": 1,
              "uid": "46c69697-f595-42e3-adc0-643c223fc545",
              "name": "dwd_库存流水_日",
              "description": "仓库与门店的出入库流水",
              "nodes": [
                { "name": "sync", "type": "dataSync", "syncTask": "mysql_wms_stock_to_ods" },
                { "name": "load", "type": "hive", "dependsOn": ["sync"], "script": "nodes/load.sql" }
              ],
              "schedule": { "cron": "0 40 0 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "execution": { "retries": 3, "retryIntervalSeconds": 300, "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "load.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dwd.dwd_stock_flow_di PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT flow_id,
                       location_id,                       -- 仓库或门店
                       sku_id,
                       flow_type,                         -- IN 入库 OUT 出库 MOVE 调拨 CHECK 盘点
                       CASE WHEN flow_type = 'OUT' THEN -qty ELSE qty END AS qty,
                       flow_time
                FROM   retail_ods.ods_wms_stock_flow_di
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                  AND  flow_status <> 'CANCELLED';
                """#)
        ])

    /// The upstream of row 14, in another project.
    static let couponLog = DemoTask(
        "/接入/日志", project: DemoContent.ingestion,
        document: #"""
            {
              "format": 1,
              "uid": "cebab812-e827-486c-a165-0b1059117d24",
              "name": "ods_优惠券日志_小时",
              "description": "优惠券领取、核销、过期日志，按小时接入",
              "nodes": [
                { "name": "sync", "type": "dataSync", "syncTask": "kafka_coupon_log_to_ods" },
                { "name": "repair", "type": "hive", "dependsOn": ["sync"], "script": "nodes/repair.sql" }
              ],
              "schedule": { "cron": "0 10 * * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 5, "retryIntervalSeconds": 120, "timeoutSeconds": 1800, "concurrency": "skip" },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "repair.sql",
                #"""
                -- 日志先落目录，再登记分区
                ALTER TABLE public_ods.ods_coupon_log_hi ADD IF NOT EXISTS
                PARTITION (dt = '${azkaban.flow.current.date}', hh = '${azkaban.flow.1.hours.ago}');
                """#)
        ])
}
