import SiteModel
import TestSupport

/// Readings of all the awkward shapes, made from a seed.
enum RandomReadings {
  /// 2025-03-01T00:00:00+08:00.
  static let start: Int64 = 1_740_758_400

  /// Intervals of one length on a grid, with holes; the lengths of two segments may not agree.
  static func intervals(segment: Int, using random: inout SeededRandom) -> ReadingStatements {
    let length = [1200, 3600, 5400, 86_400].randomElement(using: &random) ?? 3600
    var part = ReadingStatements(
      segment: segment, unit: "kWh", length: Int32(length), readings: ([], [], []))
    var time = start + Int64(length * Int.random(in: 0...4, using: &random))
    if Int.random(in: 0...3, using: &random) == 0 { time += 600 }
    for row in 0..<Int.random(in: 1...100, using: &random) {
      if Int.random(in: 0...9, using: &random) == 0 { time += Int64(length) }
      append(&part, time, Int64.random(in: 0...3, using: &random), &random)
      if Int.random(in: 0...9, using: &random) == 0 {
        part.flags["manual", default: []].append(row)
      }
      time += Int64(length)
    }
    return part
  }

  /// A register that rises, stands, falls, turns over and is reset, read at odd and even times.
  static func register(segment: Int, using random: inout SeededRandom) -> ReadingStatements {
    var part = ReadingStatements(segment: segment, unit: "kWh", readings: ([], [], []))
    var (time, value) = (start, Int64.random(in: 0...999, using: &random))
    for row in 0..<Int.random(in: 1...60, using: &random) {
      append(&part, time, value, &random)
      time += [3600, 7200, 43_200, 86_400, 86_400 * 3, 5400].randomElement(using: &random) ?? 1
      value += Int64.random(in: 0...80, using: &random)
      if Int.random(in: 0...9, using: &random) > 0 { continue }
      value = Int64.random(in: 0...50, using: &random)
      let flag = ["rollover", "reset", "swap", "none"].randomElement(using: &random) ?? ""
      part.flags[flag, default: []].append(row + 1)
    }
    part.flags = part.flags.mapValues { $0.filter { $0 < part.times.count } }
    return part
  }

  /// The same statements in another order.
  static func shuffled(
    _ part: ReadingStatements, _ random: inout SeededRandom
  ) -> ReadingStatements {
    let order = part.times.indices.shuffled(using: &random)
    var other = part
    other.times = order.map { part.times[$0] }
    other.units = order.map { part.units[$0] }
    other.decimals = order.map { part.decimals[$0] }
    other.flags = part.flags.mapValues { rows in order.indices.filter { rows.contains(order[$0]) } }
    return other
  }

  private static func append(
    _ part: inout ReadingStatements, _ time: Int64, _ value: Int64, _ random: inout SeededRandom
  ) {
    let decimals = UInt8.random(in: 0...2, using: &random)
    part.times.append(time)
    part.units.append(value * (decimals == 0 ? 1 : decimals == 1 ? 10 : 100))
    part.decimals.append(decimals)
  }
}
