/// Rows 5 to 7 and 21: reports, and the flows nested in them.
extension DemoTask {
    /// Row 5: its nested flow exists at production.
    static let businessReport = DemoTask(
        "/零售/ads",
        document: #"""
            {
              "format": 1,
              "uid": "6e984de3-6c67-4bf5-aa84-daacd9e44c7a",
              "name": "ads_经营日报",
              "description": "每日经营日报：销售额、客单价、折扣率，算完后推送",
              "nodes": [
                { "name": "metrics", "type": "sql", "script": "nodes/metrics.sql",
                  "qualityMonitors": ["日报_指标非空"] },
                { "name": "top_products", "type": "sql", "script": "nodes/top_products.sql" },
                { "name": "push", "type": "nestedFlow", "dependsOn": ["metrics", "top_products"],
                  "task": { "name": "公共_日报推送流" } }
              ],
              "schedule": { "cron": "0 0 7 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-03-01" },
              "dependencies": [ { "task": "dws_商品日销售汇总", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 120, "timeoutSeconds": 3600, "priority": "high" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "metrics.sql",
                #"""
                INSERT OVERWRITE TABLE retail_ads.ads_business_daily PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT sum(sale_amount)                                            AS sale_amount,
                       sum(sale_qty)                                               AS sale_qty,
                       sum(discount_amount) / nullif(sum(sale_amount + discount_amount), 0) AS discount_rate,
                       sum(return_qty) / nullif(sum(sale_qty + return_qty), 0)     AS return_rate,
                       count(DISTINCT sku_id)                                      AS active_sku_cnt
                FROM   retail_dws.dws_sku_sale_1d
                WHERE  dt = '${azkaban.flow.1.days.ago}';
                """#),
            DemoFile(
                "top_products.sql",
                #"""
                -- 销售额前 50 的商品
                INSERT OVERWRITE TABLE retail_ads.ads_top_sku_daily PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT rank, sku_id, sale_qty, sale_amount
                FROM  (SELECT sku_id, sale_qty, sale_amount,
                              row_number() OVER (ORDER BY sale_amount DESC) AS rank
                       FROM   retail_dws.dws_sku_sale_1d
                       WHERE  dt = '${azkaban.flow.1.days.ago}') ranked
                WHERE  rank <= 50;
                """#),
        ])

    /// Row 6: its nested flow, row 7, is not at production yet.
    static let repurchaseAnalysis = DemoTask(
        "/零售/ads",
        document: #"""
            {
              "format": 1,
              "uid": "0e635a19-3363-454d-b16d-7bf1d8eb6c8a",
              "name": "ads_会员复购分析",
              "description": "会员 30/90 天复购率，先刷新会员标签再按标签分组",
              "nodes": [
                { "name": "refresh_tags", "type": "nestedFlow", "task": { "name": "会员标签刷新流" } },
                { "name": "repurchase", "type": "sparkSQL", "dependsOn": ["refresh_tags"],
                  "script": "nodes/repurchase.sql" }
              ],
              "schedule": { "cron": "0 30 6 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-03-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 1, "retryIntervalSeconds": 600, "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "repurchase.sql",
                #"""
                WITH first_buy AS (
                    SELECT member_id, min(dt) AS first_dt
                    FROM   retail_dwd.dwd_store_sale_di
                    WHERE  dt BETWEEN '${azkaban.flow.91.days.ago}' AND '${azkaban.flow.1.days.ago}'
                      AND  member_id IS NOT NULL AND qty > 0
                    GROUP  BY member_id
                ),
                again AS (
                    SELECT f.member_id,
                           max(if(datediff(s.dt, f.first_dt) BETWEEN 1 AND 30, 1, 0)) AS in_30,
                           max(if(datediff(s.dt, f.first_dt) BETWEEN 1 AND 90, 1, 0)) AS in_90
                    FROM   first_buy f
                    JOIN   retail_dwd.dwd_store_sale_di s ON f.member_id = s.member_id AND s.qty > 0
                    WHERE  s.dt BETWEEN '${azkaban.flow.91.days.ago}' AND '${azkaban.flow.1.days.ago}'
                    GROUP  BY f.member_id
                )
                INSERT OVERWRITE TABLE retail_ads.ads_member_repurchase PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT t.level_tag,
                       count(*)                    AS member_cnt,
                       sum(a.in_30) / count(*)     AS rate_30,
                       sum(a.in_90) / count(*)     AS rate_90
                FROM   again a
                JOIN   retail_ads.ads_member_tag t
                       ON a.member_id = t.member_id AND t.dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY t.level_tag;
                """#)
        ])

    /// Row 7: passes, and is created.
    static let memberTags = DemoTask(
        "/零售/ads",
        document: #"""
            {
              "format": 1,
              "uid": "32873e81-4023-4db3-b373-82cce181f9e5",
              "name": "会员标签刷新流",
              "description": "会员等级与偏好标签；由引用它的任务触发",
              "nodes": [
                { "name": "start", "type": "virtual" },
                { "name": "level_tag", "type": "sparkSQL", "dependsOn": ["start"], "script": "nodes/level_tag.sql" },
                { "name": "category_tag", "type": "sparkSQL", "dependsOn": ["start"],
                  "script": "nodes/category_tag.sql" },
                { "name": "end", "type": "virtual", "dependsOn": ["level_tag", "category_tag"] }
              ],
              "execution": { "retries": 1, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "level_tag.sql",
                #"""
                -- 近一年实付金额分四档
                INSERT OVERWRITE TABLE retail_ads.ads_member_tag PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT member_id,
                       CASE WHEN sum(paid_amount) >= 20000 THEN '钻石'
                            WHEN sum(paid_amount) >= 8000  THEN '金卡'
                            WHEN sum(paid_amount) >= 2000  THEN '银卡'
                            ELSE '普卡' END AS level_tag
                FROM   retail_dwd.dwd_store_sale_di
                WHERE  dt BETWEEN '${azkaban.flow.366.days.ago}' AND '${azkaban.flow.1.days.ago}'
                  AND  member_id IS NOT NULL
                GROUP  BY member_id;
                """#),
            DemoFile(
                "category_tag.sql",
                #"""
                -- 近 90 天买得最多的三个品类
                INSERT OVERWRITE TABLE retail_ads.ads_member_category_tag PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT member_id, collect_list(category_id) AS favourite_categories
                FROM  (SELECT s.member_id, p.category_id,
                              row_number() OVER (PARTITION BY s.member_id ORDER BY sum(s.paid_amount) DESC) AS rn
                       FROM   retail_dwd.dwd_store_sale_di s
                       JOIN   retail_dim.dim_sku p ON s.sku_id = p.sku_id AND p.dt = '${azkaban.flow.1.days.ago}'
                       WHERE  s.dt BETWEEN '${azkaban.flow.91.days.ago}' AND '${azkaban.flow.1.days.ago}'
                       GROUP  BY s.member_id, p.category_id) ranked
                WHERE  rn <= 3
                GROUP  BY member_id;
                """#),
        ])

    /// Row 21: in development only, so that it does not match.
    static let returnRateStudy = DemoTask(
        "/零售/ads", online: false,
        document: #"""
            {
              "format": 1,
              "uid": "ddede5f4-6262-4715-9fcd-964af0939a0b",
              "name": "退货率探索",
              "description": "退货原因和尺码的关系，还在探索，没有上线",
              "nodes": [
                { "name": "explore", "type": "sparkSQL", "script": "nodes/explore.sql" }
              ]
            }
            """#,
        scripts: [
            DemoFile(
                "explore.sql",
                #"""
                -- 待定：尺码缺失的商品先排除，口径待业务确认
                SELECT p.category_id,
                       p.size_code,
                       sum(if(s.qty < 0, -s.qty, 0)) / nullif(sum(if(s.qty > 0, s.qty, 0)), 0) AS return_rate
                FROM   retail_dwd.dwd_store_sale_di s
                JOIN   retail_dim.dim_sku p ON s.sku_id = p.sku_id AND p.dt = '${azkaban.flow.1.days.ago}'
                WHERE  s.dt >= '${azkaban.flow.30.days.ago}'
                  AND  p.size_code IS NOT NULL
                GROUP  BY p.category_id, p.size_code
                ORDER  BY return_rate DESC
                LIMIT  200;
                """#)
        ])
}
