/// Rows 14, 15 and 26: marketing, with upstreams in other projects.
extension DemoTask {
    /// Row 14: its upstream in another project is at production, online.
    static let couponRedemption = DemoTask(
        "/零售/营销",
        document: #"""
            {
              "format": 1,
              "uid": "f37fe7b9-c6bd-4881-a0bc-3fd70e87a553",
              "name": "营销_优惠券核销",
              "description": "优惠券领取到核销的转化，按活动和门店",
              "nodes": [
                { "name": "redeem", "type": "sparkSQL", "script": "nodes/redeem.sql" },
                { "name": "funnel", "type": "sparkSQL", "dependsOn": ["redeem"], "script": "nodes/funnel.sql" }
              ],
              "schedule": { "cron": "0 40 1 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-05-01" },
              "dependencies": [
                { "project": "公共接入层", "task": "ods_优惠券日志_小时", "cycle": "current" },
                { "task": "dim_门店维表", "cycle": "previous" }
              ],
              "execution": { "retries": 2, "retryIntervalSeconds": 300, "timeoutSeconds": 3600 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "redeem.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dwd.dwd_coupon_redeem_di PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT coupon_id,
                       get_json_object(payload, '$.activity_id')                    AS activity_id,
                       get_json_object(payload, '$.store_id')                       AS store_id,
                       max(if(event = 'RECEIVE', event_time, NULL))                 AS receive_time,
                       max(if(event = 'REDEEM',  event_time, NULL))                 AS redeem_time
                FROM   public_ods.ods_coupon_log_hi
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                  AND  event IN ('RECEIVE', 'REDEEM')
                GROUP  BY coupon_id, get_json_object(payload, '$.activity_id'), get_json_object(payload, '$.store_id');
                """#),
            DemoFile(
                "funnel.sql",
                #"""
                INSERT OVERWRITE TABLE retail_ads.ads_coupon_funnel PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT c.activity_id,
                       d.region_name,
                       count(*)                                                AS received,
                       count(c.redeem_time)                                    AS redeemed,
                       count(c.redeem_time) / count(*)                         AS redeem_rate
                FROM   retail_dwd.dwd_coupon_redeem_di c
                LEFT JOIN retail_dim.dim_store d
                       ON c.store_id = d.store_id AND d.dt = '${azkaban.flow.2.days.ago}'
                WHERE  c.dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY c.activity_id, d.region_name;
                """#),
        ])

    /// Row 15: production does not have the upstream's project.
    static let channelAttribution = DemoTask(
        "/零售/营销",
        document: #"""
            {
              "format": 1,
              "uid": "baec8076-0aaf-4a94-ba2d-4f33c3b072e1",
              "name": "营销_渠道归因",
              "description": "末次点击归因，七天窗口",
              "nodes": [
                { "name": "attribute", "type": "sparkSQL", "script": "nodes/attribute.sql",
                  "parameters": { "window_days": 7 } }
              ],
              "schedule": { "cron": "0 20 3 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-05-01" },
              "dependencies": [
                { "project": "广告投放", "task": "ods_曝光点击_小时", "cycle": "current" },
                { "task": "dwd_门店销售流水_日", "cycle": "current" }
              ],
              "execution": { "retries": 2, "retryIntervalSeconds": 600, "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "attribute.sql",
                #"""
                INSERT OVERWRITE TABLE retail_ads.ads_channel_attribution PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT channel,
                       count(*)          AS attributed_receipts,
                       sum(paid_amount)  AS attributed_amount
                FROM  (SELECT s.receipt_id, s.paid_amount, e.channel,
                              row_number() OVER (PARTITION BY s.receipt_id ORDER BY e.event_time DESC) AS rn
                       FROM   retail_dwd.dwd_store_sale_di s
                       JOIN   ad_ods.ods_ad_event_hi e
                              ON s.member_id = e.member_id
                             AND e.event = 'CLICK'
                             AND e.event_time BETWEEN s.sale_time - INTERVAL ${window_days} DAYS AND s.sale_time
                       WHERE  s.dt = '${azkaban.flow.1.days.ago}') last_click
                WHERE  rn = 1
                GROUP  BY channel;
                """#)
        ])

    /// The upstream of row 15; at the test platform only.
    static let adEvents = DemoTask(
        "/投放/ods", project: DemoContent.advertising,
        document: #"""
            {
              "format": 1,
              "uid": "2bef1f6b-80b3-4714-9f97-c413aef2f88a",
              "name": "ods_曝光点击_小时",
              "description": "广告曝光与点击，按小时接入",
              "nodes": [
                { "name": "sync", "type": "dataSync", "syncTask": "kafka_ad_event_to_ods" },
                { "name": "repair", "type": "hive", "dependsOn": ["sync"], "script": "nodes/repair.sql" }
              ],
              "schedule": { "cron": "0 5 * * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-01-01" },
              "execution": { "retries": 5, "retryIntervalSeconds": 120, "timeoutSeconds": 1800, "concurrency": "skip" },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "repair.sql",
                #"""
                ALTER TABLE ad_ods.ods_ad_event_hi ADD IF NOT EXISTS
                PARTITION (dt = '${azkaban.flow.current.date}', hh = '${azkaban.flow.1.hours.ago}');
                """#)
        ])

    /// Row 26: passes, with a warning, since its last day is over.
    static let doubleElevenWarmUp = DemoTask(
        "/零售/营销",
        document: #"""
            {
              "format": 1,
              "uid": "3e113028-f427-42bb-adfa-23e7a2ac704c",
              "name": "双十一预热",
              "description": "双十一预热期每小时的加购与收藏",
              "nodes": [
                { "name": "start", "type": "virtual" },
                { "name": "cart", "type": "sql", "dependsOn": ["start"], "script": "nodes/cart.sql" }
              ],
              "schedule": { "cron": "0 0 * * * ?", "timeZone": "Asia/Shanghai",
                            "effectiveFrom": "2021-10-20", "effectiveUntil": "2021-11-12" },
              "execution": { "retries": 1, "retryIntervalSeconds": 60, "timeoutSeconds": 1200, "concurrency": "skip" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "cart.sql",
                #"""
                INSERT OVERWRITE TABLE retail_ads.ads_promo_cart_1h
                PARTITION (dt = '${azkaban.flow.current.date}', hh = '${azkaban.flow.1.hours.ago}')
                SELECT sku_id,
                       sum(if(action = 'CART', 1, 0))     AS cart_cnt,
                       sum(if(action = 'FAVOUR', 1, 0))   AS favour_cnt,
                       count(DISTINCT member_id)          AS member_cnt
                FROM   retail_ods.ods_app_action_hi
                WHERE  dt = '${azkaban.flow.current.date}'
                  AND  hh = '${azkaban.flow.1.hours.ago}'
                GROUP  BY sku_id;
                """#)
        ])
}
