/// Readings of many points, kept as columns: 18 bytes a reading and no object each.
///
/// Row i says that `points[Int(point[i])]` showed `units[i]` × 10^-`decimals[i]` at `time[i]`.
/// All columns have one length. Rows may come in any order; a gap is no row at all.
package struct ReadingColumns: Sendable, Equatable {
  /// What `point` counts into: the names or ids of the points, each once.
  package var points: [String] = []
  /// Which of ``points`` each reading belongs to.
  package var point: [UInt16] = []
  /// Seconds since 1970 in UTC. A reading over an interval carries the interval's start.
  package var time: [Int64] = []
  /// The value in units of 10^-decimals, |units| < 10^18.
  package var units: [Int64] = []
  /// Digits behind the point as written, 0 … 18.
  package var decimals: [UInt8] = []
  /// Flags by name: the rows that carry each, ascending.
  package var flags: [String: [Int]] = [:]

  package init() {}

  /// How many readings there are.
  package var count: Int { time.count }

  /// One reading's value.
  package func value(_ row: Int) -> Decimal18 {
    Decimal18(units: units[row], decimals: decimals[row])
  }

  /// Adds a reading at the end.
  package mutating func append(
    point index: UInt16, at instant: Instant, _ value: Decimal18
  ) {
    point.append(index)
    time.append(instant.seconds)
    units.append(value.units)
    decimals.append(value.decimals)
  }
}

/// What a number of a series means.
package enum ReadingKind: String, Sendable, Hashable, CaseIterable {
  /// 表底: the counter's standing at an instant. Consumption is the difference.
  case register
  /// 区间量: the quantity of one interval; its time is the interval's start.
  case interval
  /// 平均功率: the mean over one interval; its time is the interval's start.
  case power
  /// 化验值: a laboratory value of a sample.
  case lab
  /// 库存: a stock-taking.
  case stock
  /// 单据量: a quantity on an invoice or settlement.
  case invoice
  /// 产量: output of a product.
  case output
}
