import TaskModel
import Testing

@Suite struct TaskDocumentTests {
    static let full = #"""
        {"format":1,"uid":"6f1c9a52-1","name":"dwd_order_detail_di","description":"订单明细","futureKey":{"b":null,"a":1.50},
         "nodes":[{"name":"load","type":"sparkSQL","dependsOn":[],"script":"nodes/load.sql",
           "parameters":{"z":null,"dt":"${azkaban.flow.1.days.ago}"},"resources":["a.jar"],"resourceGroup":"外网采集组",
           "queue":"root.retail.batch","qualityMonitors":["订单明细_主键唯一"],"syncTask":null,"task":null},
          {"name":"流","type":"nestedFlow","dependsOn":["load"],"task":{"project":"公共","name":"日报","note":7}}],
         "schedule":{"cron":"0 30 2 * * ?","timeZone":"Asia/Shanghai","effectiveFrom":"2026-01-01","effectiveUntil":null},
         "dependencies":[{"task":"ods_订单同步_日","cycle":"current"},
           {"project":"公共接入层","task":"ods_日志","cycle":"previous","comment":"x"}],
         "execution":{"retries":3,"retryIntervalSeconds":300,"timeoutSeconds":7200,"onTimeout":"warn","priority":"high",
           "onFailure":"end","concurrency":"wait","selfDependency":"none","resourceGroup":null},
         "queue":"root.retail.batch",
         "resources":[{"name":"a.jar","kind":"jar","size":0,
           "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}
        """#

    private func read(_ text: String) throws -> TaskDocument {
        try TaskDocument(filesTree: JSONParser.parse(Array(text.utf8), file: "task.json"), file: "task.json")
    }

    private func canonical(_ document: TaskDocument, _ form: TaskDocument.Form = .files) -> String {
        String(decoding: JSONWriter.canonical(document.tree(form)), as: UTF8.self)
    }

    @Test("R9: every field of §4 is read and written again in canonical form, unknown keys verbatim")
    func roundTrip() throws {
        let document = try read(Self.full)
        let text = canonical(document)
        #expect(
            text == #"""
                {"dependencies":[{"task":"ods_订单同步_日"},\#
                {"comment":"x","cycle":"previous","project":"公共接入层","task":"ods_日志"}],"description":"订单明细",\#
                "execution":{"priority":"high","retries":3,"retryIntervalSeconds":300,"timeoutSeconds":7200},\#
                "format":1,"futureKey":{"a":1.50,"b":null},"name":"dwd_order_detail_di",\#
                "nodes":[{"name":"load","parameters":{"dt":"${azkaban.flow.1.days.ago}","z":null},\#
                "qualityMonitors":["订单明细_主键唯一"],"queue":"root.retail.batch","resourceGroup":"外网采集组",\#
                "resources":["a.jar"],"script":"nodes/load.sql","type":"sparkSQL"},\#
                {"dependsOn":["load"],"name":"流","task":{"name":"日报","note":7,"project":"公共"},"type":"nestedFlow"}],\#
                "queue":"root.retail.batch","resources":[{"kind":"jar","name":"a.jar",\#
                "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}],\#
                "schedule":{"cron":"0 30 2 * * ?","effectiveFrom":"2026-01-01","timeZone":"Asia/Shanghai"},\#
                "uid":"6f1c9a52-1"}
                """#)
        #expect(canonical(try read(text)) == text)
    }

    @Test(
        "§4: a node that refers to a task or a sync task by its type has to name it",
        arguments: [("nestedFlow", "task"), ("ai2", "task"), ("dataSync", "syncTask")])
    func missingSubject(type: String, key: String) throws {
        let error = #expect(throws: TaskferryError.self) {
            try read(#"{"format":1,"name":"a","nodes":[{"name":"n","type":"\#(type)"}]}"#)
        }
        #expect(error?.code == .badDocument && error?.cause == "nodes[0].\(key): is missing")
    }

    @Test("unknown-key: keys that are not known are named by their path")
    func unknownKeys() throws {
        #expect(
            try read(Self.full).unknownKeys == ["futureKey", "nodes[1].task.note", "dependencies[1].comment"])
    }

    @Test("The store's form holds script text inline and leaves uid and name to the record (§4)")
    func storeForm() throws {
        var document = try read(Self.full)
        try document.fillScripts(file: "task.json") { script in
            #expect(script.path == "nodes/load.sql")
            return Array("select '${azkaban.flow.1.days.ago}'\r\n\u{FEFF}".utf8)
        }
        let tree = document.tree(.store)
        #expect(tree.object?["uid"] == nil)
        let uid = try #require(document.uid)
        let again = try TaskDocument(storeTree: tree, uid: uid, name: document.name, file: "g")
        #expect(again == document)
        #expect(again.nodes[0].script?.text.utf8.count == 40)
    }

    @Test("Absent, null and default are the same content (§4)")
    func defaults() throws {
        let short = #"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql"}]}"#
        let long = #"""
            {"format":1.0,"name":"a","description":"","queue":null,"resources":[],"dependencies":null,
             "execution":{"retries":0,"onTimeout":"warn","priority":"medium","selfDependency":"none"},
             "nodes":[{"name":"n","type":"sql","dependsOn":[],"parameters":{},"queue":""}]}
            """#
        #expect(canonical(try read(short)) == canonical(try read(long)))
    }

    @Test(
        "Documents that are not well-formed are bad files (65), with the path (§3)",
        arguments: [
            (#"{"name":"a"}"#, "format"), (#"{"format":1}"#, "name"), (#"{"format":1,"name":"a/b"}"#, "name"),
            (
                #"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql"},{"name":"n","type":"sql"}]}"#,
                "nodes[1].name"
            ),
            (#"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","dependsOn":["m"]}]}"#, "nodes[0].dependsOn"),
            (
                #"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","dependsOn":["m"]},"#
                    + #"{"name":"m","type":"sql","dependsOn":["n"]}]}"#, "m → n → m"
            ),
            (#"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","script":"../x"}]}"#, "nodes[0].script"),
            (#"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","script":"nodes/a/b"}]}"#, "nodes[0].script"),
            (
                #"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","resources":["x.jar"]}]}"#,
                "nodes[0].resources"
            ),
            (#"{"format":1,"name":"a","nodes":[{"name":"n","type":"sql","scriptText":"x"}]}"#, "nodes[0].scriptText"),
            (#"{"format":1,"name":"a","execution":{"retries":-1}}"#, "execution.retries"),
            (#"{"format":1,"name":"a","execution":{"retries":"3"}}"#, "execution.retries"),
            (#"{"format":1,"name":"a","dependencies":[{"task":"b","cycle":"next"}]}"#, "dependencies[0].cycle"),
            (#"{"format":1,"name":"a","nodes":{}}"#, "nodes"), ("[]", "object"),
        ])
    func refused(_ text: String, path: String) {
        let error = #expect(throws: TaskferryError.self) { try read(text) }
        #expect(error?.code == .badDocument)
        #expect(error?.cause?.contains(path) == true, "\(error?.cause ?? "")")
    }

    @Test("A newer format is refused as such")
    func newer() {
        let error = #expect(throws: TaskferryError.self) { try read(#"{"format":2,"name":"a"}"#) }
        #expect(error?.code == .newerFormat)
    }

    @Test("Every kind of reference is found, with the node that needs it (R9)")
    func references() throws {
        let uses = try read(Self.full).referenceUses
        #expect(
            uses.map { "\($0.kind.rawValue) \($0.name) \($0.node?.text ?? "-")" } == [
                "queue root.retail.batch -", "qualityMonitor 订单明细_主键唯一 load", "resourceGroup 外网采集组 load",
                "queue root.retail.batch load",
            ])
    }

    @Test("Links are listed in one order and can be renamed in it")
    func links() throws {
        var document = try read(Self.full)
        #expect(document.links.map(\.link.name.text) == ["ods_订单同步_日", "ods_日志", "日报"])
        #expect(document.links.map(\.role.ordersRuns) == [true, false, true])
        let new = try #require(TaskLabel("新名"))
        document.mapLinks { place, link in place == 2 ? TaskLink(project: link.project, name: new) : link }
        #expect(document.nodes[1].task?.link.name == new)
    }
}
