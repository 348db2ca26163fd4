/// A name in a platform's or project's registry, and of what a task refers to by name: quality monitor, sync task,
/// resource group, queue. 1 to 255 UTF-8 bytes without control characters, no space at either end.
public struct RegistryName: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text breaks the rule.
    public init?(_ text: String) {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, text.utf8.count <= 255,
            !first.properties.isWhitespace, !last.properties.isWhitespace,
            scalars.allSatisfy({ !$0.isControl })
        else { return nil }
        self.text = text
    }
}
