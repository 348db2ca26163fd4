import Foundation
import Testing

@testable import Shell

@Suite("§7: completion scripts")
struct CompletionScriptTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../completions").standardizedFileURL.path

    @Test("those in `completions` are what `complete --script` gives", arguments: CompletionScript.allCases)
    func current(script: CompletionScript) throws {
        let file = try String(contentsOfFile: "\(Self.folder)/\(script.fileName)", encoding: .utf8)
        #expect(file == script.text + "\n", "taskferry complete --script \(script) >completions/\(script.fileName)")
    }

    private static func has(_ shell: String) -> Bool {
        ["/bin", "/usr/bin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
        }
    }

    /// Runs a script of a shell with the built program on the PATH, where `demo` is, and returns what it wrote.
    private func run(_ shell: [String], _ script: String, in world: TestWorld) throws -> String {
        let program = URL(filePath: BuiltProgram.path).deletingLastPathComponent().path
        let outcome = try BuiltProgram.run(
            Array(shell.dropFirst()) + ["-c", script], program: shell[0],
            variables: [
                "PATH": "\(program):/usr/local/bin:/usr/bin:/bin", "HOME": world.directory, "COMPLETIONS": Self.folder,
                "TASKFERRY_PLATFORM": "demo/test", "TASKFERRY_PROJECT": "零售数仓", "LC_ALL": "C.UTF-8",
            ], folder: world.directory)
        #expect(outcome.errors == "")
        return outcome.output
    }

    /// The platforms belong to the account that runs the tests, as the program runs as a process of its own.
    private func world() throws -> TestWorld {
        let world = try TestWorld()
        let outcome = try BuiltProgram.run(["demo", "demo"], folder: world.directory)
        #expect(outcome.status == 0)
        try world.write("", to: "my batch.zip")
        return world
    }

    @Test(
        "bash: what readline inserts",
        arguments: [
            "taskferry mat": "match |", "taskferry match ods_订": "ods_订单同步_日 |", "taskferry match 对": "'对账 2021Q3' |",
            "taskferry match '对": "对账 2021Q3|", "taskferry match 快照_晚": "库存快照_晚 |",
            "taskferry inspect pkg my": "'my batch.zip' |", "taskferry open demo/p": "demo/production |",
            "taskferry -p demo/production -P 零售数仓 import x --into=/生产接收/": "/生产接收/零售批次 |",
            "taskferry match @my": "@'my batch.zip' |", "taskferry -p de": "demo/|", "taskferry nosuch x": "",
        ] as [String: String])
    func bash(line: String, reply: String) throws {
        let world = try world()
        let script = """
            source "$COMPLETIONS/taskferry.bash"
            COMP_LINE=$(cat line) COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
            COMP_POINT=${#COMP_LINE}
            _taskferry taskferry
            printf '%s|\\n' "${COMPREPLY[@]}"
            """
        try world.write(line, to: "line")
        let output = try run(["/bin/bash", "--norc"], script, in: world)
        #expect(output == (reply.isEmpty ? "|\n" : reply + "\n"))
    }

    @Test("bash: a program that does not answer leaves what was known")
    func bashFallback() throws {
        let script = """
            source "$COMPLETIONS/taskferry.bash"
            COMP_LINE='taskferry status --w' COMP_POINT=20 COMP_WORDS=(taskferry status --w) COMP_CWORD=2
            _taskferry false
            printf '%s|\\n' "${COMPREPLY[@]}"
            """
        #expect(try run(["/bin/bash", "--norc"], script, in: world()) == "--wait |\n")
    }

    @Test(
        "fish", .enabled(if: has("fish"), "fish is not installed"),
        arguments: [
            "taskferry mat": "match\tmatches names against online tasks\n",
            "taskferry match ods_订": "ods_订单同步_日\tonline v1\n", "taskferry match '对": "对账 2021Q3\tonline v1\n",
            "taskferry inspect pkg my": "my batch.zip\t0 B\n", "taskferry -p demo/pro": "demo/production\tplatform\n",
            "taskferry -p demo/production -P 零售数仓 imp":
                "import\tchecks and imports a package, and submits its tasks online\nimports\tlists the imports\n",
        ] as [String: String])
    func fish(line: String, reply: String) throws {
        let world = try world()
        try world.write(line, to: "line")
        let script = "source $COMPLETIONS/taskferry.fish; complete -C (cat line)"
        #expect(try run(["/usr/bin/env", "fish", "--no-config"], script, in: world) == reply)
    }

    @Test(
        "zsh, at a terminal", .enabled(if: has("zsh"), "zsh is not installed"),
        arguments: [
            "taskferry mat": "taskferry match ", "taskferry match 对": "taskferry match 对账\\ 2021Q3 ",
            "taskferry match '对": "taskferry match '对账 2021Q3' ", "taskferry match 库": "taskferry match 库存快照_",
            "taskferry match 快照_晚": "taskferry match 库存快照_晚 ", "taskferry -p de": "taskferry -p demo/",
            "taskferry inspect pkg \"my": "taskferry inspect pkg \"my batch.zip\" ",
        ] as [String: String])
    func zsh(line: String, buffer: String) throws {
        let world = try world()
        try world.write(line, to: "line")
        // A zsh on a pseudo-terminal, driven by another: Tab, then a key that shows the line.
        let script = """
            zmodload zsh/zpty zsh/datetime
            zpty shell zsh -f -i
            await() {
                local chunk out="" end=$(( EPOCHSECONDS + 60 ))
                while [[ $out != ${~1} ]]; do
                    if zpty -r -t shell chunk; then out+=$chunk; elif (( EPOCHSECONDS > end )); then break
                    else sleep 0.01; fi
                done
                REPLY=$out
            }
            show='_show() { print -r -- "<<$BUFFER>>" }; zle -N _show; bindkey "^X^A" _show; bindkey "^I" complete-word'
            zpty -w shell 'PS1=; unsetopt beep; fpath=($COMPLETIONS $fpath); autoload -U compinit; compinit -D -u'
            zpty -w shell "$show; print rea\\"\\"dy"
            await '*ready*'
            zpty -w -n shell "$(<line)"$'\\t\\x18\\x01'
            await '*<<*>>*'
            print -r -- "${${REPLY##*<<}%%>>*}|"
            zpty -d shell
            """
        #expect(try run(["/usr/bin/env", "zsh", "-f"], script, in: world) == buffer + "|\n")
    }
}
