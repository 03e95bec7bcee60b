import Foundation
import TestSupport

/// The programs that are compared, and where they may write.
struct Programs {
  /// The release build of Karez.
  let karez: String
  /// A Python with DuckDB, or nil.
  let duckDB: String?
  let hasSQLite: Bool
  let hasStrace: Bool
  let scratch: TemporaryFolder

  init(karez: String?, python: String, scratch: TemporaryFolder) throws {
    let beside = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "karez").path
    self.karez = karez ?? beside
    guard FileManager.default.isExecutableFile(atPath: self.karez) else {
      throw Missing(program: self.karez)
    }
    duckDB = Self.works(python, ["-c", "import duckdb"]) ? python : nil
    hasSQLite = Self.works("sqlite3", ["-version"])
    hasStrace = Self.works("strace", ["-V"])
    self.scratch = scratch
  }

  private static func works(_ program: String, _ arguments: [String]) -> Bool {
    (try? run(program, arguments))?.status == 0
  }

  /// Runs DuckDB over SQL as a process of its own; nil where it is not.
  func duck(_ sql: String) throws -> Cost? {
    guard let duckDB else { return nil }
    return try Cost.of(duckDB, ["-c", "import duckdb, sys; duckdb.sql(sys.argv[1])", sql])
  }

  /// Runs Karez in a folder that holds a node.
  @discardableResult
  func karez(_ arguments: [String], at node: Node) throws -> Cost {
    try Cost.of(karez, ["-C", node.folder] + arguments, environment: node.environment)
  }

  var description: String {
    [
      duckDB == nil ? "duckdb: not here" : "duckdb: here",
      hasSQLite ? "sqlite3: here" : "sqlite3: not here",
      hasStrace ? "strace: here" : "strace: not here",
    ].joined(separator: ", ")
  }

  /// A program that has to be built before.
  struct Missing: Error, CustomStringConvertible {
    let program: String
    var description: String {
      "\(program) is not there: swift build -c release --product karez"
    }
  }
}

extension Programs {
  /// The size of a file in bytes.
  static func size(_ path: String) throws -> Int {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return size ?? 0
  }
}
