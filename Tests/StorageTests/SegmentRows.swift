import SiteModel
import Storage

/// A segment's readings as `point,time,value[,flag]`, run by run, as `seg2csv.awk` prints them.
func segmentRows(_ text: [UInt8]) throws -> [String] {
  var rows: [String] = []
  for run in try SegmentReader.runs(text) {
    var columns = ReadingColumns()
    try SegmentReader.read(text, run: run, into: &columns, point: 0)
    var flags: [Int: [String]] = [:]
    for (name, flagged) in columns.flags {
      for row in flagged { flags[row, default: []].append(name) }
    }
    for row in 0..<columns.count {
      let time = Instant(seconds: columns.time[row]).text(at: run.offset)
      let names = (flags[row] ?? []).sorted().map { "," + $0 }.joined()
      rows.append("\(run.point),\(time),\(columns.value(row))\(names)")
    }
  }
  return rows
}

/// One reading, so that two sets of readings can be compared whatever their order.
struct PlainReading: Hashable, Comparable {
  let point: String
  let time: Int64, units: Int64
  let decimals: UInt8
  let flags: [String]

  static func < (a: PlainReading, b: PlainReading) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.units != b.units { return a.units < b.units }
    if a.decimals != b.decimals { return a.decimals < b.decimals }
    if a.point != b.point { return a.point < b.point }
    return a.flags.lexicographicallyPrecedes(b.flags)
  }
}

extension ReadingColumns {
  /// All readings, sorted.
  var plain: [PlainReading] {
    var names: [Int: [String]] = [:]
    for (name, rows) in flags { for row in rows { names[row, default: []].append(name) } }
    return (0..<count).map { row in
      PlainReading(
        point: points[Int(point[row])], time: time[row], units: units[row],
        decimals: decimals[row], flags: (names[row] ?? []).sorted())
    }.sorted()
  }

  /// Readings of one point `A` from texts, 15 minutes apart from 2025-06-10T00:00+08:00.
  init(texts: [String], every step: Int64 = 900) throws {
    self.init()
    points = ["A"]
    for (index, text) in texts.enumerated() {
      guard let value = Decimal18(text) else { throw NoDecimal(text: text) }
      append(point: 0, at: Instant(seconds: 1_749_484_800 + Int64(index) * step), value)
    }
  }

  /// Writes with a unit for all points, and reads back.
  func written(offset: Offset = .beijing, header: SegmentHeader = [:]) -> [UInt8] {
    SegmentText.write(self, unit: points.map { _ in "kWh" }, offset: offset, header: header)
  }
}

struct NoDecimal: Error { let text: String }

/// The lines of a text, without the header.
func segmentLines(_ text: [UInt8]) -> [String] {
  let lines = String(decoding: text, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  return lines.drop { !$0.isEmpty }.dropFirst().dropLast().map(String.init)
}
