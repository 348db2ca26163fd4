import Migration
import TaskModel

/// How the last generated package is shown.
enum CachedPackageView {
    static func json(_ package: CachedPackage) -> JSONObject {
        [
            "id": .string(package.id), "tasks": .array(package.tasks.map(JSONValue.text)),
            "size": .integer(package.size), "sha256": .string(package.sha256.hex),
            "contentDigest": .string(package.contentDigest.hex), "generatedAt": .string(package.generatedAt.text),
            "expiresAt": .string(package.expiresAt.text),
        ]
    }

    static func show(_ package: CachedPackage, _ screen: inout Screen) {
        screen.facts([
            (Words("任务包", "package"), "\(package.id)"),
            (Words("任务", "tasks"), "\(package.tasks.count)"),
            (Words("大小", "size"), Phrase(stringLiteral: ByteSize.text(package.size))),
            (Words("SHA-256", "SHA-256"), "\(package.sha256.hex)"),
            (Words("内容摘要", "content"), "\(package.contentDigest.hex)"),
            (Words("可导出至", "until"), screen.time(package.expiresAt)),
        ])
    }
}

/// How a job is shown.
enum JobView {
    static func json(_ job: JobRecord) -> JSONObject {
        var object: JSONObject = [
            "state": .string(job.stateName), "process": .integer(job.process), "tasks": .integer(job.tasks),
            "background": .bool(job.isBackground), "startedAt": .string(job.startedAt.text),
            "finishedAt": job.finishedAt.map { .string($0.text) } ?? .null,
        ]
        switch job.state {
        case .running(let done, let total):
            object["entriesDone"] = .integer(done)
            object["entriesTotal"] = .integer(total)
        case .failed(let code, let subject):
            object["error"] = .object(["code": .string(code), "subject": .string(subject)])
        case .done, .cancelled, .died: break
        }
        return object
    }
}
