import FileIO
import Glibc
import TaskModel

/// A resource that goes into a package piece by piece, so that memory does not depend on its size.
struct LargeEntry {
    let file: OpenFile
    let planned: PlannedResource
    let isDeflated: Bool
    let threads: Int

    /// Pieces that may be under compression at a time.
    private static let window = 8

    /// Gives all pieces in order and returns what the headers must say; nil as soon as deflating does not pay.
    ///
    /// Throws `resource-mismatch` when the bytes are not those that the document names.
    func write(
        _ give: ([UInt8]) throws -> Void, progress: (Int) -> Void, cancelled: CancellationCheck
    ) throws -> (crc: UInt32, size: Int)? {
        var reading = Reading(file: file, size: planned.size)
        var given = 0
        let isWhole = try OrderedPipeline<Codec, [UInt8]>.run(threads: threads, context: { Codec() }) { pipeline in
            func takeOne() throws {
                guard let piece = try pipeline.next() else { return }
                given += piece.count
                try give(piece)
            }
            var before: [UInt8] = []
            while let (piece, isLast) = try reading.next() {
                try cancelled()
                if isDeflated {
                    pipeline.submit { [before] in try $0.deflatePiece(piece, after: before, isLast: isLast) }
                    before = Array(piece.suffix(PieceDeflater.windowSize))
                    while pipeline.pending >= Self.window { try takeOne() }
                } else {
                    try give(piece)
                }
                if isDeflated, given >= planned.size { return false }
                progress(reading.position)
            }
            while pipeline.pending > 0 { try takeOne() }
            return true
        }
        guard isWhole else { return nil }
        guard reading.position == planned.size else { throw planned.mismatch("its size") }
        guard reading.digest.finish() == planned.sha256 else { throw planned.mismatch("its SHA-256") }
        return (reading.crc, reading.position)
    }

    /// The file front to back, with the checksums of what has been read.
    private struct Reading {
        let file: OpenFile
        let size: Int
        var position = 0
        var crc: UInt32 = 0
        var digest = RunningDigest()

        mutating func next() throws -> (piece: [UInt8], isLast: Bool)? {
            guard position < size else { return nil }
            let piece = try file.read(at: position, count: min(Codec.pieceSize, size - position))
            guard !piece.isEmpty else { return nil }
            digest.update(piece)
            crc = piece.withUnsafeBytes { Codec.crc32(crc, $0) }
            position += piece.count
            return (piece, position == size)
        }
    }
}

/// Tells from a few places of a large file whether compressing it pays.
enum PieceSample {
    private static let places = 8
    private static let size = 64 << 10

    static func shrinks(_ file: OpenFile, size: Int) throws -> Bool {
        let codec = Codec()
        var before = 0
        var after = 0
        for place in 0..<places {
            let bytes = try file.read(at: (size - Self.size) / (places - 1) * place, count: Self.size)
            before += bytes.count
            after += try bytes.withUnsafeBytes { try codec.deflate($0, level: 1) }?.count ?? bytes.count
        }
        return after < before - before / 64
    }
}
