import FileIO
import Glibc
import TaskModel

/// Tells a bad package from what never was one, once something is wrong.
enum PackageKind {
    private static let tailSize = 4 << 20

    /// `not-a-package` for what is no zip, or a zip that names no manifest; `bad-package` with the problems otherwise.
    static func error(_ problems: [PackageProblem], _ staging: Staging, path: String) throws -> TaskferryError {
        let start = max(staging.size - tailSize, 0)
        let head = try staging.file.read(at: 0, count: 4)
        let tail = try staging.file.read(at: start, count: staging.size - start)
        let isZip = head == bytes(ZipFormat.localSignature)
        let hasEnd = holds(tail.suffix(ZipFormat.endSize + Int(UInt16.max)), bytes(ZipFormat.endSignature))
        guard isZip || hasEnd else { return TaskferryError(.notAPackage, subject: path, cause: "not a zip file") }
        // A zip cut off before its end may have been a package.
        let namesManifest = holds(tail[...], Array(EntryPlace.manifestPath.utf8))
        guard namesManifest || !hasEnd else {
            return TaskferryError(.notAPackage, subject: path, cause: "no \(EntryPlace.manifestPath) in this zip")
        }
        return PackageProblem.error(problems, package: path)
    }

    private static func holds(_ bytes: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            var place = 0
            let last = bytes.count - wanted.count
            while place <= last {
                guard let base = bytes.baseAddress, let found = memchr(base + place, Int32(first), last - place + 1)
                else { return false }
                if memcmp(found, wanted, wanted.count) == 0 { return true }
                place = found - UnsafeMutableRawPointer(mutating: base) + 1
            }
            return false
        }
    }

    private static func bytes(_ signature: UInt32) -> [UInt8] {
        var bytes = LittleEndian()
        bytes.append(signature)
        return bytes.bytes
    }
}
