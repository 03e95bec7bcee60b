import Foundation
import SiteModel
import TestSupport

/// P2 over real files: bytes of a reading here, and in Parquet.
struct RealFiles {
  let programs: Programs

  /// One file, how Karez reads it, and the columns DuckDB keeps of it.
  private struct Sample {
    let name: String
    let path: String
    let kind: ReadingKind
    let unit: String
    let column: String
    let options: [String]
    /// What comes of the file in DuckDB: an instant and a number.
    let select: String
  }

  func measure(into table: inout Table) throws {
    guard let sharedData else { return table.add("P2", "real files", note: "not here") }
    var ratios: [Double] = []
    for sample in Self.samples {
      let file = sharedData.appending(path: "meters/" + sample.path).path
      guard let ratio = try measure(sample, file, &table) else { continue }
      ratios.append(ratio)
    }
    if !ratios.isEmpty {
      table.add(
        "P2", "median of the real files",
        note: Table.text(Cost.middle(ratios), 2) + " of the bytes")
    }
  }

  private func measure(_ sample: Sample, _ file: String, _ table: inout Table) throws -> Double? {
    let node = try Node(
      named: "real-" + sample.name, in: programs, points: ["M-1"], kind: sample.kind,
      unit: sample.unit)
    let options = ["import", file, "--accept", "--columns", "\(sample.column)=M-1"]
    let cost = try programs.karez(options + sample.options, at: node)
    let count = try readings(of: node)
    let bytes = Double(try node.packBytes()) / Double(count)
    let parquet = programs.scratch.path(sample.name + ".parquet")
    let select = sample.select.replacingOccurrences(of: "FILE", with: file)
    let sql = "copy (\(select)) to '\(parquet)' (format parquet, compression zstd)"
    guard try programs.duck(sql) != nil else {
      table.add("P2", sample.name, cost, bytes: bytes, note: "\(count) readings")
      return nil
    }
    let theirs = Double(try Programs.size(parquet)) / Double(count)
    let note = "Parquet \(Table.text(theirs, 3)): \(Table.text(bytes / theirs, 2)) of the bytes"
    table.add("P2", sample.name, cost, bytes: bytes, note: "\(count) readings; \(note)")
    return bytes / theirs
  }

  private func readings(of node: Node) throws -> Int {
    let database = node.folder + "/.karez/index.db"
    let sum = try run("sqlite3", [database, "select sum(count) from runs"]).output
    return Int(sum.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  private static let samples = [
    Sample(
      name: "steel-works", path: "steel-works/Steel_industry_data.csv", kind: .interval,
      unit: "kWh", column: "Usage_kWh",
      options: ["--zone", "+09:00", "--label", "end", "--midnight", "same-date"],
      select: "select strptime(date, '%d/%m/%Y %H:%M') t, Usage_kWh v from read_csv('FILE')"),
    Sample(
      name: "region-load", path: "region-load/variantA_附件1-区域15分钟负荷数据.csv", kind: .power,
      unit: "kW", column: "总有功功率（kw）", options: ["--zone", "+08:00", "--label", "start"],
      select: "select #1 t, #2 v from read_csv('FILE')"),
    Sample(
      name: "pjm-aep", path: "pjm-hourly/AEP_hourly.csv", kind: .power, unit: "MW",
      column: "AEP_MW", options: ["--zone=-05:00", "--label", "end"],
      select: "select * from read_csv('FILE')"),
    Sample(
      name: "household", path: "household-minute/household_37k.txt", kind: .power, unit: "kW",
      column: "Global_active_power", options: ["--zone", "+01:00", "--label", "start"],
      select: """
        select strptime(Date || ' ' || Time, '%d/%m/%Y %H:%M:%S') t, \
        try_cast(Global_active_power as double) v from read_csv('FILE', all_varchar=true)
        """),
  ]
}
