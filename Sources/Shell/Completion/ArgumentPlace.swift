import TaskModel

/// Which argument of a command the word at the cursor belongs to.
struct ArgumentPlace {
    /// What the word is.
    enum Target {
        /// An option's name.
        case optionName
        /// A value; `keep` scalars of the word stand before it (`--into=`).
        case value(of: CommandShape.Argument, keep: Int)
        /// Nothing the command knows.
        case nothing
    }

    private(set) var target = Target.nothing
    /// What the words before say.
    private(set) var context = ArgumentContext()
    /// Whether a word that begins with a dash is an option.
    private(set) var takesOptions = true

    private let shape: CommandShape

    /// `words` stand between the command's name and the current word.
    init(_ shape: CommandShape, words: [String], current: CompletionWord) {
        self.shape = shape
        var waiting: CommandShape.Argument?
        var positional = shape.positional[...]
        for word in words {
            takesOptions = takesOptions && positional.first?.takesRest != true
            if takesOptions, word.isIdentical(to: "--") {
                takesOptions = false
                waiting = nil
            } else if takesOptions, Self.isOption(word) {
                waiting = take(option: word)
            } else if let option = waiting {
                note(word, for: option.key)
                if !option.takesSeveral { waiting = nil }
            } else if let argument = positional.first {
                note(word, for: argument.key)
                if !argument.isRepeating { positional.removeFirst() }
            }
        }
        takesOptions = takesOptions && positional.first?.takesRest != true
        target = target(of: current, waiting: waiting, positional: positional.first)
    }

    private func target(
        of current: CompletionWord, waiting: CommandShape.Argument?, positional: CommandShape.Argument?
    ) -> Target {
        if takesOptions, current.scalars.first == "-" {
            if let equals = current.scalars.firstIndex(of: "=") {
                let option = shape.option(named: current.text(upTo: equals))
                if let option, option.kind == .option { return .value(of: option, keep: equals + 1) }
                return .nothing
            }
            // A single dash is a name of its own where a value is due.
            if waiting == nil || waiting?.takesSeveral == true || current.scalars.count > 1 { return .optionName }
        }
        if let waiting { return .value(of: waiting, keep: 0) }
        if let positional { return .value(of: positional, keep: 0) }
        return takesOptions && current.scalars.isEmpty ? .optionName : .nothing
    }

    /// The options that can still be given.
    var openOptions: [CommandShape.Argument] {
        shape.options.filter { option in
            option.isRepeating && option.kind == .option || context.values[option.key] == nil
        }
    }

    private static func isOption(_ word: String) -> Bool {
        word.utf8.first == UInt8(ascii: "-") && word.utf8.count > 1
    }

    /// Notes an option; returns it when its value is to follow.
    private mutating func take(option word: String) -> CommandShape.Argument? {
        let parts = word.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first.flatMap({ String($0) }), let option = shape.option(named: name) else { return nil }
        if option.kind == .flag {
            note("", for: option.key)
        } else if parts.count > 1, let value = String(parts[1]) {
            note(value, for: option.key)
        } else {
            context.values[option.key, default: []] += []
            return option
        }
        return nil
    }

    private mutating func note(_ value: String, for key: String) { context.values[key, default: []].append(value) }
}

extension CommandShape {
    /// The option of a name, short or long.
    func option(named name: String) -> Argument? { options.first { $0.names.contains { $0.isIdentical(to: name) } } }
}
