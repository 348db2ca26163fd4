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

    @Test("R1–R18, R20, R23, R26: 140 real tasks across, exactly the missing names found, every script byte for byte")
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
