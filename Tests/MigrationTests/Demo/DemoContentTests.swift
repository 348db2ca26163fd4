import Foundation
import TaskModel
import Testing

@testable import Migration

@Suite("demo: every document is what a platform can hold")
struct DemoContentTests {
    /// A platform, shown by its folder.
    struct Case: Sendable, CustomTestStringConvertible {
        let platform: DemoPlatform
        var testDescription: String { platform.folder }
    }

    static let platforms: [Case] = [Case(platform: DemoContent.test), Case(platform: DemoContent.production)]

    @Test("every document is JSON, of a known form, without unknown keys", arguments: platforms)
    func documents(_ given: Case) throws {
        let platform = given.platform
        for task in platform.tasks {
            let object = try JSONSerialization.jsonObject(with: Data(task.document.utf8)) as? [String: Any]
            #expect(object?["format"] as? Int == 1)
            #expect(task.document.hasSuffix("}\n"))
        }
        for entry in try DemoOracle(given.platform).entries {
            #expect(entry.document.unknownKeys.isEmpty, "\(entry.name)")
            #expect(!entry.document.nodes.isEmpty, "\(entry.name)")
            #expect(!entry.document.description.isEmpty, "\(entry.name)")
        }
    }

    @Test("uids are lower-case UUIDs and unique, names are unique in their project", arguments: platforms)
    func identities(_ given: Case) throws {
        let entries = try DemoOracle(given.platform).entries
        for entry in entries { #expect(UUID(uuidString: entry.uid)?.uuidString.lowercased() == entry.uid) }
        #expect(Set(entries.map(\.uid)).count == entries.count)
        #expect(Set(entries.map { "\($0.project)/\($0.document.name.text.caseFolded)" }).count == entries.count)
    }

    @Test("§3: only the old name of row 20 is not legal", arguments: platforms)
    func names(_ given: Case) throws {
        let illegal = try DemoOracle(given.platform).entries.filter { $0.document.name.legalName == nil }
        #expect(illegal.map(\.name) == (given.platform.folder == "test" ? ["对账 2021Q3"] : []))
    }

    @Test(
        "§4: scripts and resources are those that the document names, and the digests are left open",
        arguments: platforms)
    func files(_ given: Case) throws {
        for entry in try DemoOracle(given.platform).entries {
            let scripts = entry.document.nodes.compactMap { $0.script?.file.text }
            #expect(scripts.sorted() == entry.task.scripts.map(\.name).sorted(), "\(entry.name)")
            let resources = entry.document.resources.map(\.name.text)
            #expect(resources.sorted() == entry.task.resources.map(\.name).sorted(), "\(entry.name)")
            #expect(entry.document.resources.allSatisfy { $0.size == nil && $0.sha256 == nil }, "\(entry.name)")
            for file in entry.task.scripts + entry.task.resources where !file.name.hasSuffix(".jar") {
                #expect(String(validating: file.bytes, as: UTF8.self) == file.text)
                #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(entry.name) \(file.name)")
                #expect(!file.text.contains("\r"))
            }
        }
    }

    @Test("the jar's bytes are the same every time, 64 KiB, and can shrink")
    func archive() throws {
        let file = DemoFile.archive("a.jar", mainClass: "A")
        #expect(file.bytes.count == 65_536)
        #expect(file.bytes == DemoFile.archive("b.jar", mainClass: "A").bytes)
        #expect(file.text.hasPrefix("Manifest-Version: 1.0\r\nMain-Class: A\r\n"))
        #expect(Set(file.bytes.suffix(60_000)).count == 16)
    }

    @Test("every task's directory exists, and so does what each directory lies in", arguments: platforms)
    func directories(_ given: Case) {
        let platform = given.platform
        for project in platform.projects {
            let directories = Set(project.directories)
            #expect(directories.count == project.directories.count)
            for directory in directories {
                #expect(TaskDirectory(directory)?.text == directory)
                let parent = directory.split(separator: "/").dropLast().map { "/\($0)" }.joined()
                #expect(parent.isEmpty || directories.contains(parent), "\(directory)")
            }
            for task in platform.tasks where task.project == project.name {
                #expect(directories.contains(task.directory), "\(task.directory)")
            }
        }
        #expect(platform.tasks.allSatisfy { task in platform.projects.contains { $0.name == task.project } })
    }

    @Test("what a platform's own tasks refer to exists there", arguments: platforms)
    func references(_ given: Case) throws {
        let oracle = try DemoOracle(given.platform)
        for entry in oracle.entries {
            for use in entry.document.referenceUses {
                #expect(
                    oracle.registered(use.kind, in: entry.project).contains(use.name.text), "\(entry.name) \(use.name)")
            }
            #expect(entry.document.nodes.allSatisfy { oracle.supports($0.type) }, "\(entry.name)")
        }
    }

    @Test(
        "each task comes after those that it has links to, and an online one has online upstreams", arguments: platforms
    )
    func order(_ given: Case) throws {
        var loaded: [String: Bool] = [:]
        for entry in try DemoOracle(given.platform).entries {
            for (_, link) in entry.document.links {
                let online = loaded["\(link.project?.text ?? entry.project)/\(link.name)"]
                #expect(online != nil, "\(entry.name) → \(link.name)")
                #expect(online == true || !entry.task.online, "\(entry.name) → \(link.name)")
            }
            loaded["\(entry.project)/\(entry.name)"] = entry.task.online
        }
    }

    @Test("schedules are legal but for that of row 25", arguments: platforms)
    func schedules(_ given: Case) throws {
        for entry in try DemoOracle(given.platform).entries {
            guard let schedule = entry.document.schedule else { continue }
            let problem = DemoOracle.problem(of: schedule)
            #expect(problem == (entry.name == "节假日补数" ? "Asia/Holiday_City" : nil), "\(entry.name)")
            #expect(schedule.cron.split(separator: " ").count == 6, "\(entry.name)")
        }
    }

    @Test("names in registries are legal and stand once", arguments: platforms)
    func registries(_ given: Case) {
        let platform = given.platform
        let lists =
            platform.projects.flatMap { [$0.qualityMonitors, $0.syncTasks] }
            + [platform.queues, platform.resourceGroups.map(\.name)]
        for list in lists {
            #expect(Set(list).count == list.count)
            #expect(list.allSatisfy { RegistryName($0) != nil })
        }
        #expect(platform.nodeTypes.allSatisfy { NodeType($0) != nil })
        #expect(PathName(platform.name) != nil)
        #expect(platform.projects.allSatisfy { PathName($0.name) != nil })
        for project in platform.projects {
            #expect(project.members.map(\.user) == ["李澜", "周牧"])
            #expect(project.members.map(\.role) == ["admin", "developer"])
        }
    }

    @Test("switches, projects and the import directory are as agreed")
    func platformsAsAgreed() {
        #expect(DemoContent.test.name == "测试平台" && DemoContent.production.name == "生产平台")
        #expect(DemoContent.test.batchExport && !DemoContent.test.batchImport)
        #expect(!DemoContent.production.batchExport && DemoContent.production.batchImport)
        #expect(DemoContent.test.projects.map(\.name) == ["零售数仓", "公共接入层", "广告投放"])
        #expect(DemoContent.production.projects.map(\.name) == ["零售数仓", "公共接入层"])
        #expect(DemoContent.importDirectory == "/生产接收/零售批次")
        #expect(DemoContent.production.projects[0].directories.contains(DemoContent.importDirectory))
        #expect(!DemoContent.test.projects[0].directories.contains(DemoContent.importDirectory))
    }
}
