import Migration
import PlatformStore
import TaskModel

extension Completer {
    /// What can stand as a value of an argument.
    func values(
        of argument: CommandShape.Argument, _ kind: ArgumentKind, _ place: ArgumentPlace, _ current: CompletionWord,
        keep: Int
    ) -> CompletionSet {
        let given = Set((argument.isRepeating ? place.context.values[argument.key] ?? [] : []).map(ExactString.init))
        var found =
            Self.takesLists(argument, kind) && Self.namesList(current, keep: keep)
            ? files(current, keep: keep + 1) { _ in true }
            : names(of: kind, place, given: given, current: current, keep: keep, allowed: argument.allowed)
        found.names.removeAll { name in
            !Self.isTypable(name.text) || found.keep == 0 && place.takesOptions && name.text.utf8.first == 0x2D
        }
        return found
    }

    private static func takesLists(_ argument: CommandShape.Argument, _ kind: ArgumentKind) -> Bool {
        argument.value.utf8.reversed().starts(with: "@FILE".utf8.reversed()) || argument.isRepeating && kind.isTask
    }

    /// Whether the word is `@FILE`, and not `@@name`, which is a name that begins with `@`.
    private static func namesList(_ current: CompletionWord, keep: Int) -> Bool {
        let scalars = current.scalars.dropFirst(keep)
        return scalars.first == "@" && scalars.dropFirst().first != "@"
    }

    /// What there is of a kind, for the text of the word from `keep` on.
    func names(
        of kind: ArgumentKind, _ place: ArgumentPlace, given: Set<ExactString>, current: CompletionWord, keep: Int,
        allowed: [String] = []
    ) -> CompletionSet {
        func fitting(_ names: [CompletionSet.Name]) -> CompletionSet {
            .fitting(
                current.text(from: keep), keep: keep, among: names.filter { !given.contains(ExactString($0.text)) })
        }
        switch kind {
        case .free: return fitting(allowed.map { CompletionSet.Name(text: $0) })
        case .choice(let words): return fitting(words(place.context).map { CompletionSet.Name(text: $0, detail: $1) })
        case .command: return commands(current, keep: keep)
        case .file, .destination: return files(current, keep: keep) { _ in true }
        case .package: return files(current, keep: keep) { $0.utf8.reversed().starts(with: ".zip".utf8.reversed()) }
        case .folder: return files(current, keep: keep) { _ in false }
        case .platform: return files(current, keep: keep, marksPlatforms: true) { _ in false }
        case .task: return tasks(current, keep: keep, given: given, onlineOnly: false)
        case .onlineTask: return tasks(current, keep: keep, given: given, onlineOnly: true)
        case .packageTask: return fitting(packageTasks(place.context["FILE"] ?? place.context["PACKAGE"]))
        case .project: return fitting(registered(.project))
        case .taskDirectory:
            return fitting([CompletionSet.Name(text: "/")] + registered(.directory))
        case .registered: return fitting(place.context["kind"].flatMap(RegistryNoun.init(word:)).map(registered) ?? [])
        case .user: return fitting(users)
        }
    }

    private func registered(_ noun: RegistryNoun) -> [CompletionSet.Name] {
        guard let workspace = session.workspaceIfAny else { return [] }
        let entries = try? workspace.list(noun, project: noun.isOfProject ? session.projectIfAny : nil)
        return (entries ?? []).map { entry in
            CompletionSet.Name(
                text: entry.name, detail: entry.id.isEmpty ? Messages.noun(noun) : Words(same: "\(entry.id)"))
        }
    }

    /// Those with a role, each once.
    private var users: [CompletionSet.Name] {
        guard let workspace = session.workspaceIfAny, let project = session.projectIfAny,
            let members = try? workspace.members(of: project)
        else { return [] }
        var roles: [PathName: [Words]] = [:]
        for member in members { roles[member.user, default: []].append(Messages.role(member.role)) }
        return roles.sorted { $0.key < $1.key }.map { user, roles in
            let zh = Phrase.joined(roles.map(\.zh), by: "、")
            return CompletionSet.Name(text: user.text, detail: Words(zh, Phrase.joined(roles.map(\.en), by: ", ")))
        }
    }

    /// Whether a name can be put on a line: one with control, bidi or invisible characters would steer the terminal.
    static func isTypable(_ text: String) -> Bool {
        // Most names need no second look.
        Sanitizer.sanitized(text).isIdentical(to: text) || !text.unicodeScalars.contains(where: SanitizerPass.isHidden)
    }
}

extension ArgumentKind {
    /// Whether its values are names of tasks, of which lists can be given.
    fileprivate var isTask: Bool {
        switch self {
        case .task, .onlineTask, .packageTask: true
        default: false
        }
    }
}
