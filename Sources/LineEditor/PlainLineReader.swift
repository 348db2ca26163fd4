import CEditline
import Glibc

/// Reads lines as the terminal itself edits them: for `TERM=dumb`, screen readers, and when `LineEditor` cannot be had.
///
/// Nothing is drawn but the prompt.
public final class PlainLineReader: LineReading {
    private let input: Int32
    private let output: TerminalOutput

    /// The longest line that a terminal keeps while it edits, in bytes (N_TTY_BUF_SIZE, less the line's end).
    private static let lineLimit = 4095
    /// How many ends in a row mean that the terminal is gone.
    private static let patience = 16

    /// A reader on a terminal, by default on standard input and output.
    public init(input: Int32 = 0, output: Int32 = 1) {
        self.input = input
        self.output = TerminalOutput(descriptor: output)
    }

    /// Reads one line as the terminal gives it.
    public func readLine(prompt: String) throws(LineEditorError) -> LineEvent {
        // Ctrl-Z is the terminal's here; after it only the prompt is written again.
        try LineEditorError.check(tf_signals_begin(0), .read)
        defer { tf_signals_end() }
        try output.write(prompt)
        var bytes: [UInt8] = []
        var ends = 0
        while true {
            let flags = Int(try LineEditorError.check(tf_signals_wait(input, 1), .read))
            if flags & (TF_WAIT_INTERRUPT | TF_WAIT_TERMINATE) != 0 {
                try output.write("\n")
                return .interrupted
            }
            if flags & TF_WAIT_CONTINUE != 0 { try output.write(prompt) }
            if flags & TF_WAIT_INPUT == 0 { continue }
            var byte: UInt8 = 0
            let count = Glibc.read(input, &byte, 1)
            let code = errno
            if count < 0, code == EINTR || code == EAGAIN { continue }
            if count < 0, code != EIO { throw LineEditorError(action: .read, code: code) }
            if count <= 0 {
                // Ctrl-D after text gives what there is and then nothing: only Enter ends a line. A terminal that is gone
                // gives nothing for ever.
                ends += 1
                if bytes.isEmpty || ends > Self.patience { return .endOfFile }
                continue
            }
            ends = 0
            if byte == 0x0A { return bytes.count < Self.lineLimit ? .line(Self.text(bytes)) : .cut }
            bytes.append(byte)
        }
    }

    /// Valid text without control characters but tabs: the terminal's own editing lets them through.
    private static func text(_ bytes: [UInt8]) -> String {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        return String(
            String.UnicodeScalarView(scalars.filter { $0 == "\t" || $0.properties.generalCategory != .control }))
    }
}
