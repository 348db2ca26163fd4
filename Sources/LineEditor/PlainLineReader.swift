import CEditline
import Glibc

/// Reads lines as the terminal itself edits them: for `TERM=dumb`, screen readers, and when `LineEditor` cannot be had.
///
/// Nothing is drawn but the prompt.
public final class PlainLineReader: LineReading {
    private let input: Int32
    private let output: TerminalOutput

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
            if count <= 0, bytes.isEmpty { return .endOfFile }
            if count <= 0 || byte == 0x0A { return .line(Self.text(bytes)) }
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
