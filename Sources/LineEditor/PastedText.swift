/// What comes between the marks of a bracketed paste.
enum PastedText {
    /// The text as it may stand in a line: valid, every line end a line feed, no control characters but that and tabs.
    static func cleaned(_ bytes: some Collection<UInt8>) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var afterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if !afterReturn { result.append("\n") }
            case "\t": result.append(scalar)
            default: if scalar.properties.generalCategory != .control { result.append(scalar) }
            }
            afterReturn = scalar == "\r"
        }
        return result
    }
}
