// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "karez",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
    .package(url: "https://github.com/attaswift/BigInt.git", exact: "6.0.1"),
    .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
  ],
  targets: [
    // libgit2's headers, and its variadic calls made callable.
    .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    // zlib's headers.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // SQLite's headers, and its constants that are casts made callable.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    // libxlsxwriter's headers.
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    // libqrencode's header.
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // libpq's header.
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

    // What facts are and what follows from them.
    .target(name: "SiteModel", dependencies: [.bigInt, .crypto]),
    // Turns foreign bytes into readings, and says what it refused.
    .target(name: "Intake", dependencies: ["SiteModel", "CZlib"]),
    // Keeps facts for ever and checks them on the way out.
    .target(
      name: "Storage",
      dependencies: ["SiteModel", "CGit2", "CSQLite", "CZlib", .crypto, .cryptoExtras]),
    // Answers questions from a database that can be thrown away.
    .target(name: "Indexing", dependencies: ["SiteModel", "Storage", .grdb]),
    // Carries facts between nodes and checks them before they count.
    .target(
      name: "Sync",
      dependencies: [
        "SiteModel", "Storage", .crypto, .httpClient, .asn1, .nioCore, .nioHTTP1, .nioSSL, .x509,
      ]),
    // Does each thing a person can ask for, once.
    .target(
      name: "Operations",
      dependencies: [
        "SiteModel", "Intake", "Storage", "Indexing", "Sync", "CXlsxWriter", "CQREncode", "CLibPQ",
        .crypto,
      ]),
    // Answers HTTP: the pages and the sync endpoint.
    .target(
      name: "Web",
      dependencies: [
        "SiteModel", "Indexing", "Operations", .crypto, .hummingbird, .hummingbirdCore,
        .hummingbirdTLS, .httpTypes, .logging, .mustache, .nioCore, .nioPosix, .nioSSL,
      ]),
    // Answers the command line.
    .executableTarget(
      name: "karez", dependencies: ["SiteModel", "Indexing", "Operations", "Web", .argumentParser]),

    // What tests share: scratch folders, a fixed clock, seeded randomness, made-up plants.
    .target(
      name: "TestSupport", dependencies: ["SiteModel", "Storage"], path: "Tests/TestSupport"),
    // Measures whole processes; prints, never asserts.
    .executableTarget(
      name: "bench",
      dependencies: ["SiteModel", "Operations", "TestSupport", .argumentParser],
      path: "Tests/Benchmarks"),
    // Long proofs that are run by hand and by `.ci/run`, on the built program itself.
    .executableTarget(
      name: "prove",
      dependencies: [
        "SiteModel", "Storage", "Indexing", "Operations", "Mutants", "TestSupport", .argumentParser,
      ],
      path: "Tests/Proofs"),
    // Journeys through the page in a real browser, and its pictures.
    .executableTarget(
      name: "browse",
      dependencies: [
        "SiteModel", "TestSupport", .argumentParser, .httpClient, .nioCore, .nioHTTP1,
      ],
      path: "Tests/Browser"),
    // Bundles and statements that are wrong in one thing only, and the rules that must say so.
    .target(
      name: "Mutants", dependencies: ["SiteModel", "Storage", "Sync", "TestSupport", .crypto],
      path: "Tests/Mutants"),
    // Whole groups of nodes and sticks in one process, with everything going wrong by a seed.
    .executableTarget(
      name: "karez-sim",
      dependencies: ["Sync", "Storage", "SiteModel", "TestSupport", .argumentParser],
      path: "Tests/Simulator"),
    .testTarget(name: "SiteModelTests", dependencies: ["SiteModel", "TestSupport", .bigInt]),
    .testTarget(name: "IntakeTests", dependencies: ["Intake", "SiteModel", "TestSupport"]),
    .testTarget(
      name: "IndexingTests",
      dependencies: ["Indexing", "Operations", "SiteModel", "Storage", "TestSupport"]),
    .testTarget(
      name: "SyncTests", dependencies: ["Sync", "SiteModel", "Storage", "Mutants", "TestSupport"]),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "Operations", "Indexing", "Intake", "SiteModel", "Storage", "Sync", "TestSupport",
      ]),
    .testTarget(
      name: "HouseTests", dependencies: ["Intake", "SiteModel", "Storage", "TestSupport"]),
    .testTarget(
      name: "CommandTests", dependencies: ["karez", "SiteModel", "TestSupport"],
      exclude: ["Scripts"]),
    .testTarget(
      name: "StorageTests", dependencies: ["Storage", "SiteModel", "CZlib", "TestSupport"],
      exclude: ["Vectors"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
}

// The tests start the built program thousands of times, so what it does is optimised in debug
// builds, too. Traps and `@testable` stay as they are.
let rehearsed = ["SiteModel", "Intake", "Storage", "Indexing", "Sync", "Operations"]
for target in package.targets where rehearsed.contains(target.name) {
  target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
  static let bigInt = product(name: "BigInt", package: "BigInt")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
  static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
  static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
  static let logging = product(name: "Logging", package: "swift-log")
  static let mustache = product(name: "Mustache", package: "swift-mustache")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let x509 = product(name: "X509", package: "swift-certificates")
}
