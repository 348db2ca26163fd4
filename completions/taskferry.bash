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
        add | check | complete | demo | echo | exit | export | fsck | generate | graph | help | history | import | imports | init | inspect | inventory | let | list | load | match | member | offline | open | pack | record | remove | restore | run | set | show | status | submit | switch | tasks | undo | use | version | whoami)
            command=$word
            break
            ;;
        esac
    done
    case $command in
    "") known=(--platform --project --as --output --lang --color --quiet --plain -c --keep-going --version add check complete demo echo exit export fsck generate graph help history import imports init inspect inventory let list load match member offline open pack record remove restore run set show status submit switch tasks undo use version whoami) ;;
    add) known=(--from) ;;
    check) known=(--into --only --no-submit --on-conflict --diff --against --out --report) ;;
    complete) known=(--cursor --readline --script --words) ;;
    export) known=(--last --force) ;;
    fsck) known=(--repair) ;;
    generate) known=(--background --cancel --since) ;;
    help) known=(--man) ;;
    import) known=(--into --only --no-submit --on-conflict --plan --yes) ;;
    init) known=(--name --project --group) ;;
    inspect) known=(--files) ;;
    load) known=(--into --online) ;;
    match) known=(--glob --with-upstream --with-references --against --batch --details) ;;
    pack) known=(--force) ;;
    record) known=(--off --force) ;;
    restore) known=(--version) ;;
    run) known=(--keep-going --dry-run --echo) ;;
    show) known=(--version) ;;
    status) known=(--wait) ;;
    tasks) known=(--online) ;;
    undo) known=(--force --yes) ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "${known[*]}" -- "${COMP_WORDS[COMP_CWORD]}")
    COMPREPLY=("${COMPREPLY[@]/%/ }")
}

complete -o nospace -F _taskferry taskferry
