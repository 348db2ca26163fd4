/// Rows 11, 19, 24 and 25: upkeep, polling and backfills.
extension DemoTask {
    /// Row 11: production does not have the queue.
    static let partitionCleanup = DemoTask(
        "/零售/运维",
        document: #"""
            {
              "format": 1,
              "uid": "7bb1ae69-98f2-4fd2-b76c-1fdf21211a73",
              "name": "shell_历史分区清理",
              "description": "每周日清理临时库里超过 30 天的分区",
              "nodes": [
                { "name": "list", "type": "shell", "script": "nodes/list.sh", "parameters": { "keep_days": 30 } },
                { "name": "drop", "type": "shell", "dependsOn": ["list"], "script": "nodes/drop.sh",
                  "queue": "root.retail.adhoc" }
              ],
              "schedule": { "cron": "0 0 4 ? * SUN", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "timeoutSeconds": 7200, "onTimeout": "end", "priority": "low", "onFailure": "continue" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "list.sh",
                #"""
                #!/bin/bash
                set -euo pipefail
                # 列出 retail_tmp 里过期的分区，一行一个：表<TAB>分区
                limit=$(date -d "${azkaban.flow.current.date} -${keep_days} days" +%F)
                out="/data/cleanup/${azkaban.flow.current.date}.tsv"
                : > "$out"
                hive -S -e 'SHOW TABLES IN retail_tmp' | while read -r table; do
                    hive -S -e "SHOW PARTITIONS retail_tmp.$table" 2>/dev/null \
                        | sed -n 's/^dt=\([0-9-]\{10\}\).*$/\1/p' \
                        | awk -v limit="$limit" -v table="$table" '$1 < limit { print table "\t" $1 }' >> "$out"
                done
                wc -l "$out"
                """#),
            DemoFile(
                "drop.sh",
                #"""
                #!/bin/bash
                set -euo pipefail
                while IFS=$'\t' read -r table dt; do
                    echo "ALTER TABLE retail_tmp.$table DROP IF EXISTS PARTITION (dt = '$dt');"
                done < "/data/cleanup/${azkaban.flow.current.date}.tsv" > /tmp/drop_partitions.sql
                hive -f /tmp/drop_partitions.sql
                rm -f /tmp/drop_partitions.sql
                """#),
        ])

    /// Row 19: passes; waits for the end of its own previous run.
    static let supplierFiles = DemoTask(
        "/零售/ods",
        document: #"""
            {
              "format": 1,
              "uid": "63808ad7-f4e8-4322-83e8-d9dfd6bf76fe",
              "name": "轮询_供应商文件到达",
              "description": "轮询供应商的发货文件，到了就入库，没到就提醒",
              "nodes": [
                { "name": "wait_file", "type": "polling",
                  "parameters": { "path": "/inbound/supplier/${azkaban.flow.current.date}/_SUCCESS",
                                  "intervalSeconds": 60, "giveUpAfterSeconds": 2400 } },
                { "name": "arrived", "type": "branch", "dependsOn": ["wait_file"],
                  "parameters": { "condition": "${wait_file.found} == true", "then": ["load"], "else": ["remind"] } },
                { "name": "load", "type": "hive", "dependsOn": ["arrived"], "script": "nodes/load.sql" },
                { "name": "remind", "type": "shell", "dependsOn": ["arrived"], "script": "nodes/remind.sh" }
              ],
              "schedule": { "cron": "0 0 8-20 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-03-01" },
              "execution": { "timeoutSeconds": 3300, "onTimeout": "end", "concurrency": "wait",
                             "selfDependency": "previousEnd" },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "load.sql",
                #"""
                LOAD DATA INPATH '/inbound/supplier/${azkaban.flow.current.date}'
                OVERWRITE INTO TABLE retail_ods.ods_supplier_delivery_di
                PARTITION (dt = '${azkaban.flow.current.date}');
                """#),
            DemoFile(
                "remind.sh",
                #"""
                #!/bin/bash
                # 没到不算失败：下一个整点还会再看
                /opt/retail/bin/notify --channel supplier "供应商文件未到达：${azkaban.flow.current.date}"
                """#),
        ])

    /// Row 24: production does not support the node type.
    static let dashboardBackfill = DemoTask(
        "/零售/运维",
        document: #"""
            {
              "format": 1,
              "uid": "958ad302-d3e3-44b5-be5f-8d205d415f26",
              "name": "flink_实时大屏回补",
              "description": "实时大屏断流后，用离线明细回补当天的分钟级指标",
              "nodes": [
                { "name": "backfill", "type": "flink", "script": "nodes/backfill.sql",
                  "parameters": { "execution.runtime-mode": "batch", "parallelism.default": 8 } }
              ],
              "execution": { "timeoutSeconds": 3600, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "backfill.sql",
                #"""
                INSERT INTO dashboard_minute_metrics
                SELECT window_start,
                       store_id,
                       SUM(paid_amount)            AS amount,
                       COUNT(DISTINCT receipt_id)  AS receipts
                FROM   TABLE(TUMBLE(TABLE store_sale, DESCRIPTOR(sale_time), INTERVAL '1' MINUTE))
                WHERE  dt = '${azkaban.flow.current.date}'
                GROUP  BY window_start, window_end, store_id;
                """#)
        ])

    /// Row 25: there is no such time zone.
    static let holidayBackfill = DemoTask(
        "/零售/运维",
        document: #"""
            {
              "format": 1,
              "uid": "bcad1974-f7f0-43ee-87c7-259207e1e5a8",
              "name": "节假日补数",
              "description": "节假日后重算前三天的销售汇总",
              "nodes": [
                { "name": "recompute", "type": "sparkSQL", "script": "nodes/recompute.sql" }
              ],
              "schedule": { "cron": "0 0 10 ? * TUE", "timeZone": "Asia/Holiday_City", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 1, "retryIntervalSeconds": 600, "timeoutSeconds": 5400 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "recompute.sql",
                #"""
                -- 节假日期间门店小票延迟上传，三天后基本到齐
                INSERT OVERWRITE TABLE retail_dws.dws_sku_sale_1d PARTITION (dt)
                SELECT sku_id,
                       count(DISTINCT receipt_id)        AS receipt_cnt,
                       count(DISTINCT store_id)          AS store_cnt,
                       sum(qty)                          AS sale_qty,
                       sum(paid_amount)                  AS sale_amount,
                       sum(discount_amount)              AS discount_amount,
                       sum(if(qty < 0, -qty, 0))         AS return_qty,
                       dt
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  dt BETWEEN '${azkaban.flow.3.days.ago}' AND '${azkaban.flow.1.days.ago}'
                GROUP  BY sku_id, dt;
                """#)
        ])
}
