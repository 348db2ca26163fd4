/// Sizes in bytes as people read them: exact below 1 KiB (`512 B`), one decimal in binary units above (`1.2 MiB`).
enum ByteSize {
    /// `bytes` in the largest unit that leaves at least 1.0, rounded half up. Negative sizes count as 0.
    static func text(_ bytes: some BinaryInteger) -> String {
        let exact = UInt64(clamping: bytes)
        if exact < 1024 { return "\(exact) B" }
        var shift: UInt64 = 0
        for unit in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] {
            shift += 10
            let whole = exact >> shift
            let fraction = exact & ((1 << shift) - 1)
            // Ten times a fraction of 60 bits would overflow; the lowest bits do not show in one decimal.
            let lost = shift > 50 ? shift - 50 : 0
            let kept = shift - lost
            let half: UInt64 = 1 << (kept - 1)
            let tenths = whole * 10 + (((fraction >> lost) * 10 + half) >> kept)
            // What rounds up to 1024.0 belongs to the next unit.
            if tenths < 10_240 || unit == "EiB" { return "\(tenths / 10).\(tenths % 10) \(unit)" }
        }
        return "\(exact) B"
    }
}
