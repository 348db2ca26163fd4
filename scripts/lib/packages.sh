# shellcheck shell=bash
# Installs what is missing from Debian, and says so. Usage: install_packages PACKAGE…
install_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    echo "== installing from Debian: ${missing[*]}"
    "${root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The libraries that taskferry is built on; for the scripts that source this file.
# shellcheck disable=SC2034
build_packages=(libedit-dev libsqlite3-dev libdeflate-dev zlib1g-dev tzdata)

# Swift has to be there already: it comes from swift.org, not from Debian.
require_swift() {
    command -v swift >/dev/null || {
        echo "taskferry is built with Swift 6.1 or newer, and 'swift' is not on the PATH: see https://www.swift.org/install/linux/" >&2
        exit 69
    }
}
