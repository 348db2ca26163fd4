/// Row 13: one name, two tasks.
extension DemoTask {
    /// Row 13: production has a task of this name, but not of this uid; it is overwritten and stays in its directory.
    static let dateDimension = DemoTask(
        "/零售/dim",
        document: #"""
            {
              "format": 1,
              "uid": "a8d42934-33e7-48a0-a81f-9b0cbf4e7af6",
              "name": "dim_日期维表",
              "description": "日期维表，补上财年财月与法定节假日",
              "nodes": [
                { "name": "calendar", "type": "hive", "script": "nodes/calendar.sql" },
                { "name": "holiday", "type": "hive", "dependsOn": ["calendar"], "script": "nodes/holiday.sql" }
              ],
              "schedule": { "cron": "0 0 1 1 12 ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-12-01" },
              "execution": { "retries": 1, "retryIntervalSeconds": 300, "timeoutSeconds": 1800, "priority": "low" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "calendar.sql",
                #"""
                -- 从 2015-01-01 起 20 年；财年从 4 月开始
                INSERT OVERWRITE TABLE retail_tmp.tmp_calendar
                SELECT day,
                       year(day)                                   AS year,
                       quarter(day)                                AS quarter,
                       month(day)                                  AS month,
                       weekofyear(day)                             AS week,
                       year(add_months(day, -3))                   AS fiscal_year,
                       month(add_months(day, -3))                  AS fiscal_month
                FROM  (SELECT date_add('2015-01-01', pos) AS day
                       FROM   (SELECT 1) one
                       LATERAL VIEW posexplode(split(space(7304), ' ')) days AS pos, ignored) calendar;
                """#),
            DemoFile(
                "holiday.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dim.dim_date
                SELECT c.*,
                       CASE WHEN h.kind = 'HOLIDAY' THEN 1
                            WHEN h.kind = 'WORKDAY' THEN 0          -- 调休上班
                            WHEN dayofweek(c.day) IN (1, 7) THEN 1
                            ELSE 0 END AS is_rest,
                       h.holiday_name
                FROM   retail_tmp.tmp_calendar c
                LEFT JOIN retail_ods.ods_legal_holiday h ON c.day = h.day;
                """#),
        ])

    /// Row 13 as production has it: built there by hand.
    static let dateDimensionAtProduction = DemoTask(
        "/零售/公共维度",
        document: #"""
            {
              "format": 1,
              "uid": "8b4486c5-99cb-481b-aeb5-8eea34854702",
              "name": "dim_日期维表",
              "description": "日期维表，生产平台上手工建的一版",
              "nodes": [
                { "name": "calendar", "type": "hive", "script": "nodes/calendar.sql" }
              ],
              "schedule": { "cron": "0 0 1 1 1 ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2020-01-01" },
              "execution": { "retries": 1, "retryIntervalSeconds": 300, "timeoutSeconds": 1800 },
              "queue": "root.default"
            }
            """#,
        scripts: [
            DemoFile(
                "calendar.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dim.dim_date
                SELECT day, year(day) AS year, month(day) AS month, if(dayofweek(day) IN (1, 7), 1, 0) AS is_rest
                FROM  (SELECT date_add('2015-01-01', pos) AS day
                       FROM   (SELECT 1) one
                       LATERAL VIEW posexplode(split(space(3652), ' ')) days AS pos, ignored) calendar;
                """#)
        ])
}
