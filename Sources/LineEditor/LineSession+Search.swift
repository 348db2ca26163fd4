extension LineSession {
    /// Does what a key asks for during Ctrl-R; false when the key ends the search and still counts for the line.
    func takeInSearch(_ key: Key) throws(LineEditorError) -> Bool {
        guard var current = search else { return false }
        switch key {
        case .text(let scalar): current.add([scalar])
        case .paste(let scalars): current.add(scalars)
        case .control("R"): current.next(older: true)
        case .control("S"): current.next(older: false)
        case .control("?"), .control("H"): current.removeLast()
        case .control("G"):
            search = nil
            return true
        case .control("C"):
            search = nil
            return false
        default:
            try acceptSearch()
            return false
        }
        if !current.isFound { try painter.bell() }
        search = current
        return true
    }

    /// Ends the search with what it shows as the line.
    func acceptSearch() throws(LineEditorError) {
        guard let found = search else { return }
        search = nil
        if found.index == walk.entries.count { return }
        walk.settle(at: found.index, draft: found.original)
        try set(found.shown, cursor: found.cursor)
    }
}
