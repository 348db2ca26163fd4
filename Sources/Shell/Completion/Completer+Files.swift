import FileIO
import TaskModel

extension Completer {
    /// Files and folders at the path that the word is from `keep` on. Files are those whose name is wanted; folders are
    /// there always, since the way goes through them.
    ///
    /// `marksPlatforms`: a folder that is a platform is an end of the way.
    func files(
        _ current: CompletionWord, keep: Int, marksPlatforms: Bool = false, _ isWanted: (String) -> Bool
    ) -> CompletionSet {
        let scalars = current.scalars.dropFirst(keep)
        let slash = scalars.lastIndex(of: "/").map { $0 + 1 } ?? keep
        var folder = current.text(upTo: slash)
        folder = String(String.UnicodeScalarView(folder.unicodeScalars.dropFirst(keep)))
        let path = session.path(folder)
        let wanted = current.text(from: slash)
        if wanted.isIdentical(to: "..") {
            return CompletionSet(
                keep: slash, [CompletionSet.Name(text: "../", detail: Messages.folder, isFinal: false)])
        }
        let entries = DirectoryEntry.list(path) { name in
            wanted.utf8.first == UInt8(ascii: ".") || name.utf8.first != UInt8(ascii: ".")
        }
        let names = entries.filter { $0.isDirectory || isWanted($0.name) }.map { CompletionSet.Name(text: $0.name) }
        var found = CompletionSet.fitting(wanted, keep: slash, among: names)
        let directories = Set(entries.filter(\.isDirectory).map { ExactString($0.name) })
        found.names = found.names.map { name in
            let place = "\(path)/\(name.text)"
            guard directories.contains(ExactString(name.text)) else {
                let size = (try? Files.status(place))??.size
                return CompletionSet.Name(
                    text: name.text, detail: Words(same: Phrase(stringLiteral: size.map { ByteSize.text($0) } ?? "")))
            }
            if marksPlatforms, (try? Files.status("\(place)/head.json"))??.isFile == true {
                return CompletionSet.Name(text: name.text, detail: Messages.platformFolder)
            }
            return CompletionSet.Name(text: name.text + "/", detail: Messages.folder, isFinal: false)
        }
        return found
    }
}
