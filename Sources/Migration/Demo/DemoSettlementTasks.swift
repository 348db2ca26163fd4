/// Rows 12, 16, 20 and 23: settlements, as the test platform has them.
extension DemoTask {
    /// Row 12: production knows its uid as 月度结算.
    static let monthlySettlement = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "27eef2ff-84b0-4fc5-9b6c-8e136d9588b9",
              "name": "月度结算_v2",
              "description": "门店月度结算，加入联营扣点与促销分摊",
              "nodes": [
                { "name": "collect", "type": "hive", "script": "nodes/collect.sql" },
                { "name": "commission", "type": "hive", "dependsOn": ["collect"], "script": "nodes/commission.sql" },
                { "name": "promotion", "type": "hive", "dependsOn": ["collect"], "script": "nodes/promotion.sql" },
                { "name": "settle", "type": "hive", "dependsOn": ["commission", "promotion"],
                  "script": "nodes/settle.sql" }
              ],
              "schedule": { "cron": "0 0 3 1 * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 3, "retryIntervalSeconds": 900, "timeoutSeconds": 14400, "onTimeout": "warn",
                             "priority": "high", "onFailure": "end", "selfDependency": "previousSuccess" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "collect.sql",
                #"""
                -- 上月各门店应结金额
                INSERT OVERWRITE TABLE retail_fin.fin_settle_base PARTITION (month = '${azkaban.flow.1.months.ago}')
                SELECT store_id,
                       sum(paid_amount)     AS gross_amount,
                       sum(discount_amount) AS discount_amount,
                       count(DISTINCT dt)   AS business_days
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  substr(dt, 1, 7) = '${azkaban.flow.1.months.ago}'
                GROUP  BY store_id;
                """#),
            DemoFile(
                "commission.sql",
                #"""
                -- 联营门店按合同扣点，直营与加盟不扣
                INSERT OVERWRITE TABLE retail_fin.fin_settle_commission
                PARTITION (month = '${azkaban.flow.1.months.ago}')
                SELECT b.store_id,
                       round(b.gross_amount * coalesce(c.rate, 0), 2) AS commission
                FROM   retail_fin.fin_settle_base b
                LEFT JOIN retail_ods.ods_store_contract_df c
                       ON b.store_id = c.store_id AND c.dt = '${azkaban.flow.1.days.ago}' AND c.store_type = 3
                WHERE  b.month = '${azkaban.flow.1.months.ago}';
                """#),
            DemoFile(
                "promotion.sql",
                #"""
                -- 促销费用由总部承担的部分，返还给门店
                INSERT OVERWRITE TABLE retail_fin.fin_settle_promotion
                PARTITION (month = '${azkaban.flow.1.months.ago}')
                SELECT store_id,
                       round(discount_amount * 0.6, 2) AS refund
                FROM   retail_fin.fin_settle_base
                WHERE  month = '${azkaban.flow.1.months.ago}';
                """#),
            DemoFile(
                "settle.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_store_settlement
                PARTITION (month = '${azkaban.flow.1.months.ago}')
                SELECT b.store_id,
                       b.gross_amount,
                       c.commission,
                       p.refund,
                       b.gross_amount - c.commission + p.refund AS settle_amount
                FROM   retail_fin.fin_settle_base b
                JOIN   retail_fin.fin_settle_commission c ON b.store_id = c.store_id AND b.month = c.month
                JOIN   retail_fin.fin_settle_promotion  p ON b.store_id = p.store_id AND b.month = p.month
                WHERE  b.month = '${azkaban.flow.1.months.ago}';
                """#),
        ])

    /// Row 16: production knows its uid as 供应商结算_旧, and has another task of this name.
    static let supplierSettlement = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "203646e0-132c-4c5d-9973-fe3a0f152c71",
              "name": "供应商结算",
              "description": "供应商半月结算：入库应付减退货、返利",
              "nodes": [
                { "name": "payable", "type": "hive", "script": "nodes/payable.sql" },
                { "name": "settle", "type": "hive", "dependsOn": ["payable"], "script": "nodes/settle.sql" }
              ],
              "schedule": { "cron": "0 0 5 1,16 * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 7200, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "payable.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_supplier_payable PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT supplier_id,
                       sum(if(bill_type = 'INBOUND', amount, 0)) AS inbound_amount,
                       sum(if(bill_type = 'RETURN',  amount, 0)) AS return_amount
                FROM   retail_ods.ods_purchase_bill_di
                WHERE  dt BETWEEN '${azkaban.flow.15.days.ago}' AND '${azkaban.flow.1.days.ago}'
                GROUP  BY supplier_id;
                """#),
            DemoFile(
                "settle.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_supplier_settlement PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT p.supplier_id,
                       p.inbound_amount - p.return_amount                                           AS base_amount,
                       round((p.inbound_amount - p.return_amount) * coalesce(r.rebate_rate, 0), 2)  AS rebate
                FROM   retail_fin.fin_supplier_payable p
                LEFT JOIN retail_ods.ods_supplier_rebate_df r
                       ON p.supplier_id = r.supplier_id AND r.dt = '${azkaban.flow.1.days.ago}'
                WHERE  p.dt = '${azkaban.flow.1.days.ago}';
                """#),
        ])

    /// Row 20: a name with a space, older than the naming rule.
    static let quarterlyReconciliation = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "c77705e0-b6ce-4f93-8c74-a05b8b81086d",
              "name": "对账 2021Q3",
              "description": "2021 年三季度银行流水与订单支付对账，按需手工运行",
              "nodes": [
                { "name": "reconcile", "type": "hive", "script": "nodes/reconcile.sql",
                  "parameters": { "from": "2021-07-01", "to": "2021-09-30" } }
              ],
              "execution": { "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "reconcile.sql",
                #"""
                -- 只列出两边对不上的
                INSERT OVERWRITE TABLE retail_fin.fin_reconcile_difference PARTITION (quarter = '2021Q3')
                SELECT coalesce(b.trade_no, o.trade_no)  AS trade_no,
                       b.amount                          AS bank_amount,
                       o.pay_amount                      AS order_amount
                FROM  (SELECT trade_no, amount FROM retail_ods.ods_bank_flow_di
                       WHERE  dt BETWEEN '${from}' AND '${to}') b
                FULL OUTER JOIN
                      (SELECT trade_no, pay_amount FROM retail_ods.ods_oms_payment_di
                       WHERE  dt BETWEEN '${from}' AND '${to}') o
                       ON b.trade_no = o.trade_no
                WHERE  b.trade_no IS NULL OR o.trade_no IS NULL OR b.amount <> o.pay_amount;
                """#)
        ])

    /// Row 23: waits for 乙; at production it is the other way round.
    static let settlementA = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "37d1b3a4-6820-471c-8c08-e4b40b74a7ce",
              "name": "结算_甲",
              "description": "甲方应收：在乙方应付算完之后冲抵",
              "nodes": [
                { "name": "offset", "type": "hive", "script": "nodes/offset.sql" }
              ],
              "schedule": { "cron": "0 0 6 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "dependencies": [ { "task": "结算_乙", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "offset.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_party_a PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT a.contract_id,
                       a.receivable - coalesce(b.payable, 0) AS receivable
                FROM   retail_ods.ods_contract_receivable_di a
                LEFT JOIN retail_fin.fin_party_b b
                       ON a.contract_id = b.contract_id AND b.dt = '${azkaban.flow.1.days.ago}'
                WHERE  a.dt = '${azkaban.flow.1.days.ago}';
                """#)
        ])

    /// Row 23: waits for nothing here.
    static let settlementB = DemoTask(
        "/零售/财务",
        document: #"""
            {
              "format": 1,
              "uid": "fdc0781d-c7f9-4e44-989e-7d805eb63a34",
              "name": "结算_乙",
              "description": "乙方应付，先于甲方应收",
              "nodes": [
                { "name": "payable", "type": "hive", "script": "nodes/payable.sql" }
              ],
              "schedule": { "cron": "0 30 5 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "payable.sql",
                #"""
                INSERT OVERWRITE TABLE retail_fin.fin_party_b PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT contract_id,
                       sum(payable) AS payable
                FROM   retail_ods.ods_contract_payable_di
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY contract_id;
                """#)
        ])
}
