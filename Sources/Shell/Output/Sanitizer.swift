/// The one function that foreign strings (names, scripts, paths, errors from other programs) pass before they reach a
/// terminal or a pipe (§7 «Foreign strings»).
///
/// What a reader could not see, or what would steer the terminal, is written out as `\u{202E}` (uppercase hexadecimal,
/// at least two digits):
/// - control characters, among them escape, C1 and line breaks; line and paragraph separators;
/// - format characters: bidi controls, zero-width characters, soft hyphen, tags, and all else that Unicode calls
///   `Default_Ignorable_Code_Point`, such as the Hangul filler;
/// - spaces other than U+0020 and the ideographic U+3000, and the blank Braille pattern: they pass for a plain space;
/// - unassigned, private-use and noncharacter code points;
/// - combining marks beyond eight in a row, and those with no visible character before them to stand on.
///
/// A joiner, variation selector or keycap inside an emoji sequence stays.
///
/// The mapping is injective: different texts look different. For that a run of backslashes is doubled where it stands
/// directly before `u{` or before something written out. To read the text back, take each run of n backslashes before
/// `u{`: n/2 of them were there, and `u{` too if n is even; if n is odd the rest is an escape. All other backslashes
/// stand for themselves, so `C:\temp` and `\d+` stay as they are. It follows that the function is not idempotent: call
/// it once, at the edge.
enum Sanitizer {
    /// Combining marks that one base may carry; real orthographies need no more than a handful.
    static let markLimit = 8

    /// Joiners in one emoji sequence; the longest recommended ones (a family of four, a kiss) have three.
    static let joinLimit = 3

    /// `text` with everything invisible or steering written out; `text` itself when there is nothing to write out.
    ///
    /// - Parameter keepingLineBreaks: Leave line feeds and tabs, for scripts that are shown over several lines. Carriage
    ///   returns are written out all the same, they move the cursor over what was printed before.
    static func sanitized(_ text: String, keepingLineBreaks: Bool = false) -> String {
        if isPlain(text, keepingLineBreaks: keepingLineBreaks) { return text }
        var pass = SanitizerPass(keepingLineBreaks: keepingLineBreaks)
        pass.result.reserveCapacity(text.utf8.count + 16)
        var rest = text.unicodeScalars.makeIterator()
        var current = rest.next()
        while let scalar = current {
            let next = rest.next()
            pass.take(scalar, before: next)
            current = next
        }
        return pass.finish()
    }

    /// Whether a scan over bytes finds only characters that always stay: a quick no costs nothing but time.
    private static func isPlain(_ text: String, keepingLineBreaks: Bool) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { isPlain($0, keepingLineBreaks: keepingLineBreaks) } ?? false
    }

    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, keepingLineBreaks: Bool) -> Bool {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x5C:
                // `\u` may need doubling; the slow pass knows.
                if position + 1 < bytes.count, bytes[position + 1] == 0x75 { return false }
                position += 1
            case 0x20...0x7E: position += 1
            case 0x09, 0x0A:
                if !keepingLineBreaks { return false }
                position += 1
            case 0xC3...0xCA: position += 2  // Latin letters, U+00C0–U+02BF
            case 0xE4...0xE9: position += 3  // Han, U+4000–U+9FFF
            case 0xE2, 0xE3, 0xEF:
                if position + 2 >= bytes.count { return false }
                let scalar =
                    UInt32(byte & 0x0F) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6
                    | UInt32(bytes[position + 2] & 0x3F)
                if !isPlainPunctuationOrKana(scalar) { return false }
                position += 3
            default: return false
            }
        }
        return true
    }

    private static func isPlainPunctuationOrKana(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2010...0x2027, 0x2030...0x205E: true  // dashes, quotation marks, ellipsis
        case 0x2190...0x23FF, 0x2500...0x27FF: true  // arrows, mathematics, boxes, dingbats
        case 0x3000...0x3029, 0x3041...0x3096, 0x30A0...0x30FF: true  // Chinese punctuation, kana
        case 0x3400...0x3FFF: true  // Han extension A
        case 0xFF01...0xFF5E: true  // full-width ASCII
        default: false
        }
    }
}
