/// Keys by name: `日{left}x{enter}`.
package enum Keys {
    private static let names: [String: String] = [
        "left": "\u{1B}[D", "right": "\u{1B}[C", "up": "\u{1B}[A", "down": "\u{1B}[B",
        "app-left": "\u{1B}OD", "app-down": "\u{1B}OB", "home": "\u{1B}[H", "end": "\u{1B}[F",
        "app-home": "\u{1B}OH", "app-end": "\u{1B}OF", "vt-home": "\u{1B}[1~", "vt-end": "\u{1B}[4~",
        "delete": "\u{1B}[3~", "ctrl-left": "\u{1B}[1;5D", "ctrl-right": "\u{1B}[1;5C",
        "back": "\u{7F}", "tab": "\t", "enter": "\r", "esc": "\u{1B}",
        "paste": "\u{1B}[200~", "/paste": "\u{1B}[201~",
    ]

    /// The bytes for keys: `{left}`, `{^W}` for Ctrl-W, `{M-b}` for Alt-B.
    package static func bytes(_ keys: String) -> String {
        var result = ""
        var rest = keys[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            if name.hasPrefix("^"), let letter = name.unicodeScalars.last, let key = Unicode.Scalar(letter.value & 0x1F)
            {
                result.unicodeScalars.append(key)
            } else if name.hasPrefix("M-") {
                result += "\u{1B}" + name.dropFirst(2)
            } else {
                result += names[name] ?? "{\(name)}"
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
