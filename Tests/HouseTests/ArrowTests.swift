import Testing

/// Which modules each target may import: the table of design §2.
///
/// The compiler does not hold these walls: SwiftPM puts every module of the package on one search
/// path, so an undeclared import builds. This table does.
private let arrows: [String: Set<String>] = [
  "SiteModel": ["Foundation", "Crypto", "BigInt"],
  "Intake": ["SiteModel", "CZlib", "Foundation", "FoundationXML"],
  "Storage": [
    "SiteModel", "CGit2", "CSQLite", "CZlib", "Foundation", "Crypto", "CryptoExtras", "Dispatch",
    "Synchronization",
  ],
  "Indexing": ["SiteModel", "Storage", "GRDB", "Foundation"],
  "Sync": [
    "SiteModel", "Storage", "Foundation", "Crypto", "Synchronization", "AsyncHTTPClient", "NIOCore",
    "NIOHTTP1", "NIOSSL", "SwiftASN1", "X509",
  ],
  "Operations": [
    "SiteModel", "Intake", "Storage", "Indexing", "Sync", "Foundation", "Dispatch",
    "Synchronization",
    "Crypto", "CXlsxWriter", "CQREncode", "CLibPQ",
  ],
  "Web": [
    "SiteModel", "Indexing", "Operations", "Foundation", "Crypto", "Hummingbird",
    "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "Logging", "Mustache", "NIOCore", "NIOPosix",
    "NIOSSL",
  ],
  "karez": ["SiteModel", "Indexing", "Operations", "Web", "ArgumentParser", "Foundation"],
]

@Suite struct ArrowTests {
  @Test(arguments: House.sources)
  func `a file imports only what its target may see`(_ file: SourceFile) throws {
    let allowed = try #require(arrows[file.target], "a new target needs a row in this table")
    let strangers = file.imports.subtracting(allowed)
    #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted())")
  }

  @Test(arguments: House.sources)
  func `only the folder that wraps git sees git`(_ file: SourceFile) {
    let mayWrap = file.path.hasPrefix("Sources/Storage/Git/")
    #expect(mayWrap || !file.imports.contains("CGit2"), "\(file.path)")
  }

  @Test(arguments: House.sources)
  func `only the folder of the journal sees SQLite's own calls`(_ file: SourceFile) {
    let mayWrap = file.path.hasPrefix("Sources/Storage/Journal/")
    #expect(mayWrap || !file.imports.contains("CSQLite"), "\(file.path)")
  }

  @Test(arguments: House.sources)
  func `only the folder of printed outputs writes workbooks`(_ file: SourceFile) {
    let mayWrap = file.path.hasPrefix("Sources/Operations/Print/")
    #expect(mayWrap || !file.imports.contains("CXlsxWriter"), "\(file.path)")
  }

  @Test(arguments: House.sources)
  func `only the folder of printed outputs draws QR codes`(_ file: SourceFile) {
    let mayWrap = file.path.hasPrefix("Sources/Operations/Print/")
    #expect(mayWrap || !file.imports.contains("CQREncode"), "\(file.path)")
  }

  @Test(arguments: House.sources)
  func `only the folder that wraps PostgreSQL sees libpq`(_ file: SourceFile) {
    let mayWrap = file.path.hasPrefix("Sources/Operations/Publish/Postgres/")
    #expect(mayWrap || !file.imports.contains("CLibPQ"), "\(file.path)")
  }

  @Test func `the table fails on a stranger`() {
    let file = SourceFile(
      path: "Sources/SiteModel/X.swift", text: "package import GRDB\nimport Foundation\n")
    #expect(file.imports == ["GRDB", "Foundation"])
  }
}
