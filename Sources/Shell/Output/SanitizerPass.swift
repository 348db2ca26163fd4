/// The state of `Sanitizer` on its way through one text.
struct SanitizerPass {
    let keepingLineBreaks: Bool
    var result = ""

    /// Backslashes read and not yet written: what follows them decides whether they are doubled.
    private var backslashes = 0
    /// Whether the last thing written is a visible character that a mark can stand on.
    private var hasBase = false
    /// Marks written since that base.
    private var marks = 0
    private var emoji = EmojiState.none

    /// How far an emoji sequence has come with the last scalar written.
    private enum EmojiState: Equatable {
        case none
        /// `0`–`9`, `#` or `*`: may become a keycap.
        case keycapBase
        /// A keycap base with its variation selector.
        case keycapSelected
        /// A pictograph, after this many joiners.
        case pictograph(joins: Int)
        /// A pictograph with its variation selector or skin tone.
        case modified(joins: Int)
        /// A joiner that waits for its pictograph.
        case joined(joins: Int)
    }

    init(keepingLineBreaks: Bool) {
        self.keepingLineBreaks = keepingLineBreaks
    }

    mutating func take(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
        if scalar == "\\" {
            backslashes += 1
            becomeBase()
        } else if scalar == "\n" || scalar == "\t", keepingLineBreaks {
            flushBackslashes(doubled: false)
            result.unicodeScalars.append(scalar)
            loseBase()
        } else if let following = emojiState(after: scalar, before: next) {
            keep(scalar, before: next)
            emoji = following
        } else if Self.isHidden(scalar) {
            escape(scalar)
        } else if scalar.properties.generalCategory.isMark {
            if hasBase, marks < Sanitizer.markLimit {
                keep(scalar, before: next)
                marks += 1
                emoji = .none
            } else {
                escape(scalar)
            }
        } else {
            keep(scalar, before: next)
            becomeBase()
            emoji = Self.emojiState(startingWith: scalar)
        }
    }

    mutating func finish() -> String {
        flushBackslashes(doubled: false)
        return result
    }

    private mutating func keep(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
        flushBackslashes(doubled: scalar == "u" && next == "{")
        result.unicodeScalars.append(scalar)
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        flushBackslashes(doubled: true)
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += digits.utf8.count < 2 ? "\\u{0\(digits)}" : "\\u{\(digits)}"
        loseBase()
    }

    private mutating func flushBackslashes(doubled: Bool) {
        if backslashes == 0 { return }
        for _ in 0..<backslashes { result += doubled ? "\\\\" : "\\" }
        backslashes = 0
    }

    private mutating func becomeBase() {
        hasBase = true
        marks = 0
        emoji = .none
    }

    private mutating func loseBase() {
        hasBase = false
        marks = 0
        emoji = .none
    }
}

// MARK: - Which scalars are hidden

extension SanitizerPass {
    /// Whether the scalar shows nothing, or nothing certain, or moves what stands around it.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20...0x7E).contains(scalar.value) { return false }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
        case .spaceSeparator: return scalar != " " && scalar != "\u{3000}"
        default: return properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
        }
    }
}

// MARK: - Emoji sequences

extension SanitizerPass {
    /// The state that `scalar` leads to as a later part of an emoji sequence; nil when it is none there.
    private func emojiState(after scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> EmojiState? {
        switch (scalar.value, emoji) {
        case (0xFE0F, .keycapBase): next?.value == 0x20E3 ? .keycapSelected : nil
        case (0x20E3, .keycapSelected): EmojiState.none
        case (0xFE0E...0xFE0F, .pictograph(let joins)): .modified(joins: joins)
        case (0x1F3FB...0x1F3FF, .pictograph(let joins)): .modified(joins: joins)
        case (0x200D, .pictograph(let joins)), (0x200D, .modified(let joins)):
            joins < Sanitizer.joinLimit && next.map(Self.isPictograph) == true ? .joined(joins: joins + 1) : nil
        case (_, .joined(let joins)): .pictograph(joins: joins)
        default: nil
        }
    }

    private static func emojiState(startingWith scalar: Unicode.Scalar) -> EmojiState {
        switch scalar.value {
        case 0x30...0x39, 0x23, 0x2A: .keycapBase
        case _ where isPictograph(scalar): .pictograph(joins: 0)
        default: .none
        }
    }

    /// Whether the scalar can be an element of an emoji sequence by itself: not ASCII, not half a flag, not a skin tone.
    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x7F, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: false
        default: scalar.properties.isEmoji
        }
    }
}

extension Unicode.GeneralCategory {
    /// Whether the category is M: a mark that belongs to the character before it.
    var isMark: Bool {
        switch self {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
