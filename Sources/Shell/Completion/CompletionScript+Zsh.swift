extension CompletionScript {
    /// zsh gives the words unquoted and quotes what it gets back.
    static var zshScript: String {
        """
        #compdef taskferry
        # zsh completion for taskferry, made by `taskferry complete --script zsh`.
        # Put this file into a directory of $fpath under the name _taskferry.

        _taskferry() {
            local reply line name detail
            local -a before known names shown folders shownFolders
            before=("${(@Q)words[2,CURRENT-1]}")
            if ! reply=$("${(Q)words[1]}" complete --words -- "${before[@]}" "${(Q)PREFIX}" 2>/dev/null); then
                _taskferry_known
                return
            fi
            for line in "${(@f)reply}"; do
                [[ -n $line ]] || continue
                name=${line%%$'\\t'*}
                detail=""
                [[ $line == *$'\\t'* ]] && detail=${line#*$'\\t'}
                # A folder goes on.
                if [[ $name == ?*/ ]]; then
                    folders+=("$name")
                    shownFolders+=("$name${detail:+  $detail}")
                else
                    names+=("$name")
                    shown+=("$name${detail:+  $detail}")
                fi
            done
            # -U: the program has looked for what fits, in the middle of names too.
            (( ! $#names )) || compadd -U -l -d shown -- "${names[@]}"
            (( ! $#folders )) || compadd -U -S '' -l -d shownFolders -- "${folders[@]}"
            (( $#names + $#folders ))
        }

        # What was known when this file was made, for a program that does not answer.
        _taskferry_known() {
            local word command=""
            local -a known
            for word in "${before[@]}"; do
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
            (( ! $#known )) || compadd -- "${known[@]}"
        }

        _taskferry "$@"
        """
    }
}
