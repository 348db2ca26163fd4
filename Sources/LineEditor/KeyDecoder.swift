/// Takes what a terminal sends apart into keys, a byte at a time.
///
/// No time is measured: after an escape it waits for what follows, so that a slow line cannot tear a sequence apart.
/// Sequences that are not known are swallowed whole. Invalid UTF-8 becomes U+FFFD.
struct KeyDecoder {
    private enum State {
        case ground
        /// Inside a character of several bytes, this many still to come.
        case character([UInt8], missing: Int)
        case escape
        /// After `ESC [`.
        case sequence([UInt8])
        /// After `ESC O`.
        case single
        /// After `ESC [ [`: function keys of the Linux console.
        case console
        case paste([UInt8])
    }

    private var state = State.ground
    /// Whether the last byte was a Ctrl-C inside a paste, after a pause.
    private var mayBreakOff = false
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    private static let longestSequence = 64

    /// The keys that are complete with this byte: none or one, two when it also shows that the one before was broken off.
    /// `afterPause` says that nothing had come for a while before it.
    mutating func take(_ byte: UInt8, afterPause: Bool = false) -> [Key] {
        mayBreakOff = false
        switch state {
        case .ground: return ground(byte)
        case .character(let bytes, let missing): return character(bytes + [byte], missing: missing - 1)
        case .paste(var bytes):
            // Taken out of the enum first, so that the bytes are not copied each time.
            state = .ground
            bytes.append(byte)
            if byte == 0x7E, bytes.suffix(Self.pasteEnd.count) == Self.pasteEnd[...] {
                return [.paste(PastedText.cleaned(bytes.dropLast(Self.pasteEnd.count)))]
            }
            state = .paste(bytes)
            mayBreakOff = afterPause && byte == 0x03
            return []
        case .escape, .sequence, .single, .console:
            // A control character breaks off the sequence and counts: Ctrl-C works at any time.
            if byte < 0x20 {
                state = .ground
                return ground(byte)
            }
            return escaped(byte)
        }
    }

    /// The keys that are complete because nothing more waits to be read: a Ctrl-C that comes by itself, after a pause and
    /// with nothing behind it, is somebody who wants out of a paste that never ended. Inside a paste that goes on it is
    /// text like the rest, in however many pieces that comes: what follows it must not become commands.
    mutating func rest() -> [Key] {
        guard mayBreakOff else { return [] }
        mayBreakOff = false
        state = .ground
        return [.control("C")]
    }

    private mutating func ground(_ byte: UInt8) -> [Key] {
        switch byte {
        case 0x1B:
            state = .escape
            return []
        case 0x00..<0x20: return [.control(Character(Unicode.Scalar(byte + 0x40)))]
        case 0x7F: return [.control("?")]
        case 0x20..<0x7F: return [.text(Unicode.Scalar(byte))]
        case 0xC2...0xDF: state = .character([byte], missing: 1)
        case 0xE0...0xEF: state = .character([byte], missing: 2)
        case 0xF0...0xF4: state = .character([byte], missing: 3)
        default: return [.text("\u{FFFD}")]
        }
        return []
    }

    private mutating func character(_ bytes: [UInt8], missing: Int) -> [Key] {
        guard let last = bytes.last, 0x80...0xBF ~= last else {
            state = .ground
            return [.text("\u{FFFD}")] + (bytes.last.map { ground($0) } ?? [])
        }
        if missing > 0 {
            state = .character(bytes, missing: missing)
            return []
        }
        state = .ground
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        // Overlong forms and surrogates come back as several U+FFFD; one will do. C1 controls are no text.
        guard let scalar = scalars.first, scalars.count == 1 else { return [.text("\u{FFFD}")] }
        return scalar.properties.generalCategory == .control ? [.unknown] : [.text(scalar)]
    }

    private mutating func escaped(_ byte: UInt8) -> [Key] {
        let before = state
        state = .ground
        switch before {
        case .sequence(let bytes):
            switch byte {
            case UInt8(ascii: "[") where bytes.isEmpty: state = .console
            case 0x40...0x7E: return sequence(bytes, final: byte)
            case 0x20...0x3F where bytes.count < Self.longestSequence: state = .sequence(bytes + [byte])
            default: return [.unknown]
            }
            return []
        // ESC O M is the keypad's Enter; ESC [ … M would be a mouse.
        case .single:
            return [byte == UInt8(ascii: "M") ? .control("M") : Self.cursorKey(final: byte, hasModifier: false)]
        case .console: return [.unknown]
        default: break
        }
        switch byte {
        case UInt8(ascii: "["): state = .sequence([])
        case UInt8(ascii: "O"): state = .single
        case 0x80...: return ground(byte)
        default: return [.meta(Unicode.Scalar(byte))]
        }
        return []
    }

    private mutating func sequence(_ bytes: [UInt8], final: UInt8) -> [Key] {
        let parameters = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let first = parameters.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard final == UInt8(ascii: "~") else {
            return [Self.cursorKey(final: final, hasModifier: parameters.count > 1)]
        }
        switch first {
        case "1", "7": return [.home]
        case "4", "8": return [.end]
        case "3": return [parameters.count > 1 ? .meta("d") : .delete]
        case "200":
            state = .paste([])
            return []
        default: return [.unknown]
        }
    }

    private static func cursorKey(final: UInt8, hasModifier: Bool) -> Key {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): hasModifier ? .wordRight : .right
        case UInt8(ascii: "D"): hasModifier ? .wordLeft : .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        default: .unknown
        }
    }
}
