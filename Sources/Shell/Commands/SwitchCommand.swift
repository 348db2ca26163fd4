import ArgumentParser
import Migration
import PlatformStore
import TaskModel

/// Sets the switches of a platform (R1).
struct SwitchCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "switch", group: .setUp, audience: .operator,
        summary: Words("开关批量导出、批量导入；签名要求", "switches export and import on and off; whether packages must be signed"),
        examples: ["switch export on", "switch import off", "switch signatures required", "switch conflicts stop"])

    static let completions: [String: ArgumentKind] = [
        "target": .choice { _ in
            [
                (Target.export.rawValue, Messages.side(.export)), (Target.import.rawValue, Messages.side(.import)),
                (Target.signatures.rawValue, Words("签名要求", "whether packages must be signed")),
                (Target.conflicts.rawValue, Words("导入冲突的处理", "what becomes of import conflicts")),
            ]
        },
        "STATE": .choice { context in
            switch context["target"].flatMap(Target.init(rawValue:)) {
            case .signatures?: SignaturePolicy.allCases.map { ($0.rawValue, Words(same: "")) }
            case .conflicts?: ConflictPolicy.allCases.map { ($0.rawValue, Messages.meaning(of: $0)) }
            case .export?, .import?, nil: [("on", Messages.isOn(true)), ("off", Messages.isOn(false))]
            }
        },
    ]

    /// What can be switched.
    enum Target: String, CaseIterable, ExpressibleByArgument {
        case export
        case `import`
        case signatures
        case conflicts
    }

    @Argument(help: .words("开关", "the switch"))
    var target: Target

    @Argument(
        help: .words(
            "on|off；签名为 optional|required；冲突为 overwrite|keep|stop",
            "on|off; for signatures optional|required, for conflicts overwrite|keep|stop", value: "STATE"))
    var state: String

    var changesRights: Bool { true }

    func run(_ session: Session) throws -> CommandResult {
        let workspace = try session.workspace()
        let changed: Bool
        let words: Words
        switch target {
        case .export, .import:
            guard let isOn = ["on": true, "off": false][state] else { throw unknownState("on, off") }
            let side: MigrationSide = target == .export ? .export : .import
            changed = try workspace.setSwitch(side, on: isOn)
            let (name, value) = (Messages.side(side), Messages.isOn(isOn))
            words = Words("\(name.zh)：\(value.zh)", "\(name.en): \(value.en)")
        case .signatures:
            guard let policy = SignaturePolicy(rawValue: state) else { throw unknownState("optional, required") }
            changed = try workspace.setSignaturePolicy(policy)
            words =
                policy == .required
                ? Words("只接受签名的任务包", "Packages must be signed.") : Words("任务包可以不签名", "Packages need not be signed.")
        case .conflicts:
            guard let policy = ConflictPolicy(rawValue: state) else { throw unknownState("overwrite, keep, stop") }
            changed = try workspace.setConflictPolicy(policy)
            let meaning = Messages.meaning(of: policy)
            words = Words("导入冲突：\(meaning.zh)", "Import conflicts: \(meaning.en)")
        }
        return .said(words, ["switch": .string(target.rawValue), "state": .string(state), "changed": .bool(changed)])
    }

    private func unknownState(_ allowed: String) -> TaskferryError {
        TaskferryError(.invalidArgument, subject: state, detail: allowed)
    }
}
