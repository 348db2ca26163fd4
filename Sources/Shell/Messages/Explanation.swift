/// An error in words: what is wrong, naming the thing, and what can be done.
struct Explanation: Sendable {
    let sentence: Words
    let hint: Words?

    init(_ zh: Phrase, _ en: Phrase, hint: Words? = nil) {
        sentence = Words(zh, en)
        self.hint = hint
    }
}
