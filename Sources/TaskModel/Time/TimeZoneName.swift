extension TimeZoneRules {
    /// The longest zone name in bytes; the longest that exists has 32.
    private static let longestName = 64

    /// Whether a text can name a time zone such as `Asia/Shanghai`, `Etc/GMT+8`, `UTC`, and is safe as a relative path.
    ///
    /// ASCII letters, digits, `_`, `+`, `-` in components parted by single slashes; no component is empty or starts
    /// with `-`, so there is no leading slash and, without dots, no way up. Whether such a zone exists, only the
    /// system's time zone files can tell.
    public static func isValidName(_ name: String) -> Bool {
        guard (1...longestName).contains(name.utf8.count) else { return false }
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { component in
            component.first.map { $0 != UInt8(ascii: "-") } == true && component.allSatisfy(isNameByte)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
