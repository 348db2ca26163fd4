// swift-tools-version: 6.1
import PackageDescription

/// One set of rules for every Swift target of our own.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"], .when(configuration: .debug)),
]

let package = Package(
    name: "taskferry",
    products: [
        .library(name: "TaskModel", targets: ["TaskModel"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "CSystem"),
        .target(
            name: "TaskModel", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "FileIO", dependencies: ["CSystem", "TaskModel"], swiftSettings: strict),
        .testTarget(name: "TaskModelTests", dependencies: ["TaskModel"], swiftSettings: strict),
        .testTarget(name: "FileIOTests", dependencies: ["FileIO", "TaskModel"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
