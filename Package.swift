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
        .executable(name: "taskferry", targets: ["taskferry"]),
        .library(name: "Migration", targets: ["Migration"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "CSystem"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "TaskModel", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "FileIO", dependencies: ["CSystem", "TaskModel"], swiftSettings: strict),
        .target(
            name: "PlatformStore", dependencies: ["CSystem", "CSQLite", "FileIO", "TaskModel"],
            swiftSettings: strict),
        .target(
            name: "TaskPackage", dependencies: ["CSystem", "CDeflate", "CZlib", "FileIO", "TaskModel"],
            swiftSettings: strict),
        .target(
            name: "Migration", dependencies: ["CSystem", "FileIO", "PlatformStore", "TaskModel", "TaskPackage"],
            swiftSettings: strict),
        .target(name: "CEditline", linkerSettings: [.linkedLibrary("edit")]),
        .target(name: "LineEditor", dependencies: ["CEditline"], swiftSettings: strict),
        .target(
            name: "Shell",
            dependencies: [
                "CSystem", "FileIO", "LineEditor", "Migration", "PlatformStore", "TaskModel", "TaskPackage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "taskferry", dependencies: ["Shell"], swiftSettings: strict),
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        .target(
            name: "TerminalSupport", dependencies: ["CPseudoTerminal"], path: "Tests/TerminalSupport",
            swiftSettings: strict),
        .executableTarget(
            name: "line-editor-probe", dependencies: ["LineEditor"], path: "Tests/LineEditorProbe",
            swiftSettings: strict),
        .testTarget(
            name: "LineEditorTests", dependencies: ["LineEditor", "TerminalSupport", "line-editor-probe"],
            swiftSettings: strict),
        .testTarget(name: "TaskModelTests", dependencies: ["TaskModel"], swiftSettings: strict),
        .testTarget(name: "FileIOTests", dependencies: ["FileIO", "TaskModel"], swiftSettings: strict),
        .testTarget(
            name: "PlatformStoreTests", dependencies: ["FileIO", "PlatformStore", "TaskModel"],
            swiftSettings: strict),
        .testTarget(
            name: "TaskPackageTests", dependencies: ["FileIO", "TaskModel", "TaskPackage"], swiftSettings: strict),
        .testTarget(
            name: "MigrationTests",
            dependencies: ["FileIO", "Migration", "PlatformStore", "TaskModel", "TaskPackage"],
            swiftSettings: strict),
        .testTarget(
            name: "ShellTests",
            dependencies: [
                "LineEditor", "Shell", "Migration", "PlatformStore", "TaskModel", "TerminalSupport", "taskferry",
            ],
            exclude: ["Sessions"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
