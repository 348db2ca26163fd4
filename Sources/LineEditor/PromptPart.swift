/// A prompt, taken apart into what takes columns and what does not.
enum PromptPart: Equatable {
    case text(String)
    /// `ESC [ … m`.
    case colour(String)

    /// Other escape sequences are left to `Display`, which writes them out: a prompt has no business moving the cursor.
    static func parts(of prompt: String) -> [PromptPart] {
        var parts: [PromptPart] = []
        var text = String.UnicodeScalarView()
        var rest = prompt.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == "\u{1B}", let sequence = colour(at: rest) {
                if !text.isEmpty { parts.append(.text(String(text))) }
                text = String.UnicodeScalarView()
                parts.append(.colour(String(sequence)))
                rest = rest[sequence.endIndex...]
            } else {
                text.append(scalar)
                rest = rest.dropFirst()
            }
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
        return parts
    }

    private static func colour(at scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
        let body = scalars.dropFirst()
        guard body.first == "[" else { return nil }
        let parameters = body.dropFirst().prefix { ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }
        guard parameters.endIndex < scalars.endIndex, scalars[parameters.endIndex] == "m" else { return nil }
        return scalars[...parameters.endIndex]
    }
}
