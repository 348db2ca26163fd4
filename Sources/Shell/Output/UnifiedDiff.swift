/// Two texts as a unified diff, as `diff -u` writes it.
enum UnifiedDiff {
    /// Lines of unchanged text around a change.
    private static let context = 3
    /// Beyond so many lines the search for the shortest diff would take too long; the whole text is replaced then.
    private static let lineLimit = 20_000

    private enum Edit {
        case keep(Substring.UnicodeScalarView)
        case remove(Substring.UnicodeScalarView)
        case insert(Substring.UnicodeScalarView)

        var isChange: Bool {
            if case .keep = self { false } else { true }
        }
    }

    /// The lines of the diff without line breaks: headers, hunks; none when the texts are the same.
    static func lines(_ old: String, _ new: String, from oldName: String, to newName: String) -> [String] {
        let edits = edits(lines(of: old), lines(of: new))
        guard edits.contains(where: \.isChange) else { return [] }
        var result = ["--- \(oldName)", "+++ \(newName)"]
        var place = 0
        var (oldLine, newLine) = (1, 1)
        while let first = edits[place...].firstIndex(where: \.isChange) {
            let start = max(place, first - context)
            oldLine += start - place
            newLine += start - place
            let end = end(of: edits, from: first)
            result += hunk(edits[start..<end], oldLine, newLine)
            for edit in edits[start..<end] {
                if case .insert = edit {} else { oldLine += 1 }
                if case .remove = edit {} else { newLine += 1 }
            }
            place = end
        }
        return result
    }

    /// Where the hunk ends that has a change at a place: behind its last context line.
    private static func end(of edits: [Edit], from first: Int) -> Int {
        var last = first
        for index in first..<edits.count {
            if edits[index].isChange { last = index } else if index - last > 2 * context { break }
        }
        return min(edits.count, last + context + 1)
    }

    private static func hunk(_ edits: ArraySlice<Edit>, _ oldLine: Int, _ newLine: Int) -> [String] {
        var (olds, news) = (0, 0)
        var lines: [String] = []
        for edit in edits {
            switch edit {
            case .keep(let line):
                olds += 1
                news += 1
                lines += Self.lines(" ", line)
            case .remove(let line):
                olds += 1
                lines += Self.lines("-", line)
            case .insert(let line):
                news += 1
                lines += Self.lines("+", line)
            }
        }
        let old = "\(olds == 0 ? oldLine - 1 : oldLine),\(olds)"
        let new = "\(news == 0 ? newLine - 1 : newLine),\(news)"
        return ["@@ -\(old) +\(new) @@"] + lines
    }

    /// A line of the diff; one without a line break, the text's last, is followed by the remark that `patch` knows.
    private static func lines(_ mark: String, _ line: Substring.UnicodeScalarView) -> [String] {
        if line.last == "\n" { return [mark + String(line.dropLast())] }
        return [mark + String(line), "\\ No newline at end of file"]
    }

    /// The lines with their line breaks.
    private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
        var lines: [Substring.UnicodeScalarView] = []
        var rest = Substring(text).unicodeScalars
        while let end = rest.firstIndex(of: "\n") {
            let next = rest.index(after: end)
            lines.append(rest[..<next])
            rest = rest[next...]
        }
        if !rest.isEmpty { lines.append(rest) }
        return lines
    }

    private static func edits(_ old: [Substring.UnicodeScalarView], _ new: [Substring.UnicodeScalarView]) -> [Edit] {
        func isSame(_ left: Substring.UnicodeScalarView, _ right: Substring.UnicodeScalarView) -> Bool {
            left.elementsEqual(right)
        }
        guard old.count <= lineLimit, new.count <= lineLimit else {
            return old.map(Edit.remove) + new.map(Edit.insert)
        }
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in new.difference(from: old, by: isSame) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if removed.contains(left), left < old.count {
                edits.append(.remove(old[left]))
                left += 1
            } else if inserted.contains(right), right < new.count {
                edits.append(.insert(new[right]))
                right += 1
            } else if left < old.count, right < new.count {
                edits.append(.keep(old[left]))
                left += 1
                right += 1
            } else {
                break
            }
        }
        return edits
    }
}
