import TaskModel
import TaskPackage

/// How a package is shown, by `inspect`, `check` and `import`.
enum PackageView {
    static func json(_ package: PackageReader) -> JSONObject {
        let manifest = package.manifest
        return [
            "id": .string(manifest.id), "tasks": .integer(package.tasks.count), "size": .integer(package.summary.size),
            "sha256": .string(package.summary.sha256.hex),
            "contentDigest": .string(package.summary.contentDigest.hex),
            "generatedAt": .string(manifest.generatedAt.text),
            "source": .object([
                "platform": .text(manifest.source.platformName), "platformID": .string(manifest.source.platformID),
                "generation": .integer(manifest.source.generation),
            ]),
            "project": .text(manifest.project), "user": .text(manifest.user), "edited": .bool(manifest.edited),
        ]
    }

    /// The word for programs.
    static func signature(_ package: PackageReader) -> String {
        switch package.signature {
        case .unsigned: "unsigned"
        }
    }

    static func signatureWords(_ package: PackageReader) -> Words {
        switch package.signature {
        case .unsigned: Messages.unsigned
        }
    }

    static func show(_ package: PackageReader, _ screen: inout Screen) {
        let manifest = package.manifest
        var facts: [(Words, Phrase)] = [
            (Words("任务包", "package"), "\(manifest.id)"),
            (
                Words("来自", "from"),
                "\(manifest.source.platformName) / \(manifest.project)  (\(manifest.source.platformID), \(manifest.source.generation))"
            ),
            (Words("生成", "generated"), "\(screen.time(manifest.generatedAt))  \(manifest.user)"),
            (Words("大小", "size"), Phrase(stringLiteral: ByteSize.text(package.summary.size))),
            (Words("SHA-256", "SHA-256"), "\(package.summary.sha256.hex)"),
            (Words("内容摘要", "content"), "\(package.summary.contentDigest.hex)"),
            (Words("签名", "signature"), Phrase(.warning, signatureWords(package)[screen.language])),
        ]
        if manifest.edited { facts.append((Words("状态", "state"), Messages.edited[screen.language])) }
        screen.facts(facts)
    }
}
