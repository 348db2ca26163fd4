import Foundation
import TaskModel
import Testing

/// The journey with 140 real workflows, by the built program, as two people would do it.
@Suite struct RealDataTests {
    private static let data: String? = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        folder.append(path: "../shared/data/bigquery-etl")
        return FileManager.default.fileExists(atPath: folder.path) ? folder.standardizedFileURL.path : nil
    }()

    @Test(
        """
        R1–R18, R20, R22–R24, R26: 140 real tasks across, exactly the missing names found, every script byte for byte; \
        then both sides change, exactly the hot fix is told, and undo brings it back
        """)
    func journey() throws {
        guard let data = Self.data else {
            print("SKIPPED: the 140 real tasks: ../shared/data is not here")
            return
        }
        let work = FileManager.default.temporaryDirectory.appending(path: "taskferry-real-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: work) }
        let (test, production) = ("\(work)/test", "\(work)/production")
        for place in [test, production] {
            try ferry("init", place, "--name", "平台", "--project", "etl")
            try ferry("-p", place, "switch", "export", "on")
            try ferry("-p", place, "switch", "import", "on")
        }
        try ferry("-p", production, "add", "directory", "/imported")

        // At the test platform: all tasks online, all matched, into one package.
        try ferry("-p", test, "load", "\(data)/tasks", "--online")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(data)/tasks").sorted()
        let list = "\(work)/names.txt"
        try Data(names.joined(separator: "\n").utf8).write(to: URL(filePath: list))
        let match = try ferry("-p", test, "-o", "json", "match", "@\(list)")
        #expect(match["matched"]?.array?.count == 140)
        #expect(match["failed"]?.array?.isEmpty == true)
        let generated = try ferry("-p", test, "-o", "json", "generate")
        let digest = generated["package"]?.object?["contentDigest"]?.string
        let package = "\(work)/batch.zip"
        #expect(try ferry("-p", test, "-o", "json", "export", package)["contentDigest"]?.string == digest)

        // At production: the check fails with exactly the names of the registry.
        let refused = try ferry(
            "-p", production, "-o", "json", "check", package, "--into", "/imported", status: 1)
        #expect(refused["passed"]?.bool == false)
        let registry = try JSONParser.parse(
            [UInt8](try Data(contentsOf: URL(filePath: "\(data)/registry.json"))), file: "registry.json")
        let expected = [
            ("missing-quality-monitor", "qualityMonitors", 103), ("missing-resource-group", "resourceGroups", 1),
            ("missing-queue", "queues", 2),
        ]
        let findings = refused["findings"]?.array?.compactMap(\.object) ?? []
        for (code, key, count) in expected {
            let subjects = findings.filter { $0["code"]?.string == code }.compactMap { $0["subject"]?.string }
            #expect(subjects.count == count)
            #expect(Set(subjects) == Set(registry.object?[key]?.array?.compactMap(\.string) ?? []))
        }
        #expect(findings.filter { $0["severity"]?.string == "error" }.count == 106)
        try ferry("-p", production, "import", package, "--into", "/imported", status: 1)

        // With the names there it passes, in topological order, and all is online.
        try ferry("-p", production, "add", "--from", "\(data)/registry.json")
        let report = try ferry("-p", production, "-o", "json", "import", package, "--into", "/imported")
        let plan = report["plan"]?.array?.compactMap(\.object) ?? []
        #expect(plan.count == 140 && plan.allSatisfy { $0["action"]?.string == "create" })
        #expect(report["submitted"]?.array?.count == 140)
        try expectTopological(plan.compactMap { $0["task"]?.string }, data: data)
        let again = try ferry("-p", production, "-o", "json", "import", package, "--into", "/imported")
        #expect(again["import"]?.isNull != false)

        // Out again from there: the same content digest, and every script as it was.
        try ferry("-p", production, "match", "@\(list)")
        let back = try ferry("-p", production, "-o", "json", "generate")
        #expect(back["package"]?.object?["contentDigest"]?.string == digest)
        try ferry("-p", production, "export", "\(work)/back.zip")
        let unzip = try BuiltProgram.run(
            ["-q", "\(work)/back.zip", "-d", "\(work)/back"], program: "/usr/bin/unzip")
        #expect(unzip.status == 0, "\(unzip.errors)")
        var scripts = 0
        for name in names {
            let nodes = "\(data)/tasks/\(name)/nodes"
            for file in try FileManager.default.contentsOfDirectory(atPath: nodes) {
                let original = try Data(contentsOf: URL(filePath: "\(nodes)/\(file)"))
                let carried = try Data(contentsOf: URL(filePath: "\(work)/back/\(name)/nodes/\(file)"))
                #expect(original == carried, "\(name)/\(file)")
                scripts += 1
            }
        }
        #expect(scripts == 871)
        let sums = try BuiltProgram.run(
            ["--strict", "--quiet", "-c", ".taskferry/SHA256SUMS"], program: "/usr/bin/sha256sum",
            folder: "\(work)/back")
        #expect(sums.status == 0, "\(sums.errors)")
        #expect(try BuiltProgram.run(["-p", production, "fsck"]).status == 0)
        try secondBatch(test: test, production: production, data: data, work: work, names: names)
    }

    /// R22, R24: a hot fix at production, other changes and a rename at the test side, one change at both; all travel.
    private func secondBatch(test: String, production: String, data: String, work: String, names: [String]) throws {
        let (fixed, both, renamed) = ("bqetl_search", "bqetl_core", "bqetl_glean_usage")
        let changed = [fixed, both, "bqetl_main_summary", "bqetl_accounts_derived", "bqetl_adjust"]
        var fix = ""
        for name in changed {
            let nodes = try edit(name, "-- at the test side", data: data, into: "\(work)/source/\(name)")
            if name == fixed { fix = nodes }
        }
        _ = try edit(renamed, nil, data: data, into: "\(work)/source/\(renamed)_v2", uid: uid(renamed, at: test))
        try ferry("-p", test, "load", "\(work)/source", "--online")
        _ = try edit(fixed, "-- hot fix", data: data, into: "\(work)/fix/\(fixed)")
        _ = try edit(both, "-- at the test side", data: data, into: "\(work)/fix/\(both)")
        try ferry("-p", production, "load", "\(work)/fix")
        try ferry("-p", production, "submit", fixed, both)
        let before = try digest(of: names, at: production, work: work)

        let next = names.map { $0 == renamed ? "\(renamed)_v2" : $0 }
        let there = try digest(of: next, at: test, work: work)
        let package = "\(work)/second.zip"
        try ferry("-p", test, "export", package)
        let check = try ferry("-p", production, "-o", "json", "check", package, "--into", "/imported")
        let findings = check["findings"]?.array?.compactMap(\.object) ?? []
        #expect(findings.map { $0["code"]?.string } == ["target-changed"])
        #expect(findings.first?["subject"]?.string == fixed && findings.first?["severity"]?.string == "warning")
        // Who, when and what.
        let user = try #require(try ferry("-p", production, "-o", "json", "whoami")["user"]?.string)
        let told = findings.first?["fix"]?.string ?? ""
        #expect(told.contains(user) && told.contains(fix), "\(told)")
        #expect(told.contains("\(Calendar.current.component(.year, from: Date()))"), "\(told)")
        let plan = check["plan"]?.array?.compactMap(\.object) ?? []
        func planned(_ action: String) -> Set<String> {
            Set(plan.filter { $0["action"]?.string == action }.compactMap { $0["task"]?.string })
        }
        #expect(planned("overwrite") == Set(changed).subtracting([both]))
        #expect(planned("rename") == ["\(renamed)_v2"])
        #expect(planned("unchanged").count == 135 && plan.count == 140)

        let report = try ferry("-p", production, "-o", "json", "import", package, "--into", "/imported")
        #expect(report["import"]?.integer == 2)
        #expect(try digest(of: next, at: production, work: work) == there)
        try ferry("-p", production, "undo", "2")
        #expect(try digest(of: names, at: production, work: work) == before)
        #expect(before != there)
        #expect(try BuiltProgram.run(["-p", production, "fsck"]).status == 0)
    }

    /// A copy of a task's folder with a line more in its first script; the path of that script's text in the document.
    private func edit(
        _ name: String, _ line: String?, data: String, into place: String, uid: String? = nil
    ) throws -> String {
        let parent = URL(filePath: place).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let copied = try BuiltProgram.run(
            ["-r", "--no-preserve=mode", "\(data)/tasks/\(name)", place], program: "/bin/cp")
        #expect(copied.status == 0, "\(copied.errors)")
        let file = "\(place)/task.json"
        var document = try JSONParser.parse([UInt8](try Data(contentsOf: URL(filePath: file))), file: file).object
        let node = document?["nodes"]?.array?.compactMap(\.object).first { $0["script"]?.string != nil }
        if let line, let script = node?["script"]?.string {
            let text = try String(contentsOfFile: "\(place)/\(script)", encoding: .utf8)
            try Data((text + "\n\(line)\n").utf8).write(to: URL(filePath: "\(place)/\(script)"))
        }
        if let uid {
            document?["uid"] = .string(uid)
            document?["name"] = .string(URL(filePath: place).lastPathComponent)
            try Data(JSONWriter.canonical(.object(document ?? JSONObject()))).write(to: URL(filePath: file))
        }
        return "nodes[\(node?["name"]?.string ?? "")].scriptText"
    }

    private func uid(_ name: String, at platform: String) throws -> String? {
        try ferry("-p", platform, "-o", "json", "tasks", name)["tasks"]?.array?.first?.object?["uid"]?.string
    }

    /// The content digest of a package of tasks, as the platform has them online.
    private func digest(of names: [String], at platform: String, work: String) throws -> String? {
        let list = "\(work)/list.txt"
        try Data(names.joined(separator: "\n").utf8).write(to: URL(filePath: list))
        let report = try ferry("-p", platform, "-o", "json", "generate", "@\(list)")
        #expect(report["package"]?.object?["tasks"]?.array?.count == 140)
        return report["package"]?.object?["contentDigest"]?.string
    }

    private func expectTopological(_ order: [String], data: String) throws {
        var places: [String: Int] = [:]
        for (place, name) in order.enumerated() { places[name] = place }
        for name in order {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(data)/tasks/\(name)/task.json")))
            let document = try TaskDocument(filesTree: JSONParser.parse(bytes, file: name), file: name)
            for dependency in document.dependencies where dependency.cycle == .current {
                guard let upstream = places[dependency.link.name.text] else { continue }
                #expect(upstream < places[name] ?? 0, "\(name) after \(dependency.link.name)")
            }
        }
    }

    /// Runs the program, expects a status, and reads its JSON object if it wrote one.
    @discardableResult
    private func ferry(_ words: String..., status: Int32 = 0) throws -> JSONObject {
        let outcome = try BuiltProgram.run(words)
        #expect(outcome.status == status, "\(words): \(outcome.output.prefix(500)) \(outcome.errors)")
        let line = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
        guard words.contains("json"), !line.isEmpty else { return JSONObject() }
        return try JSONParser.parse(Array(line.utf8), file: "output").object ?? JSONObject()
    }
}
