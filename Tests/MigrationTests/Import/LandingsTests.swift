import PlatformStore
import TaskModel
import Testing

@testable import Migration

@Suite struct LandingsTests {
    /// A task as a package's manifest brings it.
    private func incoming(_ name: String, _ uid: String, bound: [String]) throws -> IncomingTask {
        IncomingTask(
            name: try legal(name, TaskLabel.init), document: try sampleDocument(name, uid: uid),
            uid: try legal(uid, TaskUID.init),
            bound: try bound.map { BoundUID(uid: try legal($0, TaskUID.init), platform: "other") },
            folderDiffers: false,
            unknownKeys: [])
    }

    @Test(
        "duplicate-identity: one uid twice, in one task of the manifest or in two",
        arguments: [
            ([("甲", "1", ["1"])], "1"), ([("甲", "1", ["2", "2"])], "2"), ([("甲", "1", []), ("乙", "2", ["1"])], "1"),
        ] as [([(String, String, [String])], String)])
    func repeatedUID(tasks: [(String, String, [String])], subject: String) throws {
        var random = SeededRandom(seed: 3)
        let platform = try TestPlatform("target", in: TestFolder(), using: &random)
        let view = try PlatformView(platform.workspace.platform.snapshot(), project: platform.project)
        let landings = try Landings(
            tasks.map { try incoming($0.0, $0.1, bound: $0.2) }, sourcePlatform: "source", project: platform.project,
            view: view)
        #expect(landings.conflicts.map(\.subject.text) == [subject])
    }
}
