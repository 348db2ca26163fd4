import ArgumentParser
import Migration

/// The kind of name that `add`, `remove` and `list` work on.
struct NounArgument: ExpressibleByArgument, CaseIterable {
    let noun: RegistryNoun

    init?(argument: String) {
        guard let noun = RegistryNoun(word: argument) else { return nil }
        self.noun = noun
    }

    private init(_ noun: RegistryNoun) { self.noun = noun }

    static var allCases: [NounArgument] { RegistryNoun.all.map(NounArgument.init) }
    static var allValueStrings: [String] { RegistryNoun.all.map(\.word) }

    static let completion = ArgumentKind.choice { _ in RegistryNoun.all.map { ($0.word, Messages.noun($0)) } }
    var defaultValueDescription: String { noun.word }
}
