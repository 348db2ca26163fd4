public import FileIO
import PlatformStore

/// What a target has, in one file and without its content (R27, §5): a package can be checked against it before it
/// travels.
public struct Inventory: Sendable {
    /// What it is of.
    public let facts: InventoryFacts
    let reader: InventoryReader

    /// Opens an inventory and verifies all of it. Throws `not-an-inventory`, `newer-format`, `bad-inventory`, and what
    /// the file system says.
    public init(file path: String, cancelled: CancellationCheck = {}) throws {
        (reader, facts) = try InventoryReader.open(path, cancelled: cancelled)
    }
}
