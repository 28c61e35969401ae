// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let tls: [Target.Dependency] = [
    .product(name: "NIOHTTP2", package: "swift-nio-http2"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "NIOTLS", package: "swift-nio"),
]

let package = Package(
    name: "feedherald",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CMarkGFM", pkgConfig: "libcmark-gfm"),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash"),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate"),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc"),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
        .target(name: "CMedia"),
        .target(name: "CTOML"),
        .target(name: "TOML", dependencies: ["CTOML"], swiftSettings: strict),
        .target(name: "Reactor", swiftSettings: strict),
        .target(name: "Feeds", dependencies: ["CLibXML2"], swiftSettings: strict),
        .target(name: "Readership", swiftSettings: strict),
        .target(name: "Push", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "Articles",
            dependencies: ["CLibXML2", "CLinux", "CMarkGFM", "CXXHash", "Reactor", "TOML", "Yams"],
            swiftSettings: strict
        ),
        .target(name: "Outbound", dependencies: ["CCurl", "CLinux", "Reactor"], swiftSettings: strict),
        .target(
            name: "Media",
            dependencies: ["Articles", "CLinux", "CMedia", "Feeds", "Reactor"],
            swiftSettings: strict
        ),
        .target(name: "Validation", dependencies: ["Articles", "CLibXML2", "Feeds"], swiftSettings: strict),
        .target(
            name: "Templates",
            dependencies: ["Articles", mustache],
            // In the program, so that it needs no files beside it.
            resources: [.embedInCode("BuiltIn")],
            swiftSettings: strict
        ),
        .target(
            name: "Store",
            dependencies: ["Feeds", "Push", "Reactor", "Readership", crypto, grdb, logging],
            swiftSettings: strict
        ),
        .target(
            name: "Publishing",
            dependencies: [
                "Articles", "Feeds", "Media", "Outbound", "Push", "Reactor", "Readership", "Store",
                "Templates", "CLinux",
                "TOML",
                crypto,
                logging,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Web",
            dependencies: [
                "Articles", "CBrotli", "CDeflate", "CLinux", "CQREncode", "CZstd", "Feeds", "Publishing",
                "Push", "Reactor", "Readership", "Store", "Templates", crypto, logging,
            ] + nio + tls,
            swiftSettings: strict
        ),
        .target(
            name: "Output",
            dependencies: [
                "Articles", "CLinux", "Feeds", "Publishing", "Reactor", "Store", "Web", logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "feedherald",
            dependencies: [
                "Articles", "CLinux", "CZlib", "Feeds", "Media", "Outbound", "Output", "Publishing", "Push",
                "Reactor", "Readership", "Store", "Validation", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "markup-benchmark",
            dependencies: ["Articles", "CLibXML2"],
            path: "Benchmarks/markup",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "documents-benchmark",
            dependencies: ["Articles", "CLibXML2", "Feeds"],
            path: "Benchmarks/documents",
            swiftSettings: strict
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "FeedsTests",
            dependencies: ["CLibXML2", "Feeds", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ValidationTests",
            dependencies: ["Feeds", "TestSupport", "Validation"],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(name: "TOMLTests", dependencies: ["TOML"], swiftSettings: strict),
        .testTarget(name: "TemplatesTests", dependencies: ["Articles", "Templates"], swiftSettings: strict),
        .testTarget(name: "PushTests", dependencies: ["Push"], swiftSettings: strict),
        .testTarget(
            name: "ArticlesTests",
            dependencies: ["Articles", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OutboundTests",
            dependencies: ["Outbound"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MediaTests",
            dependencies: ["Articles", "Feeds", "Media"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(name: "ReadershipTests", dependencies: ["Readership"], swiftSettings: strict),
        .testTarget(name: "ReactorTests", dependencies: ["Reactor"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Readership", "Store", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PublishingTests",
            dependencies: [
                "Articles", "CLibXML2", "Feeds", "Media", "Outbound", "Publishing", "Push", "Store",
                "TestSupport", logging,
            ],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Feeds", "Media", "Outbound", "Publishing", "Push", "Reactor", "Readership", "Store",
                "Templates", "Web", logging,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + nio + tls,
            swiftSettings: strict
        ),
        .testTarget(
            name: "OutputTests",
            dependencies: [
                "Articles", "Outbound", "Output", "Publishing", "Push", "Store", "TestSupport", "Web",
                logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// libFuzzer brings its own main, so this links in a build for it alone: `make fuzz`.
if Context.environment["FEEDHERALD_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Articles", "CLibXML2", "Feeds", "Validation"],
            path: "Fuzz",
            exclude: ["Corpus"],
            swiftSettings: strict
        )
    )
}
