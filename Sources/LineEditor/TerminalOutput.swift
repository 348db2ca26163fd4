import Glibc

/// The writing side of a terminal.
struct TerminalOutput {
    struct Size: Equatable {
        var columns: Int
        var rows: Int
    }

    let descriptor: Int32

    /// The window's size now; 80 by 24 when the terminal does not know it.
    var size: Size {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return Size(columns: 80, rows: 24) }
        return Size(
            columns: size.ws_col > 0 ? Int(size.ws_col) : 80, rows: size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    func write(_ text: String) throws(LineEditorError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            let code = errno
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if code == EAGAIN {
                // Somebody made the terminal non-blocking; wait until it takes more.
                var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&polled, 1, -1)
            } else if code != EINTR {
                throw LineEditorError(action: .write, code: code)
            }
        }
    }
}
