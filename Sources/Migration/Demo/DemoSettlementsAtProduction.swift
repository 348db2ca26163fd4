/// Rows 12, 16 and 23: settlements as production has them before anything is imported.
extension DemoTask {
    /// Row 12: the uid of 月度结算_v2 under its old name, with the content of that time.
    static let monthlySettlementAtProduction = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "27eef2ff-84b0-4fc5-9b6c-8e136d9588b9",
              "name": "月度结算",
              "description": "门店月度结算",
              "nodes": [
                { "name": "collect", "type": "hive", "script": "nodes/collect.sql" }
              ],
              "schedule": { "cron": "0 0 4 1 * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 3, "retryIntervalSeconds": 900, "timeoutSeconds": 14400, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "collect.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_store_settlement
                PARTITION (month = '${azkaban.flow.1.months.ago}')
                SELECT store_id,
                       sum(paid_amount) AS gross_amount,
                       sum(paid_amount) AS settle_amount
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  substr(dt, 1, 7) = '${azkaban.flow.1.months.ago}'
                GROUP  BY store_id;
                """#)
        ])

    /// Refers to row 12 from another project, and goes on referring to it when it is renamed (R14).
    static let settlementVouchers = DemoTask(
        "/接入/财务", project: DemoContent.ingestion,
        document: #"""
            {
              "format": 1,
              "uid": "dab653c8-1730-49f8-a9c5-36b1fd8d46c5",
              "name": "财务_结算凭证回传_月",
              "description": "月度结算结果回传财务系统，生产平台上补建",
              "nodes": [
                { "name": "send", "type": "shell", "script": "nodes/send.sh" }
              ],
              "schedule": { "cron": "0 0 9 1 * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "dependencies": [ { "project": "零售数仓", "task": "月度结算", "cycle": "current" } ],
              "execution": { "retries": 3, "retryIntervalSeconds": 600, "timeoutSeconds": 1800 },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "send.sh",
                #"""
                #!/bin/bash
                set -euo pipefail
                hive -e "SELECT * FROM retail_fin.fin_store_settlement WHERE month = '${azkaban.flow.1.months.ago}'" \
                    | /opt/finance/bin/voucher-send --month "${azkaban.flow.1.months.ago}"
                """#)
        ])

    /// Row 16: the uid of 供应商结算 under an old name.
    static let supplierSettlementAtProduction = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "203646e0-132c-4c5d-9973-fe3a0f152c71",
              "name": "供应商结算_旧",
              "description": "供应商半月结算，不含返利",
              "nodes": [
                { "name": "payable", "type": "hive", "script": "nodes/payable.sql" }
              ],
              "schedule": { "cron": "0 0 5 1,16 * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "payable.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_supplier_payable PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT supplier_id,
                       sum(if(bill_type = 'INBOUND', amount, 0)) AS inbound_amount
                FROM   retail_ods.ods_purchase_bill_di
                WHERE  dt BETWEEN '${azkaban.flow.15.days.ago}' AND '${azkaban.flow.1.days.ago}'
                GROUP  BY supplier_id;
                """#)
        ])

    /// Row 16: another task, which holds the name.
    static let supplierSettlementRival = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "68411bdf-1aab-4163-93a8-85ad8b2f225b",
              "name": "供应商结算",
              "description": "供应商日结试点，生产平台上新建",
              "nodes": [
                { "name": "settle", "type": "hive", "script": "nodes/settle.sql" }
              ],
              "schedule": { "cron": "0 0 6 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-07-01" },
              "execution": { "retries": 1, "retryIntervalSeconds": 600, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "settle.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_supplier_settlement_1d
                PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT supplier_id,
                       sum(if(bill_type = 'RETURN', -amount, amount)) AS settle_amount
                FROM   retail_ods.ods_purchase_bill_di
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY supplier_id;
                """#)
        ])

    /// Row 23: waits for nothing here.
    static let settlementAAtProduction = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "37d1b3a4-6820-471c-8c08-e4b40b74a7ce",
              "name": "结算_甲",
              "description": "甲方应收",
              "nodes": [
                { "name": "offset", "type": "hive", "script": "nodes/offset.sql" }
              ],
              "schedule": { "cron": "0 30 5 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "offset.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_party_a PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT contract_id,
                       receivable
                FROM   retail_ods.ods_contract_receivable_di
                WHERE  dt = '${azkaban.flow.1.days.ago}';
                """#)
        ])

    /// Row 23: waits for 甲 here.
    static let settlementBAtProduction = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "fdc0781d-c7f9-4e44-989e-7d805eb63a34",
              "name": "结算_乙",
              "description": "乙方应付：在甲方应收算完之后冲抵",
              "nodes": [
                { "name": "payable", "type": "hive", "script": "nodes/payable.sql" }
              ],
              "schedule": { "cron": "0 0 6 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-06-01" },
              "dependencies": [ { "task": "结算_甲", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "payable.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_party_b PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT p.contract_id,
                       sum(p.payable) - max(coalesce(a.receivable, 0)) AS payable
                FROM   retail_ods.ods_contract_payable_di p
                LEFT JOIN retail_fin.fin_party_a a
                       ON p.contract_id = a.contract_id AND a.dt = '${azkaban.flow.1.days.ago}'
                WHERE  p.dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY p.contract_id;
                """#)
        ])
}
