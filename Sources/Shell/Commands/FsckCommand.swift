import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Checks the whole store (§5). A platform that cannot be opened any more is checked all the same.
struct FsckCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "fsck", group: .setUp, audience: .everyone,
        summary: Words("检查整个平台的数据", "checks all the platform's data"), examples: ["fsck", "fsck --repair"])

    @Flag(help: .words("修复能修复的部分", "mends what can be mended"))
    var repair = false

    func run(_ session: Session) throws -> CommandResult {
        let damages = try self.damages(session)
        let open = damages.filter { !$0.isRepaired }
        return CommandResult(
            failure: open.isEmpty ? nil : TaskferryError(.fsckFailed, subject: "\(open.count)"),
            json: {
                [
                    "damages": .array(
                        damages.map {
                            .object([
                                "kind": .string($0.kind.rawValue), "file": .string($0.file),
                                "detail": .string($0.detail), "repaired": .bool($0.isRepaired),
                            ])
                        })
                ]
            },
            text: { screen in
                guard !damages.isEmpty else {
                    screen.line(.success, Words("没有发现问题", "Nothing is wrong."))
                    return
                }
                var table = screen.newTable([
                    Words("问题", "damage"), Words("文件", "file"), Words("说明", "detail"), Words("已修复", "mended"),
                ])
                for damage in damages {
                    table.add(texts: [damage.kind.rawValue, damage.file, damage.detail, damage.isRepaired ? "✓" : ""])
                }
                screen.table(table)
            })
    }

    /// Who may repair is a matter of roles, which stand in the platform; where that cannot be opened any more, file
    /// permissions decide.
    private func damages(_ session: Session) throws -> [Damage] {
        do {
            return try session.workspace().fsck(repair: repair)
        } catch let error as TaskferryError where [.headLost, .damagedStore].contains(error.code) {
            guard let directory = session.platformDirectory else { throw error }
            return try Platform.fsck(at: directory, repair: repair, cancelled: session.environment.cancelled)
        }
    }
}
