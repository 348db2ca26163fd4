import FileIO
import Migration
import TaskModel

/// Looks at a script without carrying it out (`run --dry-run`): whether every command can be read, its variables are set,
/// who runs it may use it, and the files that it reads are there.
///
/// `let`, `open` and `use` are carried out, since what follows depends on them; afterwards the session is as it was. What
/// commands before may have made or allowed is not asked for.
final class ScriptCheck {
    /// How many commands were looked at.
    private(set) var commands = 0
    /// How many of them are not right.
    private(set) var problems = 0

    private let session: Session
    /// The scripts that run each other, the innermost last, with their arguments.
    private var running: [[String]] = []
    /// Those that were looked at: a second time says nothing new.
    private var seen: Set<[String]> = []
    /// What commands before would write; a file in or under one of them may be there by then.
    private var written: [String] = []
    /// Whether a command before may change who may do what, or where one is.
    private var changesRights = false

    init(_ session: Session) { self.session = session }

    /// Looks at a script with its arguments, and tells what is wrong; the status of the first thing that is.
    func run(_ path: String, arguments: [String]) throws -> Int32 {
        let (variables, place) = (session.variables, session.place)
        session.scriptDepth += 1
        defer {
            session.scriptDepth -= 1
            (session.variables, session.place) = (variables, place)
        }
        return try look(at: path, arguments)
    }

    private func look(at path: String, _ arguments: [String]) throws -> Int32 {
        let key = [session.path(path)] + arguments
        guard running.count < Engine.depthLimit, !running.contains(where: { $0[0].isIdentical(to: key[0]) }) else {
            throw TaskferryError(.usage, subject: path, detail: "too-deep")
        }
        guard seen.insert(key).inserted else { return 0 }
        let text = try Files.readText(key[0])
        let outer = session.variables.arguments
        session.variables.arguments = arguments
        running.append(key)
        defer {
            running.removeLast()
            session.variables.arguments = outer
        }
        var reader = ScriptReader(
            TextSource(name: path, text: text), home: session.environment.variables["HOME"],
            cancelled: session.environment.cancelled)
        var status: Int32 = 0
        while true {
            do {
                guard let statement = try reader.next() else { return status }
                commands += 1
                let step = try look(at: statement)
                if status == 0 { status = step.status }
                if step.ends { return status }
            } catch let error as SyntaxError {
                tell(error.error, at: error.error.place, line: error.line)
                if status == 0 { status = error.error.code.exitStatus.rawValue }
            }
        }
    }

    /// Looks at one command. An interrupt is thrown: it ends all of them.
    private func look(at statement: Statement) throws -> (status: Int32, ends: Bool) {
        var words: [String] = []
        do {
            words = try statement.words.map { try session.variables.fill($0.parts, file: statement.file) }
            _ = try statement.list.map { try session.variables.fill($0.parts, file: statement.file) }
            guard let command = try CommandTable.parse(words, hasList: statement.list != nil, session) else {
                return (0, false)
            }
            // What is not allowed now would be written once it is.
            defer { written += command.writes.map(session.path) }
            if !changesRights { try type(of: command).entry.audience.requireRight(session) }
            for file in command.reads { try require(file) }
            switch command {
            case let command as LetCommand: _ = try command.run(session)
            case let command as RunCommand: return (try look(at: command.script, command.arguments), false)
            case is ExitCommand: return (0, true)
            case is OpenCommand, is UseCommand:
                do {
                    _ = try command.run(session)
                } catch {
                    let isKnown = !changesRights
                    // What follows is for a place that cannot be looked at.
                    changesRights = true
                    if isKnown { throw error }
                }
            default: if command.changesRights { changesRights = true }
            }
            return (0, false)
        } catch let error as TaskferryError where error.code != .interrupted {
            let place = statement.place(of: error, words: words)
            tell(error, at: place, line: statement.line(at: place))
            return (error.code.exitStatus.rawValue, false)
        }
    }

    /// Throws `not-found` for a file that a command reads, unless a command before may have put it there.
    private func require(_ file: String) throws {
        let path = session.path(file)
        let isMade = written.contains { path.utf8.elementsEqual($0.utf8) || path.utf8.starts(with: "\($0)/".utf8) }
        if !isMade, try Files.status(path) == nil { throw TaskferryError(.notFound, subject: file) }
    }

    private func tell(_ error: TaskferryError, at place: TaskferryError.Place?, line: String?) {
        problems += 1
        session.presenter.report(error, script: place.map { ($0, line) })
    }
}
