import Glibc
import LineEditor

// What the tests drive on a pseudo-terminal: reads lines and says how each ended, one report a line.
//
//   [plain | edit] then `history=ENTRY` (\n for a line break) and `prompt=TEXT`

let names = ["每日销售汇总", "每日销售明细", "库存盘点", "e\u{301}tude", "e\u{302}tude"]
var prompt = "> "
var isPlain = false
var history: [String] = []
for argument in CommandLine.arguments.dropFirst() {
    let parts = argument.split(separator: "=", maxSplits: 1)
    let value = parts.count > 1 ? String(parts[1]) : ""
    switch parts.first {
    case "plain": isPlain = true
    case "history":
        history.append(value.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n"))
    case "prompt": prompt = value
    default: break
    }
}

/// Makes a report that holds on one line whatever is in it.
func quoted(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        scalar.value < 0x20 || scalar == "\\" ? "\\x\(scalar.value);" : String(scalar)
    }.joined()
}

func report(_ text: String) {
    print("[\(text)]")
    fflush(nil)
}

func words(line: String, cursor: Int) -> Completion {
    let before = Array(line.unicodeScalars.prefix(cursor))
    let start = (before.lastIndex(of: " ") ?? -1) + 1
    let word = String(String.UnicodeScalarView(before[start...]))
    let found = names.filter { Array($0.unicodeScalars).starts(with: Array(word.unicodeScalars)) }
    return Completion(
        start: start, candidates: found.map { Completion.Candidate(text: $0, label: $0, detail: "task") })
}

let reader: any LineReading
do {
    if isPlain {
        reader = PlainLineReader()
    } else {
        let type = getenv("TERM").map { String(cString: $0) }
        let editor = try LineEditor(program: "probe", options: LineEditor.Options(terminalType: type))
        editor.history = history
        editor.complete = words
        editor.showCandidates = { candidates, columns, _ in
            candidates.map { "\($0.label) (\($0.detail), \(columns))" }.joined(separator: "\n")
        }
        reader = editor
    }
    while true {
        let event = try reader.readLine(prompt: prompt)
        switch event {
        case .line(let line):
            report("line \(quoted(line))")
            (reader as? LineEditor)?.addHistory(line)
        case .interrupted: report("interrupted")
        case .cut: report("cut")
        case .endOfFile:
            report("end")
            exit(0)
        }
    }
} catch {
    report("error \(error)")
    exit(1)
}
