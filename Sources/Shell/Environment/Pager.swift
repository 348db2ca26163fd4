import Glibc

/// The program that shows a long text page by page: `$PAGER`, else `less`.
enum Pager {
    /// A pager for the variables of the environment; nil when the user wants none (`PAGER` is empty or `cat`).
    ///
    /// What it returns tells whether the text was shown: a pager that could not be started leaves it to the caller.
    static func system(_ variables: [String: String]) -> (@Sendable (String) -> Bool)? {
        let command = variables["PAGER"] ?? "less"
        guard !command.isEmpty, command != "cat" else { return nil }
        return { text in
            // less stays away for what fits after all and leaves the text on the screen, unless the user wants otherwise;
            // without -R it would show colours as letters.
            let line =
                "LESS=\"-R ${LESS-FX}\" LESSCHARSET=${LESSCHARSET-utf-8}; export LESS LESSCHARSET; exec \(command)"
            guard let pipe = popen(line, "we") else { return false }
            // Ctrl-C is the pager's while it runs; it has started with the signal as it is by default.
            var ignored = sigaction()
            ignored.__sigaction_handler.sa_handler = SIG_IGN
            var before = sigaction()
            sigaction(SIGINT, &ignored, &before)
            defer { sigaction(SIGINT, &before, nil) }
            var text = text
            // Who leaves the pager early does not want the rest: SIGPIPE is ignored, and the write fails.
            text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, pipe) }
            let status = pclose(pipe)
            // 126 and 127: the shell could not run it.
            return status >= 0 && ![126, 127].contains((status >> 8) & 0xFF)
        }
    }
}
