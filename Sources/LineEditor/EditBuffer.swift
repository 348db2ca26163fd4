import CEditline

/// The line inside libedit.
struct EditBuffer {
    let handle: OpaquePointer

    var cursor: Int { tf_editline_cursor(handle) }
    var count: Int { tf_editline_length(handle) }

    var scalars: [Unicode.Scalar] {
        let count = self.count
        let values = [UInt32](unsafeUninitializedCapacity: count) { storage, used in
            used = storage.baseAddress.map { tf_editline_copy(handle, $0, count) } ?? 0
        }
        return values.map { Unicode.Scalar($0) ?? "\u{FFFD}" }
    }

    func insert(_ scalars: [Unicode.Scalar]) throws(LineEditorError) {
        try LineEditorError.check(tf_editline_insert(handle, scalars.map(\.value), scalars.count), .read)
    }

    /// Replaces the whole line, which must not become empty: libedit cannot do that without a command.
    func replace(with scalars: [Unicode.Scalar], cursor: Int) throws(LineEditorError) {
        try LineEditorError.check(
            tf_editline_replace(handle, scalars.map(\.value), scalars.count, cursor), .read)
    }

    func move(to cursor: Int) { tf_editline_move(handle, max(0, cursor)) }
}
