extension CompletionScript {
    /// fish gives the words unquoted, takes `name<Tab>detail`, and quotes what it gets back.
    static var fishScript: String {
        """
        # fish completion for taskferry, made by `taskferry complete --script fish`.
        # Put this file into ~/.config/fish/completions under the name taskferry.fish.

        function __taskferry_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            # The token at the cursor comes as it was typed.
            set -l plain (string unescape -- $current; or string unescape -- $current\\'; or string unescape -- $current\\")
            if set -q plain[1]
                set current $plain[1]
            end
            set -l reply ($words[1] complete --words -- $words[2..-1] "$current" 2>/dev/null)
            if test $status -ne 0
                set reply (__taskferry_known $words[2..-1])
            end
            printf '%s\\n' $reply
        end

        # What was known when this file was made, for a program that does not answer.
        function __taskferry_known
            set -l command ""
            for word in $argv
                if contains -- $word \(commandNames.joined(separator: " "))
                    set command $word
                    break
                end
            end
            switch $command
                case ""
                    printf '%s\\n' \(options(GlobalOptions.self).joined(separator: " ")) \(commandNames.joined(separator: " "))
        \(commands.compactMap { type in
            let options = options(type)
            return options.isEmpty
                ? nil : "        case \(type.entry.name)\n            printf '%s\\n' \(options.joined(separator: " "))"
        }.joined(separator: "\n"))
            end
        end

        complete -c taskferry -f -k -a '(__taskferry_complete)'
        """
    }
}
