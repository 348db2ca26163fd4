import Migration
import TaskModel

/// What an import would change, task by task and field by field (R21).
struct PlanView {
    /// Whether scripts are shown as a unified diff.
    let showsDiff: Bool

    /// The tasks that change, each with its fields; a task that is created, or stays as it is, has none.
    func show(_ plan: [PlannedTask], _ screen: inout Screen) {
        for task in plan where !task.changes.isEmpty && task.action != .unchanged {
            screen.line()
            screen.line(.heading, Words(same: "\(task.task)"))
            for change in task.changes { show(change, task.fireTimes, &screen) }
            if let times = task.fireTimes { show(times, &screen) }
        }
    }

    private func show(_ change: FieldChange, _ times: FireTimesChange?, _ screen: inout Screen) {
        if change.isBeforeUnknown { return showUnknown(change, &screen) }
        if let script = Self.script(change) {
            let (old, new) = (Self.lineCount(script.old), Self.lineCount(script.new))
            screen.line(
                Words(
                    "  \(change.field)  \(old) 行 → \(new) 行",
                    "  \(change.field)  \(old, of: "line") → \(new, of: "line")"))
            guard showsDiff else { return }
            let lines = UnifiedDiff.lines(
                script.old, script.new, from: "\(change.field)@target", to: "\(change.field)@package")
            for line in lines { screen.line(Self.styled(line)) }
            return
        }
        let none = Messages.none[screen.language]
        let before = change.before.map { Phrase(foreign: Self.text(of: $0)) } ?? none
        let after = change.after.map { Phrase(foreign: Self.text(of: $0)) } ?? none
        screen.line("  \(change.field)  \(before) → \(after)")
    }

    /// A field whose value at the target is not in the inventory.
    private func showUnknown(_ change: FieldChange, _ screen: inout Screen) {
        let changed = Words("已变", "changed")[screen.language]
        guard let after = change.after else {
            return screen.line("  \(change.field)  \(changed) → \(Messages.none[screen.language])")
        }
        if Self.script(change) != nil {
            let lines = Self.lineCount(after.string ?? "")
            return screen.line(
                Words(
                    "  \(change.field)  已变 → \(lines) 行", "  \(change.field)  changed → \(lines, of: "line")"))
        }
        screen.line("  \(change.field)  \(changed) → \(Self.text(of: after))")
    }

    private func show(_ times: FireTimesChange, _ screen: inout Screen) {
        let (before, after) = (screen.text(of: times.before).plain, screen.text(of: times.after).plain)
        screen.line(Words("  现在触发    \(before)", "  runs now at  \(before)"))
        screen.line(Words("  导入后触发  \(after)", "  then at      \(after)"))
    }

    /// The two texts of a script that changes.
    private static func script(_ change: FieldChange) -> (old: String, new: String)? {
        guard change.field.utf8.reversed().starts(with: ".scriptText".utf8.reversed()) else { return nil }
        return (change.before?.string ?? "", change.after?.string ?? "")
    }

    private static func lineCount(_ text: String) -> Int {
        text.isEmpty ? 0 : text.utf8.count { $0 == 0x0A } + (text.utf8.last == 0x0A ? 0 : 1)
    }

    /// A value on one line: a resource by size and digest, a long one by its beginning.
    private static func text(of value: JSONValue) -> String {
        if let object = value.object, let sha256 = object["sha256"]?.string, let size = object["size"]?.integer {
            let kind = object["kind"]?.string.map { "\($0) " } ?? ""
            return "\(kind)\(ByteSize.text(size)) \(sha256.prefix(12))"
        }
        let text = value.string ?? String(decoding: JSONWriter.canonical(value), as: UTF8.self)
        let scalars = text.unicodeScalars
        return scalars.count > 60 ? String(String.UnicodeScalarView(scalars.prefix(59))) + "…" : text
    }

    private static func styled(_ line: String) -> Phrase {
        // A tab does no harm here, and a diff with another text in its place could not be applied.
        let parts = "  \(line)".unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false)
        let phrase = Phrase.joined(parts.map { Phrase(foreign: String($0)) }, by: "\t")
        return switch line.unicodeScalars.first {
        case "+": Phrase(.success, phrase)
        case "-": Phrase(.failure, phrase)
        case "@": Phrase(.dim, phrase)
        default: phrase
        }
    }
}
