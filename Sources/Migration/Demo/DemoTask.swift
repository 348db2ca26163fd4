/// A task of a demonstration platform: its document as `load` reads it (§4), with the files beside the document.
struct DemoTask: Sendable {
    /// The project that it belongs to.
    let project: String
    /// The task directory that it is created in.
    let directory: String
    /// The text of `task.json`, with uid and name; resources lack `size` and `sha256`, which whoever loads it fills in.
    let document: String
    /// The files of `nodes/`, under the names that the document gives them.
    let scripts: [DemoFile]
    /// The files of `resources/`.
    let resources: [DemoFile]
    /// Whether it is submitted; otherwise it has a development version only.
    let online: Bool

    /// Makes a task; a line break is put after the document's last line.
    init(
        _ directory: String, project: String = DemoContent.warehouse, online: Bool = true, document: String,
        scripts: [DemoFile] = [], resources: [DemoFile] = []
    ) {
        self.project = project
        self.directory = directory
        self.document = document + "\n"
        self.scripts = scripts
        self.resources = resources
        self.online = online
    }

    /// The same task in development only.
    var inDevelopment: DemoTask {
        DemoTask(copying: self, online: false)
    }

    private init(copying other: DemoTask, online: Bool) {
        project = other.project
        directory = other.directory
        document = other.document
        scripts = other.scripts
        resources = other.resources
        self.online = online
    }
}

/// A file beside a task's document.
struct DemoFile: Sendable {
    /// The name within its folder.
    let name: String
    /// The content.
    let bytes: [UInt8]

    /// Makes a text file; a line break is put after the last line.
    init(_ name: String, _ text: String) {
        self.init(name, bytes: Array(text.utf8) + [UInt8(ascii: "\n")])
    }

    /// Makes a file of any bytes.
    init(_ name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The content as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Stands in for a jar: a manifest, then bytes up to 64 KiB that are the same on every run. They come from a
    /// generator but have only 16 values, so that compression has something to do and something to gain.
    static func archive(_ name: String, mainClass: String) -> DemoFile {
        var bytes = Array("Manifest-Version: 1.0\r\nMain-Class: \(mainClass)\r\n\r\n".utf8)
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        while bytes.count < 65_536 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(UInt8(truncatingIfNeeded: state >> 60) &* 17)
        }
        return DemoFile(name, bytes: bytes)
    }
}
