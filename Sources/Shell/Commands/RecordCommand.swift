import ArgumentParser
import TaskModel

/// Records the commands that are given from now on as a script.
struct RecordCommand: ShellCommand {
    static let entry = CommandEntry(
        name: "record", group: .shell, audience: .everyone,
        summary: Words("把此后的命令记录成脚本", "records the commands from now on as a script"),
        examples: ["record weekly.ferry", "record --force weekly.ferry", "record --off"])

    @Flag(help: .words("结束记录", "ends the recording"))
    var off = false

    @Flag(help: .words("覆盖已有文件", "replaces a file that is there"))
    var force = false

    @Argument(help: .words("脚本文件；不给出时显示记录状态", "the script; without it, says what is being recorded", value: "FILE"))
    var file: String?

    var writes: [String] { [file].compactMap { $0 } }

    func run(_ session: Session) throws -> CommandResult {
        if off {
            if let file { throw TaskferryError(.usage, subject: "--off, \(file)", detail: "exclusive") }
            defer { session.recorder = nil }
            return Self.state(session.recorder, hasEnded: true)
        }
        guard let file else { return Self.state(session.recorder) }
        if let recorder = session.recorder {
            throw TaskferryError(.usage, subject: recorder.path, detail: "recording")
        }
        let path = session.path(file)
        session.recorder = try Recorder(
            path, header: Self.header(path, session), commands: Self.variables(session), replaces: force,
            depth: session.scriptDepth)
        return Self.state(session.recorder)
    }

    /// When it was recorded, and the command that replays it from anywhere.
    private static func header(_ path: String, _ session: Session) -> [String] {
        var words = ["taskferry"]
        if let platform = session.platformDirectory { words += ["-p", platform] }
        if let project = session.projectIfAny { words += ["-P", project.text] }
        if let user = session.actingFor { words += ["--as", user] }
        let directory = session.environment.workingDirectory
        return [
            session.environment.now().text(in: session.environment.zone()),
            "cd \(ShellQuoting.quoted(directory)) && \(ShellQuoting.quoted(words + ["run", path]))",
        ].map { Sanitizer.sanitized($0) }
    }

    /// The variables that what comes may use.
    private static func variables(_ session: Session) -> [String] {
        session.variables.names.flatMap { name in
            session.variables[name].map { ShellQuoting.command(["let", name, $0], list: nil) } ?? []
        }
    }

    private static func state(_ recorder: Recorder?, hasEnded: Bool = false) -> CommandResult {
        guard let recorder else {
            return .said(Words("没有在记录", "Nothing is being recorded."), ["recording": .null, "commands": .integer(0)])
        }
        let (path, count) = (recorder.path, recorder.count)
        return .said(
            hasEnded
                ? Words("已记录 \(count) 条命令：\(path)", "\(count, of: "command") recorded in \(path)")
                : Words("正在记录到 \(path)（\(count) 条命令）", "Recording in \(path) (\(count, of: "command"))"),
            ["recording": hasEnded ? .null : .string(path), "file": .string(path), "commands": .integer(count)])
    }
}
