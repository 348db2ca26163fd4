/// Steps over whole characters in text that is kept as scalars: a letter and its marks, an emoji with its parts.
enum CharacterSteps {
    /// How many scalars the character that ends at `position` has; 0 at the start.
    static func before(_ position: Int, in line: [Unicode.Scalar]) -> Int {
        // A long paste need not be segmented as a whole: no character is longer than a line of text around it.
        let near = line[..<position].suffix(reach)
        return String(String.UnicodeScalarView(near)).last?.unicodeScalars.count ?? 0
    }

    /// How many scalars the character that begins at `position` has; 0 at the end.
    static func after(_ position: Int, in line: [Unicode.Scalar]) -> Int {
        let near = line[position...].prefix(reach)
        return String(String.UnicodeScalarView(near)).first?.unicodeScalars.count ?? 0
    }

    private static let reach = 256
}
