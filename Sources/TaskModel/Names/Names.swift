/// A legal task name: 1 to 64 characters and at most 200 UTF-8 bytes of unified Han ideographs, 々, 〇, ASCII
/// letters and digits, `_`, `-`, `.`; does not start with `.` or `-` (§3).
public struct TaskName: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text breaks the rule.
    public init?(_ text: String) {
        guard text.unicodeScalars.count <= 64, NameRule.isLegal(text, atMostBytes: 200) else { return nil }
        self.text = text
    }
}

/// A task's name as a platform or package holds it, legal or from before the naming rule: any single path component
/// of at most 255 bytes other than `.`, `..` and `.taskferry` (§3).
public struct TaskLabel: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text is not a safe path component.
    public init?(_ text: String) {
        guard NameRule.isComponent(text, atMostBytes: 255), !text.isIdentical(to: ".taskferry") else { return nil }
        self.text = text
    }

    /// A legal name is always a safe label.
    public init(_ name: TaskName) { text = name.text }

    /// The same text as a legal name; nil when it is not one (`invalid-task-name`).
    public var legalName: TaskName? { TaskName(text) }
}

/// A node's name: the characters of a task name, 1 to 200 UTF-8 bytes, unique in its task (§3).
public struct NodeName: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text breaks the rule.
    public init?(_ text: String) {
        guard NameRule.isLegal(text, atMostBytes: 200) else { return nil }
        self.text = text
    }
}

/// A name that becomes part of a path: project, user, resource, resource group, platform (§3).
public struct PathName: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text is not a single safe component of at most 200 bytes.
    public init?(_ text: String) {
        guard NameRule.isComponent(text, atMostBytes: 200), !text.utf8.starts(with: ".".utf8) else { return nil }
        self.text = text
    }
}

/// The unique id of a task (任务唯一标识): survives a rename and travels in packages. 1 to 128 printable ASCII
/// characters without space, as different platforms make them; new ones are random UUIDs.
public struct TaskUID: ExactText {
    /// The text.
    public let text: String

    /// Fails when the text breaks the rule.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (1...128).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = text
    }

    /// A new random id (UUID version 4).
    public static func random(using generator: inout some RandomNumberGenerator) -> TaskUID {
        TaskUID(unchecked: RandomUUID.text(using: &generator))
    }

    private init(unchecked text: String) { self.text = text }
}

/// A task directory (任务目录): an absolute path of legal components, `/` alone for the root.
public struct TaskDirectory: ExactText {
    /// The text: `/` or `/a/b`, without a closing slash.
    public let text: String

    /// The root, where tasks go that name no directory.
    public static let root = TaskDirectory(unchecked: "/")

    /// Fails when the text is not an absolute path of safe components; a closing slash is dropped.
    public init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= 1024 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        var result = ""
        for part in parts {
            guard let component = String(part), NameRule.isComponent(component, atMostBytes: 200) else { return nil }
            result += "/" + component
        }
        self.text = result.isEmpty ? "/" : result
    }

    private init(unchecked text: String) { self.text = text }
}

/// UUID version 4 texts, from the caller's source of randomness.
public enum RandomUUID {
    /// A new UUID in lower case.
    public static func text(using generator: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = SHA256Digest.hex(bytes)
        var text = ""
        for (index, character) in hex.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(character)
        }
        return text
    }
}

/// The character rules behind the name types (§3).
enum NameRule {
    static func isLegal(_ text: String, atMostBytes limit: Int) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= limit, first != ".", first != "-" else {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "々", "〇": true
            default: scalar.properties.isUnifiedIdeograph
            }
        }
    }

    static func isComponent(_ text: String, atMostBytes limit: Int) -> Bool {
        guard !text.isEmpty, text.utf8.count <= limit, !text.isIdentical(to: "."), !text.isIdentical(to: "..") else {
            return false
        }
        return text.unicodeScalars.allSatisfy { $0 != "/" && !$0.isControl }
    }
}

extension Unicode.Scalar {
    /// Whether it is a control character: general category Cc, which is these two ranges for good.
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
