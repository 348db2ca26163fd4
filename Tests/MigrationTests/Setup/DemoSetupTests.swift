import PlatformStore
import TaskModel
import Testing

@testable import Migration

@Suite struct DemoSetupTests {
    @Test("demo makes two sound platforms with every task at its place, its links bound")
    func demo() throws {
        let folder = try TestFolder()
        var random = SeededRandom(seed: 1)
        let actor = Actor(user: try legal("许宁", PathName.init))
        let made = try Setup.demo(
            at: folder.path, by: actor, surroundings: Workspace.Surroundings(now: { TestPlatform.time }),
            using: &random)
        for (platform, content) in [(made.test, DemoContent.test), (made.production, DemoContent.production)] {
            #expect(try platform.fsck(repair: false).isEmpty)
            let snapshot = try platform.snapshot()
            var count = 0
            for project in snapshot.projectNames {
                try snapshot.forEachTask(project) { record in
                    count += 1
                    let version = try #require(record.development)
                    #expect(version.links.allSatisfy { $0.uid != nil }, "\(record.name)")
                    return true
                }
            }
            #expect(count == content.tasks.count)
        }
    }
}
