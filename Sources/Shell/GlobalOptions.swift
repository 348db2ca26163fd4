import ArgumentParser
import TaskModel

/// What stands before the command on the system's command line (§7).
struct GlobalOptions: ParsableArguments {
    static let completions: [String: ArgumentKind] = ["--platform": .platform, "--project": .project]

    @Option(
        name: [.customShort("p"), .long],
        help: .words("平台目录（或 TASKFERRY_PLATFORM）", "the platform's directory (or TASKFERRY_PLATFORM)", value: "DIR"))
    var platform: String?

    @Option(
        name: [.customShort("P"), .long],
        help: .words(
            "项目（或 TASKFERRY_PROJECT）；只有一个项目时可省略",
            "the project (or TASKFERRY_PROJECT); not needed when there is one", value: "NAME"))
    var project: String?

    @Option(name: .customLong("as"), help: .words("代替某用户操作，限运维人员", "act for a user; operators only", value: "USER"))
    var actingFor: String?

    @Option(name: [.customShort("o"), .long], help: .words("输出格式", "the form of results"))
    var output: Settings.Format?

    @Option(help: .words("界面语言", "the language"))
    var lang: Language?

    @Option(help: .words("颜色", "colours"))
    var color: ColorChoice?

    @Flag(name: [.customShort("q"), .long], help: .words("不显示提示和进度", "no notices, no progress"))
    var quiet = false

    @Flag(
        help: .words(
            "不重绘：无行编辑、进度条和表格列，便于读屏", "draws nothing: no line editing, progress bar or columns, for screen readers"))
    var plain = false

    @Option(
        name: .customShort("c"), parsing: .unconditionalSingleValue,
        help: .words("执行一条命令，可多次给出", "runs a command; can stand several times", value: "COMMAND"))
    var commands: [String] = []

    @Flag(help: .words("脚本遇到失败的命令时继续", "a script goes on after a command that failed"))
    var keepGoing = false

    @Flag(help: .words("显示版本", "shows the version"))
    var version = false

    init() {}

    /// Parts the words of the command line into these options and the command: the first word that is neither an option
    /// nor an option's value begins the command.
    static func split(_ words: [String]) -> (options: [String], command: [String]) {
        var place = 0
        while place < words.count, words[place].utf8.first == UInt8(ascii: "-"), words[place].utf8.count > 1 {
            if words[place] == "--" { return (Array(words[..<place]), Array(words[(place + 1)...])) }
            place += takesValue(words[place]) ? 2 : 1
        }
        place = min(place, words.count)
        return (Array(words[..<place]), Array(words[place...]))
    }

    /// Whether the word after an option is its value; of letters after one dash (`-qc`) the last one decides.
    static func takesValue(_ word: String) -> Bool {
        if word.utf8.starts(with: "--".utf8) {
            return ["--platform", "--project", "--as", "--output", "--lang", "--color"].contains(word)
        }
        return word.unicodeScalars.last.map { ["p", "P", "o", "c"].contains($0) } ?? false
    }
}

extension Settings.Format: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
