import TaskModel
import Testing

@testable import TaskPackage

@Suite struct PackageManifestTests {
    private func manifest() throws -> PackageManifest {
        var samples = try Samples()
        try samples.add("a", script: "")
        var document = samples.inputs[0].document
        document.references[.queue] = [try #require(RegistryName("root.retail.batch"))]
        document.execution.references[.resourceGroup] = [try #require(RegistryName("外网采集组"))]
        document.nodes[0].references[.qualityMonitor] = ["m2", "m1"].compactMap(RegistryName.init)
        let bound = BoundIdentity(uid: try #require(TaskUID("other")), platform: "p2")
        var facts = try Samples.facts()
        facts.resourceGroups = Dictionary(
            uniqueKeysWithValues: ["外网采集组", "unused"].compactMap(RegistryName.init).map { ($0, "id-7") })
        facts.linkedTasks = [
            LinkedTask(
                project: facts.project, name: try #require(TaskLabel("上游")), uid: try #require(TaskUID("up")))
        ]
        facts.extra = ["later": .bool(true)]
        return PackageManifest(
            [PackageInput(document: document, bound: [bound])], facts: facts, contentDigest: SHA256Digest(of: []))
    }

    @Test("R9, R10: the manifest names what the tasks refer to, with the ids of resource groups")
    func text() throws {
        #expect(
            String(decoding: JSONWriter.readable(try manifest().tree), as: UTF8.self)
                == """
                {
                  "contentDigest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                  "format": 1,
                  "generatedAt": "2021-08-17T06:36:06Z",
                  "id": "20210817T063606Z-ID",
                  "later": true,
                  "linkedTasks": [
                    {
                      "name": "上游",
                      "project": "零售数仓",
                      "uid": "up"
                    }
                  ],
                  "project": "零售数仓",
                  "references": {
                    "qualityMonitors": [
                      "m1",
                      "m2"
                    ],
                    "queues": [
                      "root.retail.batch"
                    ],
                    "resourceGroups": [
                      {
                        "id": "id-7",
                        "name": "外网采集组"
                      }
                    ]
                  },
                  "source": {
                    "generation": 12,
                    "platformID": "4f7c",
                    "platformName": "测试平台"
                  },
                  "tasks": [
                    {
                      "bound": [
                        {
                          "platform": "p2",
                          "uid": "other"
                        }
                      ],
                      "name": "a",
                      "uid": "uid-0"
                    }
                  ],
                  "user": "李澜"
                }

                """.replacingID(try manifest().id))
    }

    @Test("A manifest that was written reads as it was, unknown keys included")
    func roundTrip() throws {
        let manifest = try manifest()
        let bytes = JSONWriter.readable(manifest.tree)
        #expect(try PackageManifest(tree: JSONParser.parse(bytes, file: "m"), file: "m") == manifest)
    }

    @Test("A manifest that lacks something or is newer is refused")
    func refusals() throws {
        guard case .object(let whole) = try manifest().tree else { return }
        for key in ["format", "id", "generatedAt", "source", "project", "user", "contentDigest"] {
            var object = whole
            object[key] = nil
            let error = #expect(throws: TaskferryError.self) {
                try PackageManifest(tree: .object(object), file: "m")
            }
            #expect(error?.code == .badDocument, "\(key)")
        }
        var newer = whole
        newer["format"] = .integer(2)
        let error = #expect(throws: TaskferryError.self) { try PackageManifest(tree: .object(newer), file: "m") }
        #expect(error?.code == .newerFormat)
    }
}

extension String {
    fileprivate func replacingID(_ id: String) -> String {
        split(separator: "20210817T063606Z-ID", omittingEmptySubsequences: false).joined(separator: id)
    }
}
