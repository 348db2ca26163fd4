/// Rows 8 to 10: tasks with a model, a Python resource and a jar.
extension DemoTask {
    /// Row 8: production does not have the task that its AI 2.0 node refers to.
    static let forecastTraining = DemoTask(
        "/零售/算法",
        document: #"""
            {
              "format": 1,
              "uid": "b79bcd23-68bd-4159-bf6b-bb58fc9c2429",
              "name": "ai_销量预测训练",
              "description": "按门店和商品预测未来 14 天销量，每周重训",
              "nodes": [
                { "name": "features", "type": "ai2", "task": { "name": "销量预测_特征流" } },
                { "name": "train", "type": "python", "dependsOn": ["features"], "script": "nodes/train.py",
                  "parameters": { "horizon_days": 14, "objective": "tweedie" } },
                { "name": "evaluate", "type": "sql", "dependsOn": ["train"], "script": "nodes/evaluate.sql" }
              ],
              "schedule": { "cron": "0 0 4 ? * MON", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-04-05" },
              "execution": { "retries": 1, "retryIntervalSeconds": 1800, "timeoutSeconds": 14400, "priority": "low" },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "train.py",
                #"""
                # -*- coding: utf-8 -*-
                """训练销量预测模型并写出模型文件。"""
                import lightgbm
                import pandas

                DT = "${azkaban.flow.1.days.ago}"
                HORIZON = int("${horizon_days}")


                def main():
                    frame = pandas.read_parquet("/data/forecast/features/dt=%s" % DT)
                    cutoff = frame["day"].max() - pandas.Timedelta(days=HORIZON)
                    train, valid = frame[frame["day"] <= cutoff], frame[frame["day"] > cutoff]
                    columns = [name for name in frame.columns if name.startswith("f_")]
                    model = lightgbm.LGBMRegressor(objective="${objective}", n_estimators=800, random_state=7)
                    model.fit(train[columns], train["qty"], eval_set=[(valid[columns], valid["qty"])])
                    model.booster_.save_model("/data/forecast/model/%s.txt" % DT)


                if __name__ == "__main__":
                    main()
                """#),
            DemoFile(
                "evaluate.sql",
                #"""
                -- 加权绝对百分比误差，按大区看
                INSERT OVERWRITE TABLE retail_ai.ai_forecast_quality PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT d.region_id,
                       sum(abs(f.forecast_qty - s.sale_qty)) / nullif(sum(s.sale_qty), 0) AS wape
                FROM   retail_ai.ai_forecast_backtest f
                JOIN   retail_ai.ai_store_sku_actual s
                       ON f.store_id = s.store_id AND f.sku_id = s.sku_id AND f.day = s.day
                JOIN   retail_dim.dim_store d
                       ON f.store_id = d.store_id AND d.dt = '${azkaban.flow.1.days.ago}'
                WHERE  f.dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY d.region_id;
                """#),
        ])

    /// What row 8 refers to; at the test platform only.
    static let forecastFeatures = DemoTask(
        "/零售/算法",
        document: #"""
            {
              "format": 1,
              "uid": "b1479939-c94b-4f4a-b3b2-9589d819c90f",
              "name": "销量预测_特征流",
              "description": "销量预测的特征：滑动窗口均值、节假日、价格带",
              "nodes": [
                { "name": "window", "type": "sparkSQL", "script": "nodes/window.sql" }
              ],
              "execution": { "retries": 1, "retryIntervalSeconds": 600, "timeoutSeconds": 7200 },
              "queue": "root.retail.batch"
            }
            """#,
        scripts: [
            DemoFile(
                "window.sql",
                #"""
                INSERT OVERWRITE TABLE retail_ai.ai_forecast_feature PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT store_id,
                       sku_id,
                       day,
                       qty,
                       avg(qty) OVER (w ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING)  AS f_mean_7,
                       avg(qty) OVER (w ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS f_mean_28,
                       dayofweek(day)                                              AS f_weekday
                FROM   retail_ai.ai_store_sku_actual
                WHERE  day >= date_sub('${azkaban.flow.1.days.ago}', 400)
                WINDOW w AS (PARTITION BY store_id, sku_id ORDER BY day);
                """#)
        ])

    /// Row 9: production does not have the resource group.
    static let exchangeRates = DemoTask(
        "/零售/ods",
        document: #"""
            {
              "format": 1,
              "uid": "aaaa3bc8-075e-4326-9b1e-799df8c4efb3",
              "name": "py_汇率抓取",
              "description": "每个工作日从外网抓取汇率中间价，供跨境商品换算",
              "nodes": [
                { "name": "fetch", "type": "python", "script": "nodes/fetch.py", "resources": ["fetch_fx.py"],
                  "resourceGroup": "外网采集组",
                  "parameters": { "currencies": "USD,EUR,JPY,HKD", "output": "/data/fx" } },
                { "name": "load", "type": "hive", "dependsOn": ["fetch"], "script": "nodes/load.sql" }
              ],
              "schedule": { "cron": "0 30 9 ? * MON-FRI", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-02-01" },
              "execution": { "retries": 5, "retryIntervalSeconds": 600, "timeoutSeconds": 1800 },
              "queue": "root.default",
              "resources": [ { "name": "fetch_fx.py", "kind": "py" } ]
            }
            """#,
        scripts: [
            DemoFile(
                "fetch.py",
                #"""
                # -*- coding: utf-8 -*-
                import fetch_fx

                fetch_fx.run(
                    day="${azkaban.flow.current.date}",
                    currencies="${currencies}".split(","),
                    output="${output}",
                )
                """#),
            DemoFile(
                "load.sql",
                #"""
                LOAD DATA INPATH '/data/fx/${azkaban.flow.current.date}.csv'
                OVERWRITE INTO TABLE retail_ods.ods_fx_rate_di PARTITION (dt = '${azkaban.flow.current.date}');
                """#),
        ],
        resources: [
            DemoFile(
                "fetch_fx.py",
                #"""
                # -*- coding: utf-8 -*-
                """抓取汇率中间价，写成一个 CSV：币种,中间价,日期。"""
                import csv
                import json
                import os
                import urllib.request

                SOURCE = "https://fx.example.com/v1/mid?day={day}&base=CNY"


                def fetch(day):
                    with urllib.request.urlopen(SOURCE.format(day=day), timeout=30) as response:
                        return json.load(response)["rates"]


                def run(day, currencies, output):
                    rates = fetch(day)
                    missing = [code for code in currencies if code not in rates]
                    if missing:
                        raise RuntimeError("缺少币种：%s" % "、".join(missing))
                    path = os.path.join(output, "%s.csv" % day)
                    with open(path + ".part", "w", newline="", encoding="utf-8") as file:
                        writer = csv.writer(file)
                        for code in currencies:
                            writer.writerow([code, "%.6f" % float(rates[code]), day])
                    os.replace(path + ".part", path)
                """#)
        ])

    /// Row 10: passes; its jar travels in the package.
    static let userProfile = DemoTask(
        "/零售/dws",
        document: #"""
            {
              "format": 1,
              "uid": "24ea816a-38e7-441b-9aae-3beaf019daee",
              "name": "spark_用户画像宽表",
              "description": "用户画像宽表，由 Spark 程序合成，再抽一份摘要",
              "nodes": [
                { "name": "build", "type": "spark", "resources": ["user-profile-etl-2.3.1.jar"],
                  "queue": "root.retail.batch",
                  "parameters": { "mainClass": "com.example.retail.UserProfileEtl",
                                  "arguments": ["--dt", "${azkaban.flow.1.days.ago}", "--sample", "1.0"],
                                  "spark.executor.memory": "8g", "spark.executor.instances": 24 } },
                { "name": "summary", "type": "sparkSQL", "dependsOn": ["build"], "script": "nodes/summary.sql" }
              ],
              "schedule": { "cron": "0 30 4 * * ?", "timeZone": "Asia/Shanghai", "effectiveFrom": "2021-05-01" },
              "dependencies": [ { "task": "dwd_门店销售流水_日", "cycle": "current" } ],
              "execution": { "retries": 2, "retryIntervalSeconds": 900, "timeoutSeconds": 10800,
                             "selfDependency": "previousSuccess", "resourceGroup": "公共资源组" },
              "queue": "root.retail.batch",
              "resources": [ { "name": "user-profile-etl-2.3.1.jar", "kind": "jar" } ]
            }
            """#,
        scripts: [
            DemoFile(
                "summary.sql",
                #"""
                INSERT OVERWRITE TABLE retail_dws.dws_user_profile_summary PARTITION (dt = '${azkaban.flow.1.days.ago}')
                SELECT city_tier,
                       age_band,
                       count(*)                                   AS user_cnt,
                       percentile_approx(amount_365d, 0.5)        AS median_amount_365d,
                       sum(if(last_active_days <= 30, 1, 0))      AS active_30d_cnt
                FROM   retail_dws.dws_user_profile_wide
                WHERE  dt = '${azkaban.flow.1.days.ago}'
                GROUP  BY city_tier, age_band;
                """#)
        ],
        resources: [.archive("user-profile-etl-2.3.1.jar", mainClass: "com.example.retail.UserProfileEtl")])
}
