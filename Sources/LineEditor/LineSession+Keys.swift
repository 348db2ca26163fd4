import CEditline

extension LineSession {
    /// Does what a key asks for.
    func take(_ key: Key) throws(LineEditorError) {
        let repeatsWord = isAfterLastWord
        isAfterLastWord = false
        if search != nil, try takeInSearch(key) { return }
        switch key {
        case .text(let scalar): try buffer.insert([scalar])
        case .paste(let scalars): try buffer.insert(scalars)
        case .control(let letter): try take(control: letter)
        case .meta(let scalar): try take(meta: scalar, repeatsWord: repeatsWord)
        case .up: try moveVertically(up: true)
        case .down: try moveVertically(up: false)
        case .left: buffer.move(to: buffer.cursor - CharacterSteps.before(buffer.cursor, in: buffer.scalars))
        case .right: buffer.move(to: buffer.cursor + CharacterSteps.after(buffer.cursor, in: buffer.scalars))
        case .home: buffer.move(to: 0)
        case .end: buffer.move(to: buffer.count)
        case .delete: deleteForward()
        case .wordLeft: commands.append(TF_KEY_WORD_BACK)
        case .wordRight: commands.append(TF_KEY_WORD_FORWARD)
        case .unknown: try painter.bell()
        }
    }

    private func take(control letter: Character) throws(LineEditorError) {
        switch letter {
        case "M", "J": try submit()
        case "C": try interrupt()
        case "D":
            if buffer.count == 0 {
                try end()
            } else {
                deleteForward()
            }
        case "Z": try suspend(group: true)
        case "I": try complete()
        case "L": try painter.clearScreen()
        case "R": search = HistorySearch(entries: walk.entries, line: buffer.scalars, cursor: buffer.cursor)
        case "P": try take(.up)
        case "N": try take(.down)
        case "B": try take(.left)
        case "F": try take(.right)
        case "A": try take(.home)
        case "E": try take(.end)
        case "?", "H":
            let count = CharacterSteps.before(buffer.cursor, in: buffer.scalars)
            if count == 0 { try painter.bell() }
            commands += Array(repeating: TF_KEY_BACKSPACE, count: count)
        default:
            guard let command = Self.controlCommands[letter] else { return try painter.bell() }
            commands.append(command)
        }
    }

    private func take(meta scalar: Unicode.Scalar, repeatsWord: Bool) throws(LineEditorError) {
        switch scalar {
        case ".", "_": try insertLastWord(again: repeatsWord)
        case "<": try take(.home)
        case ">": try take(.end)
        default:
            guard let command = Self.metaCommands[scalar] else { return try painter.bell() }
            commands.append(command)
        }
    }

    private static let controlCommands: [Character: Int] = [
        "K": TF_KEY_KILL_TO_END, "U": TF_KEY_KILL_TO_START, "W": TF_KEY_KILL_WORD_BACK, "Y": TF_KEY_YANK,
        "T": TF_KEY_TRANSPOSE,
    ]

    private static let metaCommands: [Unicode.Scalar: Int] = [
        "b": TF_KEY_WORD_BACK, "f": TF_KEY_WORD_FORWARD, "d": TF_KEY_KILL_WORD, "\u{7F}": TF_KEY_KILL_WORD_BACK,
        "u": TF_KEY_UPPERCASE, "l": TF_KEY_LOWERCASE, "c": TF_KEY_CAPITALIZE,
    ]

    private func deleteForward() {
        let count = CharacterSteps.after(buffer.cursor, in: buffer.scalars)
        commands += Array(repeating: TF_KEY_DELETE, count: count)
    }

    /// Inside a text of several lines to the next of them, beyond it through the history.
    private func moveVertically(up: Bool) throws(LineEditorError) {
        let line = buffer.scalars
        if let position = TextLines.position(from: buffer.cursor, up: up, in: line) {
            buffer.move(to: position)
        } else if let entry = walk.step(older: up, from: line) {
            try set(entry, cursor: entry.count)
        } else {
            try painter.bell()
        }
    }

    private func insertLastWord(again: Bool) throws(LineEditorError) {
        guard let word = walk.lastWord(again: again) else { return try painter.bell() }
        var line = buffer.scalars
        let end = buffer.cursor
        let start = again ? max(0, end - lastWordCount) : end
        line.replaceSubrange(start..<end, with: word)
        try set(line, cursor: start + word.count)
        lastWordCount = word.count
        isAfterLastWord = true
    }
}
