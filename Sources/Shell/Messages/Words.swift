/// The language of the interface.
enum Language: String, CaseIterable, Sendable {
    case zh
    case en

    /// The language of a locale's name such as `zh_CN.UTF-8`; English for every other than Chinese.
    init(locale: String) { self = locale.lowercased().hasPrefix("zh") ? .zh : .en }

    /// The language that the locale variables ask for, in the order of POSIX.
    init(variables: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
        self.init(locale: locale ?? "")
    }
}

/// Something said in both languages.
struct Words: Sendable {
    let zh: Phrase
    let en: Phrase

    /// Chinese first, as in the source document.
    init(_ zh: Phrase, _ en: Phrase) {
        self.zh = zh
        self.en = en
    }

    /// The same in either language.
    init(same phrase: Phrase) { self.init(phrase, phrase) }

    /// The words in one language.
    subscript(_ language: Language) -> Phrase {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
