import CEditline

/// How text looks on a terminal, character by character.
struct Display {
    /// The columns of one character as the terminal shows it.
    let columns: (Character) -> Int

    /// The C library's widths, which most terminals agree with.
    static func systemColumns(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { $0 + max(0, Int(tf_scalar_columns($1.value))) }
    }

    /// Combining marks that are drawn on one character; the line keeps them all.
    private static let markLimit = 8

    /// What is printed for a character of the line: pieces that a row must not break, with their columns. What cannot be
    /// seen or would steer the terminal is written out. Line breaks and tabs are the layout's affair.
    func pieces(of character: Character) -> [(text: String, columns: Int)] {
        let scalars = character.unicodeScalars
        if scalars.contains(where: Self.mustBeWrittenOut) {
            return scalars.flatMap { scalar in
                Self.mustBeWrittenOut(scalar)
                    ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".map { (String($0), 1) }
                    : [(String(scalar), columns(Character(scalar)))]
            }
        }
        if scalars.count > Self.markLimit + 1 {
            let shortened = String(String.UnicodeScalarView(scalars.prefix(Self.markLimit + 1)))
            return shortened.map { (String($0), columns($0)) }
        }
        return [(String(character), columns(character))]
    }

    private static func mustBeWrittenOut(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isDefaultIgnorableCodePoint && !(0xFE00...0xFE0F ~= scalar.value)
        }
    }
}
