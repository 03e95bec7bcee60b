import Foundation
import SiteModel
import TestSupport

/// P1, P2 and P4: one long file into a node, beside SQLite and DuckDB.
struct LongImport {
  let programs: Programs
  let file: String
  let readings: Int

  private static let options = [
    "--accept", "--zone", "+08:00", "--kind", "register", "--label", "end", "--unit", "kWh",
  ]

  /// - Returns: the node of the last run.
  func measure(runs: Int, into table: inout Table) throws -> Node {
    var (ours, theirs, ends): ([Cost], [Cost], Node?) = ([], [], nil)
    for run in 0..<max(1, runs) {
      if let last = ends { try FileManager.default.removeItem(atPath: last.folder) }
      let node = try node("p1-\(run)")
      ours.append(try programs.karez(["import", file] + Self.options, at: node))
      if let cost = try programs.duck(parquetSQL) { theirs.append(cost) }
      ends = node
    }
    guard let node = ends, let mine = Cost.median(ours) else { throw Programs.Missing(program: "") }
    let bytes = Double(try node.packBytes()) / Double(readings)
    table.add("P1", "karez import", mine, bytes: bytes)
    try addDuck(Cost.median(theirs), mine, bytes, &table)
    try addSQLite(&table)
    return node
  }

  /// P4: memory must depend on the cut and not on the file.
  func measureTenfold(days: Int, into table: inout Table) throws {
    let path = programs.scratch.path("r350.csv")
    let count = try LongFile(days: days).write(to: path)
    let node = try node("p4")
    let cost = try programs.karez(["import", path] + Self.options, at: node)
    let bytes = Double(try node.packBytes()) / Double(count)
    table.add("P4", "karez import, file × 10", cost, bytes: bytes, note: "\(count) readings")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.removeItem(atPath: node.folder)
  }

  private func node(_ name: String) throws -> Node {
    try Node(
      named: name, in: programs, points: LongFile.points, kind: .register, unit: "kWh")
  }

  private var parquet: String { programs.scratch.path("r35.parquet") }

  private var parquetSQL: String {
    "copy (select * from read_csv('\(file)')) to '\(parquet)' (format parquet, compression zstd)"
  }

  private func addDuck(
    _ cost: Cost?, _ mine: Cost, _ bytes: Double, _ table: inout Table
  ) throws {
    guard let cost else { return table.add("P1", "DuckDB CSV → Parquet", note: "not here") }
    let parquetBytes = Double(try Programs.size(parquet)) / Double(readings)
    table.add("P1", "DuckDB CSV → Parquet zstd", cost, bytes: parquetBytes)
    let (time, size) = (mine.seconds / cost.seconds, bytes / parquetBytes)
    table.add("P1", "karez ÷ DuckDB", note: Table.text(time, 2) + " of the time")
    table.add("P2", "karez ÷ DuckDB", note: Table.text(size, 2) + " of the bytes")
  }

  private func addSQLite(_ table: inout Table) throws {
    guard programs.hasSQLite else { return table.add("P1", "sqlite3 .import", note: "not here") }
    let database = programs.scratch.path("r35.db")
    let cost = try Cost.of("sqlite3", [database, ".mode csv", ".import \"\(file)\" readings"])
    let bytes = Double(try Programs.size(database)) / Double(readings)
    table.add("P1", "sqlite3 .import", cost, bytes: bytes)
    try FileManager.default.removeItem(atPath: database)
  }
}
