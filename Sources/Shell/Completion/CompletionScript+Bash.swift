extension CompletionScript {
    /// bash splits words at `COMP_WORDBREAKS` and leaves quotes in them, so it gives the line as it is and gets back what
    /// readline inserts.
    static var bashScript: String {
        """
        # bash completion for taskferry, made by `taskferry complete --script bash`.
        # Source this file, or put it into ~/.local/share/bash-completion/completions under the name taskferry.

        _taskferry() {
            local reply
            COMPREPLY=()
            if reply=$("$1" complete --readline "$COMP_WORDBREAKS" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null); then
                [ -z "$reply" ] || mapfile -t COMPREPLY <<<"$reply"
            else
                _taskferry_known
            fi
        }

        # What was known when this file was made, for a program that does not answer.
        _taskferry_known() {
            local word command="" known=()
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case $word in
                \(commandNames.joined(separator: " | ")))
                    command=$word
                    break
                    ;;
                esac
            done
            case $command in
            "") known=(\(options(GlobalOptions.self).joined(separator: " ")) \(commandNames.joined(separator: " "))) ;;
        \(optionCases(indent: "    "))
            esac
            mapfile -t COMPREPLY < <(compgen -W "${known[*]}" -- "${COMP_WORDS[COMP_CWORD]}")
            COMPREPLY=("${COMPREPLY[@]/%/ }")
        }

        complete -o nospace -F _taskferry taskferry
        """
    }
}
