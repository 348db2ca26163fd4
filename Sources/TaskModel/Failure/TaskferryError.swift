/// What went wrong, as a value: a stable code, what it is about, and the cause under it.
///
/// The words for a person stand in the Shell's messages, in Chinese and English; no other layer words an error.
public struct TaskferryError: Error, Hashable, Sendable {
    /// What kind of error it is: stable, for programs.
    public let code: Code
    /// What it is about: a name, a path, a word as it was written. Foreign text, not yet fit for a terminal.
    public let subject: String
    /// One further fact that the wording needs: a limit, what was expected, another name.
    public let detail: String
    /// The cause below, in the words of the system or of the layer that noticed (English, for diagnosis).
    public let cause: String?
    /// Where in a text it is.
    public let place: Place?

    /// Makes an error; only the code is always needed.
    public init(
        _ code: Code, subject: String = "", detail: String = "", cause: String? = nil, place: Place? = nil
    ) {
        self.code = code
        self.subject = subject
        self.detail = detail
        self.cause = cause
        self.place = place
    }

    /// The same error with a place, when it has none yet.
    public func placed(at place: Place) -> TaskferryError {
        guard self.place == nil else { return self }
        return TaskferryError(code, subject: subject, detail: detail, cause: cause, place: place)
    }

    /// Where in a file or script something stands.
    public struct Place: Hashable, Sendable {
        /// The file's path or name as the user knows it.
        public let file: String
        /// Line number, from 1.
        public let line: Int
        /// Column in Unicode scalars, from 1.
        public let column: Int

        /// Makes a place; line and column count from 1.
        public init(file: String, line: Int, column: Int) {
            self.file = file
            self.line = line
            self.column = column
        }
    }
}
