import TaskModel

extension Check {
    /// `unknown-key`: a key that this program does not know; it is kept. The subject is the key's path.
    static let unknownKey = Check { context in
        context.incoming.flatMap { task in
            task.unknownKeys.map { Finding(.unknownKey, $0, uses: [Finding.Use(task.name)]) }
        }
    }
}
