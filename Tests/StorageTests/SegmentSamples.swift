import SiteModel
import Storage
import TestSupport

/// Made-up readings of every shape a meter was seen to send.
struct SegmentSamples {
  var random: SeededRandom

  /// One point's readings with a random shape of times, values and decimals.
  mutating func append(to columns: inout ReadingColumns, point: UInt16, count: Int) {
    let times = times(count)
    let values = values(count)
    let shape = Int.random(in: 0..<7, using: &random)
    let least = UInt8.random(in: 0...6, using: &random)
    for (time, value) in zip(times, values) {
      let decimals = decimals(shape, least)
      columns.append(
        point: point, at: Instant(seconds: time), self.value(value, decimals, shape))
    }
  }

  /// Flags on single readings and on stretches.
  mutating func flag(_ columns: inout ReadingColumns) {
    for name in ["estimated", "manual", "suspect"] where columns.count > 0 {
      var rows: Set<Int> = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let from = Int.random(in: 0..<columns.count, using: &random)
        let length = Int.random(in: 1...20, using: &random)
        rows.formUnion(from..<min(columns.count, from + length))
      }
      if !rows.isEmpty { columns.flags[name] = rows.sorted() }
    }
  }

  private mutating func times(_ count: Int) -> [Int64] {
    let start = Int64.random(in: -2_000_000_000...4_000_000_000, using: &random)
    let step: Int64 =
      [1, 60, 300, 900, 3600, 86_400, 2_592_000].randomElement(using: &random) ?? 60
    let shape = Int.random(in: 0..<6, using: &random)
    var (times, now): ([Int64], Int64) = ([], start - start % step)
    for _ in 0..<count {
      times.append(now)
      switch shape {
      case 0: now += step
      case 1: now += step * (Int.random(in: 0..<20, using: &random) == 0 ? 60 : 1)
      case 2: now += step * (Int.random(in: 0..<50, using: &random) == 0 ? 500 : 1)
      case 3: now += Int64.random(in: 1...3 * step, using: &random)
      case 4: now += Int.random(in: 0..<10, using: &random) == 0 ? 0 : step
      default: now += step + (Int.random(in: 0..<30, using: &random) == 0 ? 1 : 0)
      }
    }
    return Bool.random(using: &random) && shape == 0 ? times.shuffled(using: &random) : times
  }

  private mutating func values(_ count: Int) -> [Int64] {
    let shape = Int.random(in: 0..<9, using: &random)
    let far = Decimal18.limit - 1
    var (values, now): ([Int64], Int64) = ([], Int64.random(in: 0...10_000_000, using: &random))
    for row in 0..<count {
      switch shape {
      case 0: now += Int64.random(in: 0...30, using: &random)
      case 1: now += 84 + Int64.random(in: -4...4, using: &random)
      case 2: now += 200 * Int64.random(in: 0...9, using: &random)
      case 3: now = (now + 4321) % 100_000
      case 4: now = Int64.random(in: -500...500, using: &random)
      case 5: break
      case 6: now = Int64.random(in: -far...far, using: &random)
      case 7: now = row % 2 == 0 ? far : -far
      default: now += Int64(row % 96) * 3 + Int64.random(in: 0...2, using: &random)
      }
      values.append(now)
    }
    return values
  }

  private mutating func decimals(_ shape: Int, _ least: UInt8) -> UInt8 {
    switch shape {
    case 0, 1: least
    case 2: UInt8.random(in: 0...3, using: &random)
    case 3: Int.random(in: 0..<40, using: &random) == 0 ? 13 : least
    case 4: UInt8.random(in: 0...18, using: &random)
    case 5: Int.random(in: 0..<10, using: &random) == 0 ? 0 : least
    default: least
    }
  }

  /// Shape 6 drops zeros at the end, as a spreadsheet does.
  private func value(_ units: Int64, _ decimals: UInt8, _ shape: Int) -> Decimal18 {
    let value = Decimal18(units: units, decimals: decimals)
    return shape == 6 ? value.normalised : value
  }

  /// The shape the size budget speaks of: registers with 2 decimals every 15 minutes, which move
  /// by a load of the hour with noise.
  mutating func registers(points: Int, readings: Int) -> ReadingColumns {
    var columns = ReadingColumns()
    columns.points = (0..<points).map { "M\(String($0 + 1001).dropFirst())" }
    for point in 0..<points {
      var now = Int64.random(in: 100_000...2_000_000, using: &random)
      for row in 0..<readings {
        let load = 100 + Int64((row / 4 % 24 - 12).magnitude) / 3
        now += load + Int64.random(in: -45...45, using: &random)
        columns.append(
          point: UInt16(point), at: Instant(seconds: 1_735_660_800 + Int64(row) * 900),
          Decimal18(units: now, decimals: 2))
      }
    }
    return columns
  }
}
