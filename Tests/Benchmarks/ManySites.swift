import Foundation
import TestSupport

/// P8: headquarters' board over many entities, each a real node with a year of daily readings.
struct ManySites {
  let programs: Programs
  let count: Int
  let runs: Int

  func measure(into table: inout Table) throws {
    let met = try make()
    table.add("P8", "karez sync of a stick, \(count) nodes admitted and taken in", met)
    try FileManager.default.removeItem(atPath: path("hq/.karez/index/board.json"))
    let first = try karez(["sites", "--json"], at: "hq", files: 512)
    table.add("P8", "karez sites, \(count) entities, nothing kept", first)
    let again = try (0..<runs).map { _ in
      try karez(["sites", "--json"], at: "hq", files: 512)
    }
    table.add(
      "P8", "karez sites again", Cost.median(again), note: "512 open files; target < 2 s, < 1 GiB")
    let sum = try karez(["roll-up", "--period", "2025", "--json"], at: "hq", files: 512)
    table.add("P8", "karez roll-up", sum)
  }

  /// Nodes are made, joined, and met by headquarters over one stick, one after the other.
  private func make() throws -> Cost {
    try karez(["init", path("hq"), "--hq", "--name", "HQ"])
    let list = (1...count).map { "e-\($0),,Plant \($0)" }
    try write(["site,entity,name"] + list, to: "list.csv")
    try karez(
      ["site", "enrol", "--list", path("list.csv"), "--into", path("enrolments")], at: "hq")
    try FileManager.default.createDirectory(atPath: path("usb"), withIntermediateDirectories: true)
    try write(readings, to: "year.csv")
    for number in 1...count { try makeNode(number) }
    return try karez(["sync", path("usb")], at: "hq")
  }

  private func makeNode(_ number: Int) throws {
    let node = "e-\(number)"
    try karez(["init", path(node), "--site", node, "--name", node, "--zone", "+08:00"])
    try karez(
      ["point", "add", "E-1", "--kind", "interval", "--unit", "kWh", "--name", "E"], at: node)
    try karez(
      [
        "import", path("year.csv"), "--accept", "--zone", "+08:00", "--label", "start", "--kind",
        "interval", "--unit", "kWh", "--length", "86400",
      ], at: node)
    try karez(["join", path("enrolments/\(node).enrolment")], at: node)
    try karez(["sync", path("usb")], at: node)
    try FileManager.default.removeItem(atPath: path(node))
  }

  private var readings: [String] {
    let days = (0..<365).map { day in
      let date = Date(timeIntervalSince1970: 1_735_689_600 + Double(day) * 86_400)
      return "\(date.ISO8601Format().prefix(10)) 00:00,\(100 + day % 7)"
    }
    return ["time,E-1"] + days
  }

  private func path(_ name: String) -> String { programs.scratch.path(name) }

  private func write(_ lines: [String], to name: String) throws {
    try (lines.joined(separator: "\n") + "\n")
      .write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  /// - Parameter files: the limit of open files; nil: the machine's.
  @discardableResult
  private func karez(
    _ arguments: [String], at node: String? = nil, files: Int? = nil
  ) throws -> Cost {
    let words = (node.map { ["-C", path($0)] } ?? []) + arguments
    let environment = [
      "XDG_STATE_HOME": path("state"), "LANG": "C.UTF-8",
      "KAREZ_CLOCK": "2026-02-10T09:00:00+08:00",
    ]
    let limit = files.map { "ulimit -n \($0); " } ?? ""
    return try Cost.of(
      "sh", ["-c", limit + "exec \"$@\"", "sh", programs.karez] + words, environment: environment)
  }
}
