# fish completion for taskferry, made by `taskferry complete --script fish`.
# Put this file into ~/.config/fish/completions under the name taskferry.fish.

function __taskferry_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    # The token at the cursor comes as it was typed.
    set -l plain (string unescape -- $current; or string unescape -- $current\'; or string unescape -- $current\")
    if set -q plain[1]
        set current $plain[1]
    end
    set -l reply ($words[1] complete --words -- $words[2..-1] "$current" 2>/dev/null)
    if test $status -ne 0
        set reply (__taskferry_known $words[2..-1])
    end
    printf '%s\n' $reply
end

# What was known when this file was made, for a program that does not answer.
function __taskferry_known
    set -l command ""
    for word in $argv
        if contains -- $word add check complete demo echo exit export fsck generate graph help history import imports init inspect inventory let list load match member offline open pack record remove restore run set show status submit switch tasks undo use version whoami
            set command $word
            break
        end
    end
    switch $command
        case ""
            printf '%s\n' --platform --project --as --output --lang --color --quiet --plain -c --keep-going --version add check complete demo echo exit export fsck generate graph help history import imports init inspect inventory let list load match member offline open pack record remove restore run set show status submit switch tasks undo use version whoami
        case add
            printf '%s\n' --from
        case check
            printf '%s\n' --into --only --no-submit --on-conflict --diff --against --out --report
        case complete
            printf '%s\n' --cursor --readline --script --words
        case export
            printf '%s\n' --last --force
        case fsck
            printf '%s\n' --repair
        case generate
            printf '%s\n' --background --cancel --since
        case help
            printf '%s\n' --man
        case import
            printf '%s\n' --into --only --no-submit --on-conflict --plan --yes
        case init
            printf '%s\n' --name --project --group
        case inspect
            printf '%s\n' --files
        case load
            printf '%s\n' --into --online
        case match
            printf '%s\n' --glob --with-upstream --with-references --against --batch --details
        case pack
            printf '%s\n' --force
        case record
            printf '%s\n' --off --force
        case restore
            printf '%s\n' --version
        case run
            printf '%s\n' --keep-going --dry-run --echo
        case show
            printf '%s\n' --version
        case status
            printf '%s\n' --wait
        case tasks
            printf '%s\n' --online
        case undo
            printf '%s\n' --force --yes
    end
end

complete -c taskferry -f -k -a '(__taskferry_complete)'
