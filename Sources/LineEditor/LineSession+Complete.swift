extension LineSession {
    /// Tab: puts in the one candidate, or what all have in common; else lists them.
    func complete() throws(LineEditorError) {
        let line = buffer.scalars
        let cursor = buffer.cursor
        guard let result = editor.complete?(String(String.UnicodeScalarView(line)), cursor),
            0...cursor ~= result.start, let first = result.candidates.first
        else { return try painter.bell() }
        let word = line[result.start..<cursor]
        if result.candidates.count == 1 {
            return try replace(word, with: Array(first.text.unicodeScalars), isFinal: first.isFinal)
        }
        if let common = result.common.map({ Array($0.unicodeScalars) }), common.count > word.count {
            return try replace(word, with: common, isFinal: false)
        }
        let size = painter.output.size
        guard let list = editor.showCandidates?(result.candidates, size.columns, size.rows), !list.isEmpty else {
            return try painter.bell()
        }
        try painter.show(list, below: scene)
    }

    private func replace(
        _ word: ArraySlice<Unicode.Scalar>, with text: [Unicode.Scalar], isFinal: Bool
    ) throws(LineEditorError) {
        var line = buffer.scalars
        var added = text
        var cursor = word.startIndex + text.count
        if isFinal {
            // A blank that is there already is enough.
            if word.endIndex == line.count || line[word.endIndex] != " " { added.append(" ") }
            cursor += 1
        }
        line.replaceSubrange(word.indices, with: added)
        try set(line, cursor: cursor)
    }
}
